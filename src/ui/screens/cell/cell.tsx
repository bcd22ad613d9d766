/** @file One cell: its figures, its graph with every tensor's shape and every operator's parameters, its whole network. */
import { layerTable, type NetworkConfig } from '../../../core/network/macro.ts';
import { parseCell, type Cell } from '../../../core/space/cell.ts';
import { copyText } from '../../state/navigation.ts';
import { useComputed, useSignal } from '@preact/signals';
import { multiplyAdds, parameterCount, type LayerTable } from '../../../core/network/layers.ts';
import { measuredImages } from '../../../contract/split-sizes.ts';
import { PRESETS } from '../../../contract/presets.ts';
import { measuredRanks } from '../../model/derive.ts';
import { accuracyDigits, compact, count, counted, percent, preciseDuration } from '../../model/format.ts';
import { ExportCell } from './export-cell.tsx';
import { Icon } from '../../parts/icon.tsx';
import { PNASNET_5 } from '../../../core/space/pnasnet5.ts';
import { answer, confirmed, foreignCell, run, selectedChild, trained } from '../../state/state.ts';
import { SavePlot } from '../../parts/save-plot.tsx';
import { CAN_RUN } from '../../model/can-run.ts';
import type { TrainRecord } from '../../../contract/records.ts';
import { BlockWords } from './block-words.tsx';
import { NetworkStack } from './network-stack.tsx';
import { WideGraph } from './wide-graph.tsx';
import type { FunctionComponent } from 'preact';

/** What is shown of a cell beside others. */
type Comparison = FunctionComponent<{ cell: Cell; config: NetworkConfig }>;

/** What the run's answer is called: see `contract/answer.ts`. */
const bestTitle = (): string => (answer.value?.confirmed === undefined ? 'best measured' : 'best of the run');

interface CellScreenProps {
  /** Stands under the graph; nothing in the viewer. */
  Compare?: Comparison;
  /** What can be done with the cell; nothing in the viewer. */
  Actions?: FunctionComponent<{ notation: string }>;
}

export function CellScreen({ Compare, Actions }: CellScreenProps) {
  const records = trained.value;
  const best = answer.value?.record;
  const index = selectedChild.value ?? (best === undefined ? records.length - 1 : records.indexOf(best));
  const foreign = CAN_RUN ? foreignCell.value : undefined; // files are dropped on the page
  const record = foreign === undefined ? records[index] : undefined;
  const config: NetworkConfig = run.value?.head.config ?? PRESETS.paper;
  return (
    <CellView
      key={`${index} ${record?.notation ?? foreign?.notation}`}
      notation={foreign?.notation ?? record?.notation ?? PNASNET_5}
      record={record}
      index={index}
      config={config}
      Compare={Compare}
      Actions={Actions}
    />
  );
}

interface CellViewProps {
  Compare: Comparison | undefined;
  Actions: CellScreenProps['Actions'];
  notation: string;
  record: TrainRecord | undefined;
  index: number;
  config: NetworkConfig;
}

function CellView({ notation, record, index, config, Compare, Actions }: CellViewProps) {
  const cell = parseCell(notation);
  const table = layerTable(cell, config);
  const block = useSignal(cell.length - 1);
  const place = useSignal(Math.min(1, table.cells.length - 1));
  const span = useComputed(() => table.cells[place.value]!);
  return (
    <div class="panes cell-panes">
      <div class="main cell-main">
        <Title record={record} index={index} />
        <p class="notation">
          {notation}{' '}
          <button type="button" class="text-button" onClick={() => void copyText(notation, 'The notation is copied.')}>
            copy
          </button>
        </p>
        <div class="cell-files">
          <ExportCell cell={cell} config={config} />
          <SavePlot selector=".wide-graph svg" name="cell" />
          {Actions !== undefined && <Actions notation={notation} />}
        </div>
        <CellFigures record={record} table={table} index={index} />
        <WideGraph
          cell={cell}
          table={table}
          span={span.value}
          config={config}
          choice={{ selected: block.value, select: (next) => void (block.value = next) }}
        />
        {Compare !== undefined && <Compare cell={cell} config={config} />}
        <BlockWords cell={cell} block={block.value} table={table} span={span.value} config={config} />
      </div>
      <NetworkStack table={table} selected={place.value} select={(next) => (place.value = next)} config={config} />
    </div>
  );
}

