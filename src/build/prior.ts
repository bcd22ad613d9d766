/** @file The default surrogate's prior from a run, as `workers/surrogate/blend/prior.ts` restores it. */
import { fileURLToPath } from 'node:url';
import type { Run } from '../contract/records.ts';
import { trainRecords } from '../contract/run-file.ts';
import { halfKind } from '../core/network/cell-features.ts';
import { OPERATORS } from '../core/space/operators.ts';
import { FileStore } from '../../workers/store/node/file-store.ts';
import { createYieldPoint, runPieces } from '../../workers/scheduling/yield-point.ts';
import { measuredOf } from '../../workers/surrogate/base/surrogate.ts';
import { byLevel } from '../../workers/surrogate/base/targets.ts';
import { KernelRidge } from '../../workers/surrogate/blend/kernel-ridge.ts';
import type { Prior } from '../../workers/surrogate/blend/prior.ts';

/** H_{c-1}, H_{c-2}, and any block: what a cell reads with a lookback of 2, that search's. */
const INPUTS = [-1, -2, 0];
/** Digits of a weight that are kept (ours). */
const DIGITS = 5;

/** The search that the prior is fitted to: 57 cells of up to three blocks. */
export async function readPriorSearch(): Promise<Run> {
  const store = new FileStore(fileURLToPath(new URL('../../test/bench/studies/small', import.meta.url)));
  const heads = (await store.runs()).items;
  const head = heads.find(({ config }) => config.strategy === 'pnas' && config.seed === 42);
  if (head === undefined) throw new Error('prior: the study has no search by pnas with seed 42');
  return store.run(head.id);
}

export async function priorOf(run: Run): Promise<Prior> {
  const ridge = new KernelRidge();
  await runPieces(ridge.fit(byLevel(measuredOf(trainRecords(run)))), createYieldPoint());
  const { halves, globals, subCells, largest, constant } = ridge.save();
  return {
    halves: INPUTS.flatMap((input) =>
      OPERATORS.flatMap((operator): Prior['halves'] => {
        const weight = rounded(halves[halfKind({ input, operator })]!);
        return weight === 0 ? [] : [[input, operator, weight]];
      }),
    ),
    globals: globals.map(rounded),
    subCells: subCells.map(([print, weight]) => [print, rounded(weight)]),
    largest,
    constant: rounded(constant),
  };
}

const rounded = (value: number): number => Number(value.toPrecision(DIGITS));
