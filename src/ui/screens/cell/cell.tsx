/** @file One cell: its figures, its graph with every tensor's shape and every operator's parameters, its whole network. */
import { searching } from '../../messages/searching.ts';
import { cells } from '../../messages/cells.ts';
import { layerTable, type NetworkConfig } from '../../../core/network/macro.ts';
import { parseCell, type Cell } from '../../../core/space/cell.ts';
import { copyText } from '../../state/navigation.ts';
import { useComputed, useSignal } from '@preact/signals';
import { multiplyAdds, parameterCount, type LayerTable } from '../../../core/network/layers.ts';
import { measuredImages } from '../../../contract/split-sizes.ts';
import { PRESETS } from '../../../contract/presets.ts';
import { measuredRanks } from '../../model/derive.ts';
import { accuracyDigits, compact, percent, preciseDuration } from '../../model/format.ts';
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
const bestTitle = (): string =>
  answer.value?.confirmed === undefined ? cells.value.bestMeasured : cells.value.bestOfRun;

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
          <button type="button" class="text-button" onClick={() => void copyText(notation, cells.value.copied)}>
            {cells.value.copy}
          </button>
        </p>
        <div class="cell-files">
          <ExportCell cell={cell} config={config} />
          {CAN_RUN && <SavePlot selector=".wide-graph svg" name="cell" />}
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

/** What a cell is called that is not of the run. */
const foreignTitle = (from: string): string =>
  from === 'link' || from === 'run' || from === 'untrained'
    ? cells.value.foreign[from]
    : cells.value.foreign.file(from);

function Title({ record, index }: { record: TrainRecord | undefined; index: number }) {
  const records = trained.value;
  const foreign = foreignCell.value;
  if (CAN_RUN && foreign !== undefined) {
    return (
      <div class="title-row">
        <div>
          <h1>{foreignTitle(foreign.from)}</h1>
          <p class="subtitle">
            {cells.value.foreignNote(run.value !== undefined)}{' '}
            <button type="button" class="text-button" onClick={() => (foreignCell.value = undefined)}>
              {records.length === 0 ? cells.value.showPnasnet : cells.value.backToBest}
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
          <h1>{cells.value.papers}</h1>
          <p class="subtitle">{cells.value.papersNote}</p>
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
        {searching.value.childTitle.train(index + 1, record.level)}
        {record === answer.value?.record && `: ${bestTitle()}`}
      </h1>
      <div class="buttons">
        <button
          type="button"
          class="button tool"
          aria-label={cells.value.better}
          disabled={rank === 1}
          onClick={() => go(rank - 1)}
        >
          <Icon name="left" />
        </button>
        <span class="quiet-2">{cells.value.ofAll(rank, records.length)}</span>
        <button
          type="button"
          class="button tool"
          aria-label={cells.value.next}
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
    [compact(parameterCount(table)), cells.value.parameters],
    [compact(multiplyAdds(table)), cells.value.work],
  ];
  const measured: (readonly [string, string, string?])[] = [];
  if (record !== undefined && head !== undefined) {
    const { accuracy, failure, predicted, durationMs } = record;
    const digits = accuracyDigits(head.config);
    measured.push(
      accuracy === undefined
        ? [failure?.reason ?? searching.value.failed, failure?.message ?? '', 'bad']
        : [percent(accuracy, digits), cells.value.measuredOn(measuredImages(head)), 'measured'],
    );
    const again = confirmed.value.find((cell) => cell.record === record);
    if (again !== undefined) measured.push([percent(again.mean, digits), cells.value.confirmedOn, 'measured']);
    if (predicted !== undefined) measured.push([percent(predicted, digits), cells.value.predictedBefore, 'predicted']);
    measured.push([
      cells.value.ofAll(measuredRanks(trained.value)[index]!, trained.value.length),
      cells.value.rankInRun,
    ]);
    measured.push(...own, [preciseDuration(durationMs), cells.value.toTrain(head.config.epochs)]);
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
