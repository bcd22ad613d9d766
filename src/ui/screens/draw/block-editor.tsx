/** @file The selected block: inputs and the nine operators of both its halves. */
import type { Cell } from '../../../core/space/cell.ts';
import { OPERATORS, type OperatorName } from '../../../core/space/operators.ts';
import { inputsOf, withInput, withOperator, type Side } from '../../model/draw.ts';
import { Glyph } from '../../parts/glyph.tsx';
import { selectedHalf } from '../../state/draw.ts';
import { draw } from '../../messages/draw.ts';

interface EditorProps {
  readonly cell: Cell;
  readonly lookback: number;
  /** Operators that the run has; others are dashed. */
  readonly known: readonly OperatorName[];
  change(next: Cell): void;
  remove(): void;
}

export function BlockEditor({ cell, lookback, known, change, remove }: EditorProps) {
  const { block } = selectedHalf.value;
  return (
    <section class="block-editor" aria-labelledby="block-editor-heading">
      <div class="row-between">
        <h2 id="block-editor-heading">
          {draw.value.block(block)} <span class="note">{draw.value.blockNote}</span>
        </h2>
        <button type="button" class="button tool" disabled={cell.length === 1} onClick={remove}>
          {draw.value.remove}
        </button>
      </div>
      {([0, 1] as const).map((side) => (
        <HalfRow key={side} cell={cell} block={block} side={side} lookback={lookback} known={known} change={change} />
      ))}
      <p class="note">{known.length < OPERATORS.length && draw.value.dashed}</p>
      <p class="note">{draw.value.keys}</p>
    </section>
  );
}

interface HalfRowProps extends Omit<EditorProps, 'remove'> {
  readonly block: number;
  readonly side: Side;
}

function HalfRow({ cell, block, side, lookback, known, change }: HalfRowProps) {
  const half = cell[block]![side];
  const name = draw.value.halves[side];
  const isSelected = selectedHalf.value.side === side;
  const act = (next: Cell): void => {
    selectedHalf.value = { block, side };
    change(next);
  };
  return (
    <div class={isSelected ? 'half-row selected' : 'half-row'}>
      <b>{name}</b>
      <div class="switch" role="group" aria-label={draw.value.inputs(name)}>
        {inputsOf(block, lookback).map((input) => (
          <button
            key={input}
            type="button"
            aria-pressed={half.input === input}
            onClick={() => act(withInput(cell, block, side, input))}
          >
            {draw.value.input(input)}
          </button>
        ))}
      </div>
      <div class="operator-choice" role="group" aria-label={draw.value.operators(name)}>
        {OPERATORS.map((operator) => (
          <button
            key={operator}
            type="button"
            class={known.includes(operator) ? '' : 'unseen'}
            aria-pressed={half.operator === operator}
            aria-label={operator}
            title={operator}
            onClick={() => act(withOperator(cell, block, side, operator))}
          >
            <Glyph name={operator} />
          </button>
        ))}
      </div>
    </div>
  );
}
