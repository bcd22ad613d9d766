/** @file Finds a Python that has a package, for tests of exported code; there need not be one. */
import { spawnSync } from 'node:child_process';

/** The Python to run such code with: `PYTHON`, else Debian's, else the first on the path; undefined where none has the package. */
export function pythonWith(module: string): string | undefined {
  const candidates = [process.env['PYTHON'], '/usr/bin/python3', 'python3'];
  return candidates.find((path) => path !== undefined && runPython(path, `import ${module}`).status === 0);
}

/** Runs a program given as text; what it prints, and its exit code. */
export function runPython(
  python: string,
  program: string,
  env: Record<string, string> = {},
): { stdout: string; stderr: string; status: number | null } {
  const { stdout, stderr, status } = spawnSync(python, ['-'], {
    input: program,
    encoding: 'utf8',
    env: { ...process.env, OMP_NUM_THREADS: '2', ...env },
  });
  return { stdout, stderr, status };
}
