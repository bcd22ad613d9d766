/** @file The surrogate of a run as it stands after all that the run has measured: predicts any cells, and is kept until the run has measured more. */
import { isOwnFailure } from '../../src/contract/failures.ts';
import type { Run } from '../../src/contract/records.ts';
import { trainRecords } from '../../src/contract/run-file.ts';
import { parseCell, type Cell } from '../../src/core/space/cell.ts';
import { StateSpace } from '../../src/core/space/state-space.ts';
import { streamsOf } from '../../src/core/streams/streams.ts';
import { measuredOf } from '../surrogate/base/surrogate.ts';
import { Encoder, type FitData } from '../surrogate/encoder.ts';

export class RunSurrogate {
  #kept: { readonly name: string; readonly encoder: Promise<Encoder> } | undefined;

  /**
   * Predicted accuracies of the cells, in order.
   * @param onGpu whether tfjs's current backend is WebGPU on a graphics card.
   * @throws {RangeError} for a run without a measured cell.
   */
  async predict(run: Run, cells: readonly Cell[], onGpu: boolean): Promise<number[]> {
    const encoder = await this.#fitted(run, onGpu);
    return [...(await encoder.predict(cells)).accuracies];
  }

  /** The encoder, fitted level by level as the search did, with the last level besides. */
  #fitted(run: Run, onGpu: boolean): Promise<Encoder> {
    const name = `${run.head.id} ${trainRecords(run).length}`;
    if (this.#kept?.name === name) return this.#kept.encoder;
    this.#kept?.encoder.then(
      (old) => old.dispose(),
      () => {},
    );
    const encoder = fitEncoder(run, onGpu);
    this.#kept = { name, encoder };
    encoder.catch(() => (this.#kept = undefined)); // the next question tries again
    return encoder;
  }
}

async function fitEncoder(run: Run, onGpu: boolean): Promise<Encoder> {
  const { config, streams } = run.head;
  const fits = fitsOf(run);
  if (fits.length === 0) throw new RangeError('surrogate: needs a run that has measured a cell');
  const { seed, surrogate } = config;
  const encoder = new Encoder({ space: new StateSpace(config), seed, streams: streamsOf(streams), surrogate, onGpu });
  await encoder.refit(fits, 'rank');
  return encoder;
}

/** What is known after each level. */
function fitsOf(run: Run): FitData[] {
  const records = trainRecords(run);
  const levels = [...new Set(records.map(({ level }) => level))].sort((a, b) => a - b);
  return levels
    .map((level): FitData => {
      const known = records.filter((record) => record.level <= level);
      return {
        measured: measuredOf(known),
        failed: known.flatMap(({ notation, failure }) =>
          failure !== undefined && isOwnFailure(failure) ? [parseCell(notation)] : [],
        ),
      };
    })
    .filter(({ measured }) => measured.length > 0);
}
