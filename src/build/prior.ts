/** @file The default surrogate's prior from a run, as `workers/surrogate/blend/prior.ts` restores it. */
import { parseRunFile } from '../contract/read-run-file.ts';
import { trainRecords } from '../contract/run-file.ts';
import { halfKind } from '../core/network/cell-features.ts';
import { parseCell } from '../core/space/cell.ts';
import { OPERATORS } from '../core/space/operators.ts';
import { byLevel } from '../../workers/surrogate/base/targets.ts';
import { KernelRidge } from '../../workers/surrogate/blend/kernel-ridge.ts';
import type { Prior } from '../../workers/surrogate/blend/prior.ts';

/** H_{c-1}, H_{c-2}, and any block: what a cell reads with a lookback of 2, that search's. */
const INPUTS = [-1, -2, 0];
/** Digits of a weight that are kept (ours). */
const DIGITS = 5;

/** @param text of a run.json. @throws {RangeError} for what is none. */
export function priorOf(text: string): Prior {
  const measured = trainRecords(parseRunFile(text, 'the recorded search')).flatMap(({ notation, accuracy }) =>
    accuracy === undefined ? [] : [{ cell: parseCell(notation), accuracy }],
  );
  const ridge = new KernelRidge();
  const steps = ridge.fit(byLevel(measured));
  while (steps.next().done !== true);
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
