/** @file Where the layers of a cell's parts are in a layer table: their names are paths. Pure. */
import type { Cell } from '../../core/space/cell.ts';
import type { LayerTable } from '../../core/network/layers.ts';

/** Parameters of the layers whose names start with a path. */
export function parametersUnder(table: LayerTable, path: string): number {
  return table.parameters
    .filter(({ name }) => name.startsWith(path))
    .reduce((sum, { shape }) => sum + shape.reduce((product, size) => product * size, 1), 0);
}

/** The path of an operator's layers in a table. */
export function operatorPath(cell: Cell, place: number, block: number, side: 0 | 1): string {
  return `cell${place}/block${block}/${side === 0 ? 'left' : 'right'}/${cell[block]![side].operator}/`;
}
