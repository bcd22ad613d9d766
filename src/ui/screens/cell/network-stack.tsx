/** @file The whole network as a stack: squares drawn at one pixel per image pixel, bars for channels, so halving is seen. */
import { searching } from '../../messages/searching.ts';
import { cells } from '../../messages/cells.ts';
import { parameterCount, type LayerTable, type Shape } from '../../../core/network/layers.ts';
import { CLASSES, IMAGE_CHANNELS, IMAGE_SIZE, type NetworkConfig } from '../../../core/network/macro.ts';
import { count, shape } from '../../model/format.ts';
import { parametersUnder } from '../../model/layer-paths.ts';

interface StackProps {
  table: LayerTable;
  selected: number;
  select: (place: number) => void;
  config: NetworkConfig;
}

/** The side panel of Cell; choosing a cell changes the shapes in the graph. */
export function NetworkStack({ table, selected, select, config }: StackProps) {
  const widest = Math.max(...table.cells.map(({ outputShape }) => outputShape[2]));
  const stem = table.layers.find(({ name }) => name === 'stem/bn');
  return (
    <aside class="side stack" aria-labelledby="stack-heading">
      <div class="row-between">
        <h2 id="stack-heading">{cells.value.network}</h2>
        <span class="note">
          {config.macro === 'titu1994' ? `titu1994, F ${config.filters}` : `N ${config.repeats}, F ${config.filters}`}
        </span>
      </div>
      <p class="note">{cells.value.sameCell(table.cells.length)}</p>
      <table class="stack-table">
        <thead>
          <tr>
            <th scope="col" colSpan={2}>
              <span class="visually-hidden">{cells.value.layer}</span>
            </th>
            <th scope="col" class="number">
              {cells.value.layerOutput}
            </th>
            <th scope="col" class="number">
              {cells.value.parameters}
            </th>
          </tr>
        </thead>
        <tbody>
          <StackRow
            name={cells.value.image}
            size={IMAGE_SIZE}
            text={shape([IMAGE_SIZE, IMAGE_SIZE, IMAGE_CHANNELS])}
            outline
          />
          {stem !== undefined && (
            <CellRow
              name={cells.value.stem}
              output={stem.shape}
              parameters={parametersUnder(table, 'stem/')}
              widest={widest}
            />
          )}
          {table.cells.map(({ index, stride, outputShape }) => (
            <CellRow
              key={index}
              name={searching.value.cellName(index + 1)}
              note={stride === 2 ? cells.value.stride : undefined}
              output={outputShape}
              parameters={parametersUnder(table, `cell${index}/`)}
              widest={widest}
              isSelected={index === selected}
              onSelect={() => select(index)}
            />
          ))}
          <StackRow
            name={cells.value.head}
            size={3}
            text={cells.value.classes(CLASSES)}
            parameters={parametersUnder(table, 'head/')}
          />
        </tbody>
        <tfoot>
          <tr>
            <td />
            <th scope="row" colSpan={2}>
              {cells.value.total}
            </th>
            <td class="number">
              <b>{count(parameterCount(table))}</b>
            </td>
          </tr>
        </tfoot>
      </table>
    </aside>
  );
}

interface StackRowProps {
  name: string;
  size: number;
  text: string;
  parameters?: number;
  outline?: boolean;
}

function StackRow({ name, size, text, parameters, outline = false }: StackRowProps) {
  return (
    <tr>
      <td class="stack-square">
        <i class={outline ? 'outline' : ''} style={{ width: `${size}px`, height: `${size}px` }} />
      </td>
      <th scope="row">{name}</th>
      <td class="number">{text}</td>
      <td class="number">{parameters === undefined ? '' : count(parameters)}</td>
    </tr>
  );
}

interface CellRowProps {
  name: string;
  note?: string;
  output: Shape;
  parameters: number;
  widest: number;
  isSelected?: boolean;
  onSelect?: () => void;
}

function CellRow({ name, note, output, parameters, widest, isSelected = false, onSelect }: CellRowProps) {
  return (
    <tr class={isSelected ? 'chosen' : ''}>
      <td class="stack-square">
        <i style={{ width: `${output[0]}px`, height: `${output[0]}px` }} />
      </td>
      <th scope="row">
        {onSelect === undefined ? (
          name
        ) : (
          <button type="button" aria-pressed={isSelected} onClick={onSelect}>
            {name} {note !== undefined && <span class="note">{note}</span>}
          </button>
        )}
        <i class="stack-bar" style={{ width: `${(100 * output[2]) / widest}%` }} />
      </th>
      <td class="number">{shape(output)}</td>
      <td class="number">{count(parameters)}</td>
    </tr>
  );
}
