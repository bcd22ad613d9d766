/** @file A cell as a graph in the languages of Graphviz and Mermaid: inputs, two operators and a sum a block, the concatenation. */
import type { Cell } from '../space/cell.ts';
import { cellFlow, type NetworkConfig } from '../network/macro.ts';

interface Edge {
  readonly from: string;
  readonly to: string;
  /** The operator on the way; absent into the concatenation. */
  readonly operator?: string;
}

interface Graph {
  /** Name and label of each node. */
  readonly nodes: readonly (readonly [name: string, label: string])[];
  readonly edges: readonly Edge[];
}

/** What decides how a cell's network flows. */
type Macro = Pick<NetworkConfig, 'macro' | 'cellOutput'>;

function graphOf(drawn: Cell, macro: Macro): Graph {
  const { cell, isSummed, outputs } = cellFlow(drawn, macro);
  const name = (input: number): string => (input < 0 ? `h${-input}` : `block${input}`);
  const inputs = [...new Set(cell.flat().map(({ input }) => input))].filter((input) => input < 0).sort((a, b) => b - a);
  const nodes: Graph['nodes'] = inputs.map((input) => [name(input), `H c${input}`]);
  const read = cell.flatMap((block, index) =>
    block.map(({ input, operator }) => ({ from: name(input), to: isSummed ? name(index) : 'output', operator })),
  );
  if (!isSummed) return { nodes: [...nodes, ['output', 'concat']], edges: read };
  return {
    nodes: [...nodes, ...cell.map((_, block) => [name(block), `block ${block}: sum`] as const), ['output', 'concat']],
    edges: [...read, ...outputs.map((index) => ({ from: name(index), to: 'output' }))],
  };
}

/** A label in double quotes. */
const dotLabel = (text: string): string => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
const mermaidLabel = (text: string): string => `"${text.replaceAll('"', '#quot;')}"`;

/** Graphviz: `dot -Tsvg cell.dot`. */
export function toDot(cell: Cell, macro: Macro): string {
  const { nodes, edges } = graphOf(cell, macro);
  return [
    'digraph cell {',
    '  rankdir=BT;',
    '  node [shape=box];',
    ...nodes.map(([name, label]) => `  ${name} [label=${dotLabel(label)}];`),
    ...edges.map(
      ({ from, to, operator }) =>
        `  ${from} -> ${to}${operator === undefined ? '' : ` [label=${dotLabel(operator)}]`};`,
    ),
    '}',
    '',
  ].join('\n');
}

/** Mermaid, for Markdown pages. */
export function toMermaid(cell: Cell, macro: Macro): string {
  const { nodes, edges } = graphOf(cell, macro);
  return [
    'flowchart BT',
    ...nodes.map(([name, label]) => `  ${name}[${mermaidLabel(label)}]`),
    ...edges.map(
      ({ from, to, operator }) => `  ${from} -->${operator === undefined ? '' : `|${mermaidLabel(operator)}|`} ${to}`,
    ),
    '',
  ].join('\n');
}
