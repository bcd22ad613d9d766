/** @file A final training as a file, `final.json` (docs/formats.md). */
import * as v from 'valibot';
import { parseWith } from './config.ts';
import { amount, CostSchema, IncidentRecordSchema } from './records.ts';
import { finalCost, networkRecords, plannedNetworks, testRecord } from './final-outcome.ts';
import {
  FinalHeadSchema,
  NetworkRecordSchema,
  TestRecordSchema,
  type FinalRecord,
  type FinalRun,
  type TestRecord,
} from './final-records.ts';

/** Version of the format; a newer one is refused. */
const FINAL_FILE_VERSION = 1;

const FinalFileSchema = v.object({
  format: v.literal('pnas-final'),
  version: v.pipe(
    v.number(),
    v.safeInteger(),
    v.minValue(1),
    v.maxValue(
      FINAL_FILE_VERSION,
      (issue) => `is ${issue.input}, written by a newer release; this one reads up to ${FINAL_FILE_VERSION}`,
    ),
  ),
  ...FinalHeadSchema.entries,
  /** Computed from the log; not read. */
  cost: v.optional(CostSchema),
  networks: v.array(NetworkRecordSchema),
  /** The only reading of the test images; null before it. */
  reading: v.nullable(TestRecordSchema),
  /** What befell the run, each after so many networks. */
  incidents: v.array(v.object({ after: amount, record: IncidentRecordSchema })),
  finished: v.boolean(),
});

/** Whether a text that is read as JSON is of this format. */
export const isFinalFile = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'format' in value && value.format === 'pnas-final';

/** The run as `final.json` holds it. */
export function toFinalFile({ head, log }: Pick<FinalRun, 'head' | 'log'>): v.InferOutput<typeof FinalFileSchema> {
  let after = 0;
  const incidents: { after: number; record: Extract<FinalRecord, { type: 'incident' }> }[] = [];
  for (const record of log) {
    if (record.type === 'network') after++;
    if (record.type === 'incident') incidents.push({ after, record });
  }
  return {
    format: 'pnas-final',
    version: FINAL_FILE_VERSION,
    ...head,
    cost: finalCost({ head, log }),
    networks: networkRecords(log),
    reading: testRecord(log) ?? null,
    incidents,
    finished: log.some(({ type }) => type === 'done'),
  };
}

/**
 * Reads `final.json`.
 * @param input what its JSON is.
 * @param name what it is called in errors.
 * @throws {RangeError} with the place, what was required and what came.
 */
export function parseFinalFile(input: unknown, name: string): FinalRun {
  const {
    format: _format,
    version: _version,
    cost: _cost,
    networks,
    reading,
    incidents,
    finished,
    ...head
  } = parseWith(FinalFileSchema, input, name);
  const log: FinalRecord[] = [];
  let next = 0;
  const addIncidents = (until: number): void => {
    while (next < incidents.length && incidents[next]!.after <= until) log.push(incidents[next++]!.record);
  };
  for (const [index, record] of networks.entries()) {
    addIncidents(index);
    log.push(record);
  }
  if (reading !== null) log.push(reading);
  addIncidents(Infinity);
  if (finished) log.push({ type: 'done' });
  checkFinal({ head, log }, name);
  return { head, log };
}

/**
 * What a final training's log must be, beyond the form of its records.
 * @throws {RangeError} `name: networks.2: ...`.
 */
function checkFinal({ head, log }: Pick<FinalRun, 'head' | 'log'>, name: string): void {
  const planned = plannedNetworks(head);
  const networks = networkRecords(log);
  const { epochs } = head.config;
  if (networks.length > planned.length)
    throw new RangeError(`${name}: networks must be at most ${planned.length}; got ${networks.length}`);
  for (const [index, record] of networks.entries()) {
    const { of, seed } = planned[index]!;
    const place = `${name}: networks.${index}`;
    if (record.design !== of.design || record.seed !== seed || record.notation !== of.notation)
      throw new RangeError(`${place} must be of ${of.design} ${seed}; got ${record.design} ${record.seed}`);
    const most = record.failure === undefined ? epochs : epochs - 1;
    const isWhole = record.failure !== undefined || record.epochs.length === epochs;
    if (!isWhole || record.epochs.length > most + 1)
      throw new RangeError(`${place}: epochs must be ${epochs}; got ${record.epochs.length}`);
  }
  const test = testRecord(log);
  if (test !== undefined) checkTest(test, networks, name);
  const isWhole = networks.length === planned.length && test !== undefined;
  if (log.some(({ type }) => type === 'done') && !isWhole)
    throw new RangeError(`${name}: a finished run must have all ${planned.length} networks and the reading`);
}

/** Every network that was trained has a result, whose counts agree. */
function checkTest(
  { images, results }: TestRecord,
  networks: readonly { failure?: unknown; design: string; seed: number }[],
  name: string,
): void {
  // prettier-ignore
  const trained = networks.filter(({ failure }) => failure === undefined);
  if (results.length !== trained.length)
    throw new RangeError(`${name}: reading must have ${trained.length} results; got ${results.length}`);
  for (const [index, { design, seed, correct, confusion, calibration }] of results.entries()) {
    const place = `${name}: reading.results.${index}`;
    const of = trained[index]!;
    if (design !== of.design || seed !== of.seed)
      throw new RangeError(`${place} must be of ${of.design} ${of.seed}; got ${design} ${seed}`);
    const all = confusion.flat().reduce((sum, count) => sum + count, 0);
    const right = confusion.reduce((sum, row, label) => sum + (row[label] ?? 0), 0);
    const binned = calibration.reduce((sum, bin) => sum + bin.images, 0);
    const isSquare = confusion.every(({ length }) => length === confusion.length);
    if (!isSquare || all !== images || right !== correct || binned !== images)
      throw new RangeError(`${place} must count ${images} images, ${correct} right; got ${all}, ${right}, ${binned}`);
  }
}
