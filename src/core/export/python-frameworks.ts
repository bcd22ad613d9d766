/** @file The parts of the Python file that depend on the framework. */

/** The framework-specific parts of the file, as Python. */
export interface FrameworkLayers {
  readonly name: string;
  readonly input: string;
  readonly output: string;
  readonly imports: string;
  /** The class `Layers`. */
  readonly layers: string;
  readonly model: string;
  readonly check: string;
}
