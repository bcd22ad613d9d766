/** @file A cell as a graph: pills for inputs, two operator plates and a circled plus for a block, a bar for the concatenation. */
import { charts } from '../messages/charts.ts';
import type { ComponentChildren } from 'preact';
import type { Cell, Half } from '../../core/space/cell.ts';
import { cellFlow, type NetworkConfig } from '../../core/network/macro.ts';
import { shortName } from '../model/format.ts';
import { operatorIndex, type OperatorName } from '../../core/space/operators.ts';
import { layoutCell, type Edge, type Measures, type Point } from './graph-layout.ts';
import '../styles/cell.css';

/** A picture in a side panel or a card. */
const DOWN: Measures = {
  width: 340,
  inputAlong: 24,
  blockAlong: 48,
  blockAcross: 156,
  gapAlong: 34,
  gapAcross: 24,
  barAlong: 24,
  abreast: 2,
};

interface CellGraphProps {
  cell: Cell;
  config: Pick<NetworkConfig, 'macro' | 'cellOutput'>;
  /** Blocks are buttons where this is given. */
  choice?: BlockChoice;
}

/** The block that is selected, and what selects another. */
export interface BlockChoice {
  readonly selected: number;
  select(block: number): void;
}

/** What makes a block's group a button. */
export function blockButton(block: number, { selected, select }: BlockChoice) {
  return {
    class: block === selected ? 'graph-block selected' : 'graph-block',
    role: 'button' as const,
    tabindex: 0,
    'aria-pressed': block === selected,
    onClick: () => select(block),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      select(block);
    },
  };
}

/** The cell flowing down, its operators by name. */
export function CellGraph({ cell: notated, config, choice }: CellGraphProps) {
  const { cell, isSummed, outputs } = cellFlow(notated, config);
  const layout = layoutCell(cell, outputs, DOWN);
  return (
    <svg
      class="cell-graph"
      viewBox={`0 0 ${DOWN.width} ${layout.length + 2}`}
      role={choice === undefined ? 'img' : 'group'}
      aria-label={describeCell(notated, config)}
    >
      {layout.edges.map((edge, i) => (
        <EdgePath key={i} edge={edge} flow="down" lit={choice !== undefined && edge.to === choice.selected} />
      ))}
      {layout.inputs.map(({ input, centre }) => (
        <g key={input} transform={`translate(${centre} 0)`}>
          <InputPill input={input} width={62} height={24} />
        </g>
      ))}
      {layout.blocks.map(({ block, along, centre }) => (
        <g
          key={block}
          transform={`translate(${centre - DOWN.blockAcross / 2} ${along})`}
          {...(choice && blockButton(block, choice))}
        >
          <rect class="block-ground" width={DOWN.blockAcross} height={DOWN.blockAlong} rx="8" />
          {cell[block]!.map(({ operator }, side) => (
            <DownPlate key={side} operator={operator} x={4 + side * 74.5} />
          ))}
          {isSummed && <Plus x={DOWN.blockAcross / 2} y={DOWN.blockAlong} />}
          <text class="graph-note block-name" x="2" y={DOWN.blockAlong + 13}>
            {charts.value.blockName(block)}
          </text>
        </g>
      ))}
      <rect class="concat" x="4" y={layout.bar} width={DOWN.width - 8} height={DOWN.barAlong} rx="6" />
      <text class="graph-label" x={DOWN.width / 2} y={layout.bar + 16} text-anchor="middle">
        {outputWords(cell, outputs, isSummed)}
      </text>
    </svg>
  );
}

/** What the bar does. */
function outputWords(cell: Cell, outputs: readonly number[], isSummed: boolean): string {
  if (!isSummed) return charts.value.joinsOperators(2 * cell.length);
  if (outputs.length === 1) return charts.value.output;
  return charts.value.joinsBlocks(outputs.length, outputs.length === cell.length);
}

function DownPlate({ operator, x }: { operator: OperatorName; x: number }) {
  return (
    <g transform={`translate(${x} 4)`}>
      <rect class="plate" width="73.5" height="40" rx="6" />
      <use class="plate-glyph" href={`#op-${operatorIndex(operator)}`} x="29.75" y="4.5" width="14" height="14" />
      <text class="plate-label" x="36.75" y="33" text-anchor="middle">
        {shortName(operator)}
      </text>
    </g>
  );
}

/** H_{c-1} and its like; centred at the group's origin, from 0 down. */
export function InputPill({
  input,
  width,
  height,
  children,
}: {
  input: number;
  width: number;
  height: number;
  children?: ComponentChildren;
}) {
  return (
    <>
      <rect class="input-pill" x={-width / 2} width={width} height={height} rx={height / 2} />
      <text class="input-label" y={children === undefined ? height / 2 + 4 : height / 2 - 2} text-anchor="middle">
        H
        <tspan dy="3" font-size="9">
          c−{-input}
        </tspan>
      </text>
      {children}
    </>
  );
}

/** The circled plus at a block's far edge. */
export function Plus({ x, y }: { x: number; y: number }) {
  return (
    <g class="plus" transform={`translate(${x} ${y})`}>
      <circle r="8" />
      <path d="M-3.5 0h7M0-3.5v7" />
    </g>
  );
}

/** One edge: solid with an arrow into an operator, dotted into the concatenation. */
export function EdgePath({ edge, flow, lit = false }: { edge: Edge; flow: 'down' | 'right'; lit?: boolean }) {
  const end = edge.points.at(-1)!;
  const [x, y] = place(end, flow);
  const isOutput = edge.to === undefined;
  const arrow =
    flow === 'down'
      ? `M${x - 3.5} ${y - 4}L${x} ${y}L${x + 3.5} ${y - 4}`
      : `M${x - 4} ${y - 3.5}L${x} ${y}L${x - 4} ${y + 3.5}`;
  return (
    <path
      class={`edge${isOutput ? ' edge-output' : ''}${lit ? ' edge-lit' : ''}`}
      d={pathOf(edge.points, flow) + (isOutput ? '' : arrow)}
    />
  );
}

function place([along, across]: Point, flow: 'down' | 'right'): Point {
  return flow === 'down' ? [across, along] : [along, across];
}

/** Curves that leave and arrive along the flow; straight where a lane is. */
function pathOf(points: readonly Point[], flow: 'down' | 'right'): string {
  const at = (along: number, across: number): string => place([along, across], flow).join(' ');
  let path = `M${at(...points[0]!)}`;
  for (let i = 1; i < points.length; i++) {
    const [a0, c0] = points[i - 1]!;
    const [a1, c1] = points[i]!;
    const middle = (a0 + a1) / 2;
    path += c0 === c1 ? `L${at(a1, c1)}` : `C${at(middle, c0)} ${at(middle, c1)} ${at(a1, c1)}`;
  }
  return path;
}

/** A cell in a sentence, for those who cannot see it. */
export function describeCell(notated: Cell, config: Pick<NetworkConfig, 'macro' | 'cellOutput'>): string {
  const { cell, isSummed } = cellFlow(notated, config);
  const words = ({ operator, input }: Half): string =>
    charts.value.operatorOf(operator, input < 0 ? `H c${input}` : charts.value.blockName(input));
  const blocks = cell.map(([left, right], i) => charts.value.aBlock(i, words(left), words(right), isSummed));
  return charts.value.aCell(cell.length, blocks.join('; '), isSummed);
}
