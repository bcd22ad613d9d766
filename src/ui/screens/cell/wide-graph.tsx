/**
 * @file A cell as large as its column allows: flowing right, with shapes at every tensor and parameters at every operator; where that would be too
 * small to read, flowing down. Blocks can be selected.
 */
import { charts } from '../../messages/charts.ts';
import { cells } from '../../messages/cells.ts';
import type { Cell } from '../../../core/space/cell.ts';
import type { CellSpan, LayerTable } from '../../../core/network/layers.ts';
import { cellFlow, type NetworkConfig } from '../../../core/network/macro.ts';
import { operatorIndex } from '../../../core/space/operators.ts';
import { count, shape } from '../../model/format.ts';
import { operatorPath, parametersUnder } from '../../model/layer-paths.ts';
import {
  blockButton,
  CellGraph,
  describeCell,
  EdgePath,
  InputPill,
  Plus,
  type BlockChoice,
} from '../../parts/cell-graph.tsx';
import { useWidth } from '../../parts/use-width.ts';
import { layoutCell, type BlockNode, type Measures } from '../../parts/graph-layout.ts';

/** Px; `width` is across, so it is the picture's height and grows with the rows. */
const RIGHT: Omit<Measures, 'width'> = {
  inputAlong: 116,
  blockAlong: 232,
  blockAcross: 110,
  gapAlong: 66,
  gapAcross: 84,
  barAlong: 30,
  abreast: 3,
};

/** Px that an operator's plate leaves free of its block: for the circle of a sum, which lies on the block's edge, or as at its other side. */
const BESIDE_PLATE = { summed: 30, apart: 10 };

/** Room at the right for the output's name and shape. */
const OUTPUT_ROOM = 92;

/** Smaller than this share of its size, text is too small to read (ours: 14 px become 11). */
const LEAST_SCALE = 0.8;

interface WideGraphProps {
  cell: Cell;
  table: LayerTable;
  span: CellSpan;
  config: NetworkConfig;
  choice: BlockChoice;
}

/** The graph. */
export function WideGraph({ cell: notated, table, span, config, choice }: WideGraphProps) {
  const [ref, room] = useWidth<HTMLDivElement>(960);
  const { cell, isSummed, outputs } = cellFlow(notated, config);
  const rows = Math.min(RIGHT.abreast, Math.max(2, cell.length > 3 ? 3 : 2));
  const height = rows * (RIGHT.blockAcross + RIGHT.gapAcross);
  const layout = layoutCell(cell, outputs, { ...RIGHT, width: height });
  const width = layout.length + OUTPUT_ROOM;
  if (room < LEAST_SCALE * width) {
    return (
      <div class="wide-graph" ref={ref}>
        <CellGraph cell={notated} config={config} choice={choice} />
      </div>
    );
  }
  return (
    <div class="wide-graph" ref={ref}>
      <svg width={width} viewBox={`0 0 ${width} ${height}`} role="group" aria-label={describeCell(notated, config)}>
        {layout.edges.map((edge, i) => (
          <EdgePath key={i} edge={edge} flow="right" lit={edge.to === choice.selected} />
        ))}
        {layout.inputs.map(({ input, centre }) => (
          <g key={input} transform={`translate(58 ${centre - 20})`}>
            <text class="graph-note" y="-9" text-anchor="middle">
              {cells.value.before(-input)}
            </text>
            <InputPill input={input} width={116} height={40}>
              <text class="input-label small" y="33" text-anchor="middle">
                {shape(span.inputShapes[-input - 1] ?? span.inputShapes[0]!)}
              </text>
            </InputPill>
          </g>
        ))}
        {layout.blocks.map((node) => (
          <WideBlock
            key={node.block}
            node={node}
            cell={cell}
            isSummed={isSummed}
            table={table}
            place={span.index}
            choice={choice}
          />
        ))}
        <g transform={`translate(${layout.bar} 0)`}>
          <rect class="concat" y={height * 0.12} width={RIGHT.barAlong} height={height * 0.76} rx="8" />
          <text class="graph-label" transform={`translate(19 ${height / 2}) rotate(-90)`} text-anchor="middle">
            {isSummed && outputs.length === 1 ? cells.value.handOn : cells.value.concatenate}
          </text>
          <path class="edge" d={`M${RIGHT.barAlong} ${height / 2}h22m-4-3.5l4 3.5-4 3.5`} />
          <text class="graph-label" x="58" y={height / 2 - 2}>
            H
            <tspan dy="3" font-size="9">
              c
            </tspan>
          </text>
          <text class="graph-note" x="58" y={height / 2 + 18} text-anchor="start">
            {shape(span.outputShape)}
          </text>
        </g>
      </svg>
    </div>
  );
}

interface WideBlockProps {
  node: BlockNode;
  cell: Cell;
  isSummed: boolean;
  table: LayerTable;
  place: number;
  choice: BlockChoice;
}

function WideBlock({ node, cell, isSummed, table, place, choice }: WideBlockProps) {
  const { block, along, centre } = node;
  const plate = RIGHT.blockAlong - (isSummed ? BESIDE_PLATE.summed : BESIDE_PLATE.apart);
  const sum = table.layers.find(({ name }) => name === `cell${place}/block${block}/add`);
  return (
    <g transform={`translate(${along} ${centre - RIGHT.blockAcross / 2})`} {...blockButton(block, choice)}>
      <text class="graph-note block-name" x="6" y="-8">
        {block === choice.selected ? cells.value.selected(block) : charts.value.blockName(block)}
      </text>
      <rect class="block-ground" width={RIGHT.blockAlong} height={RIGHT.blockAcross} rx="10" />
      {([0, 1] as const).map((side) => {
        const { operator } = cell[block]![side];
        const parameters = parametersUnder(table, operatorPath(cell, place, block, side));
        return (
          <g key={side} transform={`translate(5 ${5 + side * 51})`}>
            <title>{aboutOperator(cell, table, place, block, side)}</title>
            <rect class="plate" width={plate} height="49" rx="6" />
            <use class="plate-glyph" href={`#op-${operatorIndex(operator)}`} x="14" y="16.5" width="16" height="16" />
            <text class="plate-label wide" x="42" y="29">
              {operator}
            </text>
            <text class="graph-note" x={plate - 10} y="29" text-anchor="end">
              {count(parameters)}
            </text>
          </g>
        );
      })}
      {isSummed && <Plus x={RIGHT.blockAlong} y={RIGHT.blockAcross / 2} />}
      {sum !== undefined && (
        <text class="graph-note" x={RIGHT.blockAlong - 6} y={RIGHT.blockAcross + 18} text-anchor="end">
          {shape(sum.shape)}
        </text>
      )}
    </g>
  );
}

/** What a hover says of an operator: where its input comes from, the shape it gives, its parameters and multiply-adds. */
function aboutOperator(cell: Cell, table: LayerTable, place: number, block: number, side: 0 | 1): string {
  const { input, operator } = cell[block]![side];
  const path = operatorPath(cell, place, block, side);
  const layers = table.layers.filter(({ name }) => name.startsWith(path));
  const work = layers.reduce((sum, layer) => sum + layer.multiplyAdds, 0);
  const source = input < 0 ? `H c\u2212${-input}` : charts.value.blockName(input);
  const given = layers.at(-1)?.shape;
  const of = charts.value.operatorOf(operator, source);
  return cells.value.aboutOperator(of, given && shape(given), parametersUnder(table, path), work);
}
