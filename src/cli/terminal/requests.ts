/** @file The cells that another program names, line by line, and what it is answered. */
import type { SearchConfig } from '../../contract/config.ts';
import {
  MOST_LINE,
  parseRequest,
  requestId,
  type EvaluateAnswer,
  type EvaluateRequest,
} from '../../contract/evaluate.ts';
import type { TrainRecord } from '../../contract/records.ts';
import type { Candidate } from '../../core/search/commands.ts';
import { canonicalKey } from '../../core/space/canonical.ts';
import { parseCell, type Cell } from '../../core/space/cell.ts';
import { TOO_LONG } from './json-lines.ts';

export interface RequestsOptions {
  readonly config: SearchConfig;
  /** Cells measured before. */
  readonly trained: readonly TrainRecord[];
  readonly lines: AsyncIterator<string | typeof TOO_LONG>;
  answer(answer: EvaluateAnswer): void;
}

/** Gives the cells to a search one by one, each once; lines that are no request, and cells that are known, are answered at once. */
export class Requests {
  readonly #options: RequestsOptions;
  readonly #known = new Map<string, TrainRecord>();
  readonly #ended: Promise<undefined>;
  /** Ends the requests, though lines may follow: the search pauses. */
  readonly end: () => void;
  #asked: { readonly request: EvaluateRequest; readonly cell: Cell } | undefined;

  constructor(options: RequestsOptions) {
    this.#options = options;
    for (const record of options.trained) this.#known.set(canonicalKey(parseCell(record.notation)), record);
    let end = (): void => {};
    this.#ended = new Promise((resolve) => (end = () => resolve(undefined)));
    this.end = end;
  }

  /** The next cell to train: the same until {@link told} of it; undefined where there are no more. */
  async next(): Promise<Candidate | undefined> {
    while (this.#asked === undefined) {
      const read = await Promise.race([this.#options.lines.next(), this.#ended]);
      if (read === undefined || read.done === true) return undefined;
      this.#read(read.value);
    }
    const { cell, request } = this.#asked;
    return { cell, ...(request.predicted === undefined ? {} : { predicted: request.predicted }) };
  }

  /** A cell is in the log: its request is answered. */
  told(record: TrainRecord): void {
    this.#known.set(canonicalKey(parseCell(record.notation)), record);
    if (this.#asked === undefined) return;
    const { request } = this.#asked;
    this.#asked = undefined;
    this.#answer(request, record, false);
  }

  #read(line: string | typeof TOO_LONG): void {
    const { config, answer } = this.#options;
    if (line === TOO_LONG) {
      answer({ type: 'error', error: `request: must have at most ${MOST_LINE} characters` });
      return;
    }
    if (line.trim() === '') return;
    try {
      const request = parseRequest(line);
      const cell = parseCell(request.cell, config);
      if (cell.length > config.blocks)
        throw new RangeError(`request: cell must have 1 to ${config.blocks} blocks; got ${cell.length}`);
      const known = this.#known.get(canonicalKey(cell));
      if (known === undefined) this.#asked = { request, cell };
      else this.#answer(request, known, true);
    } catch (error) {
      const id = requestId(line);
      answer({ type: 'error', ...(id === undefined ? {} : { id }), error: (error as Error).message });
    }
  }

  #answer({ id, cell }: EvaluateRequest, record: TrainRecord, isKnown: boolean): void {
    const { accuracy, failure, curve, parameters, durationMs } = record;
    this.#options.answer({
      type: 'result',
      ...(id === undefined ? {} : { id }),
      cell,
      ...(accuracy === undefined ? { failure } : { accuracy }),
      curve,
      parameters,
      durationMs,
      ...(isKnown ? { known: true } : {}),
    });
  }
}
