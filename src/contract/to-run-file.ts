/** @file The run as a file, `run.json`; `read-run-file.ts` reads it. */
import type { LogRecord, RankRecord, Run, RunFile } from './records.ts';
import type { RunFigures } from './figures.ts';
import { RUN_FILE_VERSION } from './records.ts';
import { bestOf, confirmRecords, isOver, placed, rankCorrelation, trainRecords } from './run-file.ts';

/**
 * The run as `run.json` holds it.
 * @param figures what is computed beside it (`figuresOf`); absent in a file that the viewer saves, which is small and reckons none.
 */
export function toRunFile({ head, log }: Run, figures: RunFigures = {}): RunFile {
  const trained = trainRecords({ log });
  const wentOn = new Set(
    log.flatMap((record) => (record.type === 'train' && !trained.includes(record) ? record.notation : [])),
  );
  const stages = placedOf(log, 'train').filter(({ record }) => wentOn.has(record.notation));
  const levels = [...new Set(trained.map(({ level }) => level))];
  const retrainings = placedOf(log, 'retrain');
  const confirmations = confirmRecords({ log });
  const incidents = placedOf(log, 'incident');
  return {
    format: 'pnas-run',
    version: RUN_FILE_VERSION,
    ...head,
    ...figures,
    cells: trained.map(({ type: _type, notation, level, predicted = null, accuracy = null, ...outcome }) => ({
      notation,
      level,
      predicted,
      accuracy,
      ...outcome,
    })),
    levels: levels.map((level) => {
      const children = trained.filter((record) => record.level === level);
      const rank = log.find((record): record is RankRecord => record.type === 'rank' && record.level === level);
      return {
        level,
        candidates: rank?.candidates ?? children.length,
        spearman: rankCorrelation(children),
        trained: children.length,
        best: bestOf(children)?.accuracy ?? null,
      };
    }),
    surrogate: placedOf(log, 'fit', 'rank'),
    ...(stages.length > 0 ? { stages } : {}),
    ...(retrainings.length > 0 ? { retrainings } : {}),
    ...(confirmations.length > 0 ? { confirmations } : {}),
    ...(incidents.length > 0 ? { incidents } : {}),
    finished: isOver(log),
  };
}

/** The records of these types, each with the number of cells trained before it. */
function placedOf<T extends LogRecord['type']>(
  log: Run['log'],
  ...types: T[]
): { after: number; record: Extract<LogRecord, { type: T }> }[] {
  const isOne = (record: LogRecord): record is Extract<LogRecord, { type: T }> =>
    types.some((type) => type === record.type);
  return placed(log).flatMap(({ after, record }) => (isOne(record) ? [{ after, record }] : []));
}