function Title({ record, index }: { record: TrainRecord | undefined; index: number }) {
  const records = trained.value;
  const foreign = foreignCell.value;
  if (CAN_RUN && foreign !== undefined) {
    return (
      <div class="title-row">
        <div>
          <h1>A cell of {foreign.from}</h1>
          <p class="subtitle">
            Its network is drawn with the settings of {run.value === undefined ? 'the paper' : 'the run on show'}.{' '}
            <button type="button" class="text-button" onClick={() => (foreignCell.value = undefined)}>
              {records.length === 0 ? 'Show PNASNet-5' : 'Back to the best cell'}
            </button>
          </p>
        </div>
      </div>
    );
  }
  if (record === undefined) {
    return (
      <div class="title-row">
        <div>
          <h1>The best cell of the paper’s search</h1>
          <p class="subtitle">
            PNASNet-5, found by the authors. The cells of your own run appear here as they are trained.
          </p>
        </div>
      </div>
    );
  }
  const ranks = measuredRanks(records);
  const rank = ranks[index]!;
  const go = (to: number): void => {
    selectedChild.value = ranks.indexOf(to);
  };
  return (
    <div class="title-row">
      <h1>
        Cell {index + 1}, level {record.level}
        {record === answer.value?.record && `: ${bestTitle()}`}
      </h1>
      <div class="buttons">
        <button
          type="button"
          class="button tool"
          aria-label="Better cell"
          disabled={rank === 1}
          onClick={() => go(rank - 1)}
        >
          <Icon name="left" />
        </button>
        <span class="quiet-2">
          {rank} of {records.length}
        </span>
        <button
          type="button"
          class="button tool"
          aria-label="Next best cell"
          disabled={rank === records.length}
          onClick={() => go(rank + 1)}
        >
          <Icon name="right" />
        </button>
      </div>
    </div>
  );
}

function CellFigures({ record, table, index }: { record: TrainRecord | undefined; table: LayerTable; index: number }) {
  const head = run.value?.head;
  const own: readonly (readonly [string, string, string?])[] = [
    [compact(parameterCount(table)), 'parameters'],
    [compact(multiplyAdds(table)), 'multiply-adds per image'],
  ];
  const measured: (readonly [string, string, string?])[] = [];
  if (record !== undefined && head !== undefined) {
    const { accuracy, failure, predicted, durationMs } = record;
    const digits = accuracyDigits(head.config);
    measured.push(
      accuracy === undefined
        ? [failure?.reason ?? 'failed', failure?.message ?? '', 'bad']
        : [percent(accuracy, digits), `measured on ${count(measuredImages(head))} images`, 'measured'],
    );
    const again = confirmed.value.find((cell) => cell.record === record);
    if (again !== undefined) measured.push([percent(again.mean, digits), 'confirmed on images never seen', 'measured']);
    if (predicted !== undefined) measured.push([percent(predicted, digits), 'predicted before training', 'predicted']);
    measured.push([`${measuredRanks(trained.value)[index]!} of ${trained.value.length}`, 'rank in the run']);
    measured.push(...own, [preciseDuration(durationMs), `to train, ${counted(head.config.epochs, 'epoch')}`]);
  }
  return (
    <dl class="figures wide">
      {(measured.length > 0 ? measured : own).map(([value, name, colour]) => (
        <div key={name}>
          <dd class={colour}>{value}</dd>
          <dt>{name}</dt>
        </div>
      ))}
    </dl>
  );
}
