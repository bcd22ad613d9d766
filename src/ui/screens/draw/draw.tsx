/** @file Draw a cell by hand: an editable graph, its size and the surrogate's prediction at once, and a race against the surrogate's pick. */
import { useMemo } from 'preact/hooks';
import { PRESETS } from '../../../contract/presets.ts';
import { layerTable } from '../../../core/network/macro.ts';
import { parseCell, type Cell } from '../../../core/space/cell.ts';
import { OPERATORS } from '../../../core/space/operators.ts';
import {
  drawn,
  hasRoom,
  inputsOf,
  redone,
  undone,
  withBlock,
  withInput,
  withOperator,
  withoutDrawnBlock,
  type Drawing,
} from '../../model/draw.ts';
import { Icon } from '../../parts/icon.tsx';
import { drawing, isDrawing, selectedHalf } from '../../state/draw.ts';
import { answer, run } from '../../state/state.ts';
import { draw } from '../../messages/draw.ts';
import { BlockEditor } from './block-editor.tsx';
import { DrawGraph } from './draw-graph.tsx';
import { DrawSide } from './draw-side.tsx';
import './draw.css';

/** Shows another state of the drawing; the half selected is one that there is. */
function show(next: Drawing): void {
  drawing.value = next;
  const { block, side } = selectedHalf.value;
  if (block >= next.cell.length) selectedHalf.value = { block: next.cell.length - 1, side };
}

const change = (next: Cell): void => show(drawn(drawing.value, next));

export function Draw() {
  const { cell, past, future } = drawing.value;
  const config = run.value?.head.config ?? PRESETS.demo;
  const settings = useMemo(() => {
    const reach = Math.max(config.lookback, ...cell.flat().map(({ input }) => -input));
    return { ...config, lookback: reach }; // a cell of another run may reach further back
  }, [config, cell]);
  const table = useMemo(() => layerTable(cell, settings), [cell, settings]);
  const best = answer.value?.record.notation;
  return (
    <div class="panes draw-panes" onKeyDown={onKey}>
      <div class="main draw-main">
        <div class="title-row">
          <div>
            <h1>{draw.value.title}</h1>
            <p class="subtitle">{draw.value.subtitle}</p>
          </div>
          <div class="buttons draw-tools">
            <button type="button" class="button tool" onClick={() => (isDrawing.value = false)}>
              <Icon name="left" size={12} /> {draw.value.close}
            </button>
            <button
              type="button"
              class="button tool"
              disabled={past.length === 0}
              onClick={() => show(undone(drawing.value))}
            >
              {draw.value.undo}
            </button>
            <button
              type="button"
              class="button tool"
              disabled={future.length === 0}
              onClick={() => show(redone(drawing.value))}
            >
              {draw.value.redo}
            </button>
            {best !== undefined && (
              <button type="button" class="button tool" onClick={() => change(parseCell(best))}>
                {draw.value.fromBest}
              </button>
            )}
            <button type="button" class="button tool" onClick={() => change(cell.slice(0, 1))}>
              {draw.value.clear}
            </button>
          </div>
        </div>
        <DrawGraph cell={cell} table={table} config={settings} />
        <div class="draw-add">
          {hasRoom(cell) ? (
            <button type="button" class="button dashed" onClick={add}>
              + {draw.value.add(cell.length)}
            </button>
          ) : (
            <p class="note">{draw.value.full}</p>
          )}
        </div>
        <BlockEditor
          cell={cell}
          lookback={settings.lookback}
          known={run.value === undefined ? OPERATORS : config.operators}
          change={change}
          remove={() => change(withoutDrawnBlock(cell, selectedHalf.value.block))}
        />
      </div>
      <DrawSide cell={cell} table={table} />
    </div>
  );
}

function add(): void {
  const { cell } = drawing.value;
  const known = run.value?.head.config.operators ?? PRESETS.demo.operators;
  selectedHalf.value = { block: cell.length, side: 0 };
  change(withBlock(cell, known[0]!));
}

/** 1 to 9 the operator, arrows the input, Delete the block, Ctrl+Z and Ctrl+Shift+Z; not while something else takes keys. */
function onKey(event: KeyboardEvent): void {
  const { cell } = drawing.value;
  const { block, side } = selectedHalf.value;
  const isModified = event.ctrlKey || event.metaKey;
  if (isModified && event.key.toLowerCase() === 'z') {
    event.preventDefault();
    return show(event.shiftKey ? redone(drawing.value) : undone(drawing.value));
  }
  const isOnHalf = (event.target as Element | null)?.closest('.draw-half') !== null;
  if (isModified || event.altKey || !isOnHalf) return;
  const operator = OPERATORS[Number(event.key) - 1];
  const lookback = Math.max(run.value?.head.config.lookback ?? PRESETS.demo.lookback, -cell[block]![side].input);
  const inputs = inputsOf(block, lookback);
  const along = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
  if (operator !== undefined) change(withOperator(cell, block, side, operator));
  else if (along !== 0) {
    const at = inputs.indexOf(cell[block]![side].input) + along;
    change(withInput(cell, block, side, inputs[(at + inputs.length) % inputs.length]!));
  } else if (event.key === 'Delete' || event.key === 'Backspace') change(withoutDrawnBlock(cell, block));
  else return;
  event.preventDefault();
}
