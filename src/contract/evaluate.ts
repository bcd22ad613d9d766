/**
 * @file The lines by which another program searches: it names a cell a line, and is answered with what the cell's network measured
 * (`pnas evaluate --stdio`). Lines are JSON objects; each way of the conversation has a schema, so that both ends can be checked.
 */
import * as v from 'valibot';
import { parseWith } from './config.ts';

/** Longest line read, characters (ours): the longest cell has some 300. */
export const MOST_LINE = 16_384;

/** Names a request, and comes back with its answer. */
const IdSchema = v.union([v.pipe(v.string(), v.maxLength(200)), v.pipe(v.number(), v.finite())]);

const RequestSchema = v.strictObject(
  {
    id: v.optional(IdSchema),
    /** As {@link parseCell} reads it, of the search space. */
    cell: v.string('must be a text, a cell such as "-1,identity,-2,3x3 dconv"'),
    /** What the program expects of it, as its own surrogate predicts; shown beside what is measured. */
    predicted: v.optional(v.pipe(v.number(), v.finite())),
  },
  ({ received }) => `must be an object with cell, and id and predicted if you like; got ${received}`,
);
export type EvaluateRequest = v.InferOutput<typeof RequestSchema>;

type Id = v.InferOutput<typeof IdSchema>;

/** What is answered, a line each: `ready` first, one for each request, `done` at the end. */
export type EvaluateAnswer =
  | {
      readonly type: 'ready';
      readonly blocks: number;
      readonly lookback: number;
      readonly operators: readonly string[];
      readonly validationImages: number;
      /** Cells measured before: of a run that goes on. */
      readonly cells: number;
    }
  | {
      readonly type: 'result';
      readonly id?: Id;
      readonly cell: string;
      /** Of the validation images; absent where the child failed. */
      readonly accuracy?: number;
      readonly failure?: { readonly reason: string; readonly message: string };
      readonly curve: readonly number[];
      readonly parameters: number;
      readonly durationMs: number;
      /** Measured before, under this notation or another of the same design; not trained again. */
      readonly known?: true;
    }
  | { readonly type: 'error'; readonly id?: Id; readonly error: string }
  | {
      readonly type: 'done';
      readonly best?: string;
      readonly accuracy?: number;
      /** Of the best, where cells were trained again on images that took no part. */
      readonly confirmed?: number;
    };

/**
 * Reads a line.
 * @throws {RangeError} `request: ...` for a line that is none.
 */
export function parseRequest(line: string): EvaluateRequest {
  return parseWith(RequestSchema, readJson(line), 'request');
}

/** The id of a line that may be no request, so that its error can be told apart. */
export function requestId(line: string): Id | undefined {
  try {
    const read = v.safeParse(v.object({ id: IdSchema }), JSON.parse(line));
    return read.success ? read.output.id : undefined;
  } catch {
    return undefined;
  }
}

function readJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw new RangeError(`request: must be a JSON object; ${(error as Error).message}`, { cause: error });
  }
}
