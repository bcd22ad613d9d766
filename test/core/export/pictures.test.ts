import { describe, expect, test } from 'vitest';
import { parseCell } from '../../../src/core/space/cell.ts';
import { toGenotype, toNni } from '../../../src/core/export/genotype.ts';
import { toDot, toMermaid } from '../../../src/core/export/pictures.ts';

const CELL = parseCell('-1,3x3 dconv,-2,identity,0,3x3 maxpool,-1,1x7-7x1 conv');

describe('a cell elsewhere', () => {
  test('in Graphviz', () => {
    expect(toDot(CELL, { macro: 'pnas', cellOutput: 'all' })).toBe(`digraph cell {
  rankdir=BT;
  node [shape=box];
  h1 [label="H c-1"];
  h2 [label="H c-2"];
  block0 [label="block 0: sum"];
  block1 [label="block 1: sum"];
  output [label="concat"];
  h1 -> block0 [label="3x3 dconv"];
  h2 -> block0 [label="identity"];
  block0 -> block1 [label="3x3 maxpool"];
  h1 -> block1 [label="1x7-7x1 conv"];
  block0 -> output;
  block1 -> output;
}
`);
  });

  test('as the flat network has it: every operator reads the cell’s input, nothing is added', () => {
    expect(toDot(CELL, { macro: 'titu1994', cellOutput: 'all' })).toBe(`digraph cell {
  rankdir=BT;
  node [shape=box];
  h1 [label="H c-1"];
  output [label="concat"];
  h1 -> output [label="3x3 dconv"];
  h1 -> output [label="identity"];
  h1 -> output [label="3x3 maxpool"];
  h1 -> output [label="1x7-7x1 conv"];
}
`);
  });

  test('in Mermaid, handing on only what no block reads', () => {
    expect(toMermaid(CELL, { macro: 'pnas', cellOutput: 'unused' })).toBe(`flowchart BT
  h1["H c-1"]
  h2["H c-2"]
  block0["block 0: sum"]
  block1["block 1: sum"]
  output["concat"]
  h1 -->|"3x3 dconv"| block0
  h2 -->|"identity"| block0
  block0 -->|"3x3 maxpool"| block1
  h1 -->|"1x7-7x1 conv"| block1
  block1 --> output
`);
  });

  test('as a genotype: H_{c-2} is node 0, H_{c-1} node 1, block 0 node 2', () => {
    const edges = "[('sep_conv_3x3', 1), ('skip_connect', 0), ('max_pool_3x3', 2), ('conv_7x1_1x7', 1)]";
    expect(toGenotype(CELL)).toBe(
      `Genotype(normal=${edges}, normal_concat=[2, 3], reduce=${edges}, reduce_concat=[2, 3])\n`,
    );
    expect(JSON.parse(toNni(CELL))).toMatchObject({
      'normal/op_2_0': 'sep_conv_3x3',
      'normal/input_2_0': [1],
      'reduce/op_3_0': 'max_pool_3x3',
      'reduce/input_3_0': [2],
    });
    expect(() => toGenotype(parseCell('-3,identity,-1,identity'))).toThrow('this one reads H_{c-3}');
  });
});
