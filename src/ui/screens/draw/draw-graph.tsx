/** @file The cell being drawn, flowing right; a press on a half selects it. */
import type { LayerTable } from '../../../core/network/layers.ts';
import { cellFlow, type NetworkConfig } from '../../../core/network/macro.ts';
import type { Cell } from '../../../core/space/cell.ts';
import { operatorIndex } from '../../../core/space/operators.ts';
import { count, shape } from '../../model/format.ts';
import { operatorPath, parametersUnder } from '../../model/layer-paths.ts';
import type { Side } from '../../model/draw.ts';
import { describeCell, EdgePath, InputPill, Plus } from '../../parts/cell-graph.tsx';
import { layoutCell, type BlockNode, type Measures } from '../../parts/graph-layout.ts';
import { selectedHalf } from '../../state/draw.ts';
import { draw } from '../../messages/draw.ts';

/** Px; `width` is across. */
const RIGHT: Omit<Measures, 'width'> = {
  inputAlong: 108,
  blockAlong: 216,
  blockAcross: 104,
  gapAlong: 60,
  gapAcross: 62,
  barAlong: 30,
  abreast: 3,
};
const PLATE = RIGHT.blockAlong - 30;
const OUTPUT_ROOM = 92;

interface DrawGraphProps {
  readonly cell: Cell;
  readonly table: LayerTable;
  readonly config: NetworkConfig;
}

export function DrawGraph({ cell: notated, table, config }: DrawGraphProps) {
  const { cell, isSummed, outputs } = cellFlow(notated, config);
  const across = rowsAcross(cell) * (RIGHT.blockAcross + RIGHT.gapAcross);
  const layout = layoutCell(cell, outputs, { ...RIGHT, width: across });
  const width = layout.length + OUTPUT_ROOM;
  const span = table.cells[Math.min(1, table.cells.length - 1)]!;
  return (
    <div class="draw-graph" role="group" aria-label={`${draw.value.graph}. ${describeCell(notated, config)}`}>
      <svg width={width} height={across} viewBox={`0 0 ${width} ${across}`}>
        {layout.edges.map((edge, i) => (
          <EdgePath key={i} edge={edge} flow="right" lit={edge.to === selectedHalf.value.block} />
        ))}
        {layout.inputs.map(({ input, centre }) => (
          <g key={input} transform={`translate(54 ${centre - 20})`}>
            <InputPill input={input} width={104} height={40}>
              <text class="input-label small" y="33" text-anchor="middle">
                {shape(span.inputShapes[-input - 1] ?? span.inputShapes[0]!)}
              </text>
            </InputPill>
          </g>
        ))}
        {layout.blocks.map((node) => (
          <DrawnBlock key={node.block} node={node} cell={cell} table={table} place={span.index} isSummed={isSummed} />
        ))}
        <g transform={`translate(${layout.bar} 0)`}>
          <rect class="concat" y={across * 0.12} width={RIGHT.barAlong} height={across * 0.76} rx="8" />
          <text class="graph-label" transform={`translate(19 ${across / 2}) rotate(-90)`} text-anchor="middle">
            {isSummed && outputs.length === 1 ? draw.value.handOn : draw.value.concatenate}
          </text>
          <path class="edge" d={`M${RIGHT.barAlong} ${across / 2}h22m-4-3.5l4 3.5-4 3.5`} />
          <text class="graph-label" x="58" y={across / 2 - 2}>
            H
            <tspan dy="3" font-size="9">
              c
            </tspan>
          </text>
          <text class="graph-note" x="58" y={across / 2 + 18}>
            {shape(span.outputShape)}
          </text>
        </g>
      </svg>
    </div>
  );
}

/** Blocks that stand side by side at most: those that only read earlier cells, at least two rows. */
function rowsAcross(cell: Cell): number {
  const depths: number[] = [];
  for (const block of cell) depths.push(1 + Math.max(...block.map(({ input }) => (input < 0 ? 0 : depths[input]!))));
  const widest = Math.max(...depths.map((depth) => depths.filter((other) => other === depth).length));
  return Math.min(RIGHT.abreast, Math.max(2, widest));
}

interface DrawnBlockProps {
  readonly node: BlockNode;
  readonly cell: Cell;
  readonly table: LayerTable;
  readonly place: number;
  readonly isSummed: boolean;
}

function DrawnBlock({ node: { block, along, centre }, cell, table, place, isSummed }: DrawnBlockProps) {
  const selected = selectedHalf.value;
  return (
    <g
      class={selected.block === block ? 'graph-block selected' : 'graph-block'}
      transform={`translate(${along} ${centre - RIGHT.blockAcross / 2})`}
    >
      <text class="graph-note block-name" x="6" y="-8">
        {draw.value.blockInGraph(block)}
      </text>
      <rect class="block-ground" width={RIGHT.blockAlong} height={RIGHT.blockAcross} rx="10" />
      {([0, 1] as const).map((side) => (
        <DrawnHalf
          key={side}
          cell={cell}
          block={block}
          side={side}
          parameters={parametersUnder(table, operatorPath(cell, place, block, side))}
        />
      ))}
      {isSummed && <Plus x={RIGHT.blockAlong} y={RIGHT.blockAcross / 2} />}
    </g>
  );
}

function DrawnHalf({ cell, block, side, parameters }: { cell: Cell; block: number; side: Side; parameters: number }) {
  const { operator, input } = cell[block]![side];
  const isSelected = selectedHalf.value.block === block && selectedHalf.value.side === side;
  const select = (): void => {
    selectedHalf.value = { block, side };
  };
  return (
    <g
      class={isSelected ? 'draw-half selected' : 'draw-half'}
      transform={`translate(5 ${5 + side * 48})`}
      role="button"
      tabindex={0} // an SVG knows no tabIndex
      aria-pressed={isSelected}
      onClick={select}
      onFocus={select}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter' || event.key === ' ') event.preventDefault();
      }}
    >
      <title>{draw.value.half(operator, parameters, draw.value.input(input), block, draw.value.halves[side])}</title>
      <rect class="plate" width={PLATE} height="46" rx="6" />
      <use class="plate-glyph" href={`#op-${operatorIndex(operator)}`} x="13" y="15" width="16" height="16" />
      <text class="plate-label wide" x="40" y="28" aria-hidden="true">
        {operator}
      </text>
      <text class="graph-note" x={PLATE - 10} y="28" text-anchor="end" aria-hidden="true">
        {count(parameters)}
      </text>
    </g>
  );
}
