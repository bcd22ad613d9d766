/** @file A final training under way, or paused: curves, time left, its networks, what it has cost. */
import { languageTag } from '../../model/language.ts';
import { names } from '../../messages/names.ts';
import { MarkedText } from '../../parts/marked-text.tsx';
import { searching } from '../../messages/searching.ts';
import { final as words } from '../../messages/final.ts';
import { layerTable } from '../../../core/network/macro.ts';
import { parseCell } from '../../../core/space/cell.ts';
import { LOW_PRIORITY_REST } from '../../../contract/api.ts';
import type { NetworkProgress } from '../../../contract/final-events.ts';
import { networkRecords, plannedNetworks } from '../../../contract/final-outcome.ts';
import type { FinalRun } from '../../../contract/final-records.ts';
import { judgedNetwork } from '../../../core/final/judged-network.ts';
import { pauseFinal, resumeFinal, stopFinal } from '../../actions/final.ts';
import type { RunStatus } from '../../model/derive.ts';
import { epochsOf, timeLeft } from '../../model/final.ts';
import { compact, count, duration, preciseDuration, significant } from '../../model/format.ts';
import { CellGraph } from '../../parts/cell-graph.tsx';
import { Icon, Ring } from '../../parts/icon.tsx';
import { FigureList } from '../../parts/figure-list.tsx';
import { finalStatus, showFinal } from '../../state/final.ts';
import { lowPriority } from '../../state/state.ts';
import { designName, finalData } from '../../words/final.ts';
import { LowPriority } from '../search/low-priority.tsx';
import { CostTable } from './cost-table.tsx';
import { Curves } from './curves.tsx';
import { NetworksTable } from './networks-table.tsx';

interface TrainingProps {
  run: FinalRun;
  status: RunStatus;
  progress: NetworkProgress | undefined;
  isReading: boolean;
}

export function FinalTraining(props: TrainingProps) {
  const { run, progress, isReading } = props;
  const { head } = run;
  const { config, test } = head;
  const planned = plannedNetworks(head);
  const done = networkRecords(run.log).length;
  const now = planned[progress?.network ?? Math.min(done, planned.length - 1)]!;
  return (
    <>
      <FinalTransport {...props} />
      <div class="panes">
        <div class="main final-main">
          <div class="title-row">
            <div>
              <h1>{isReading ? words.value.readingTest : words.value.trainingNow(head.origin !== undefined)}</h1>
              <p class="subtitle">
                {words.value.depth(3 * config.repeats, config.epochs)} {head.designs.length > 1 && words.value.besides}
              </p>
            </div>
            <div class="test-lock">
              <span class="note">{words.value.testImages}</span>
              <b>
                <Icon name="lock" size={14} /> {words.value.lock(isReading)}
              </b>
              <span class="note">{words.value.once(test.images, test.isHeldOut === true)}</span>
            </div>
          </div>
          <Curves run={run} progress={progress} />
          <Figures {...props} />
          <NetworksTable run={run} training={progress?.network} />
          <p class="foot">
            <span>
              <Icon name="check" size={12} /> {words.value.saved}
            </span>
            <span class="quiet">{words.value.stopKeeps}</span>
          </p>
        </div>
        <aside class="side final-side" aria-label={words.value.theNetwork}>
          <h2>
            {finalStatus.value === 'open' ? (
              <Icon name="pause" size={14} />
            ) : (
              <Ring share={progress === undefined ? 0 : progress.epoch / progress.epochs} />
            )}{' '}
            {words.value.withSeed(designName(now.of.design, head), now.seed)}
          </h2>
          <CellGraph cell={parseCell(now.of.notation)} config={{ macro: 'pnas', cellOutput: config.cellOutput }} />
          <Network of={now.of} config={config} />
          <CostTable run={run} />
        </aside>
      </div>
    </>
  );
}

function FinalTransport({ run, status, progress }: TrainingProps) {
  const { head } = run;
  const planned = plannedNetworks(head);
  const done = networkRecords(run.log).length;
  const left = timeLeft(run, progress);
  const slower = lowPriority.value ? 1 / (1 - LOW_PRIORITY_REST) : 1;
  const share = progress === undefined ? 0 : (progress.epoch + progress.step / progress.steps) / progress.epochs;
  return (
    <div class="transport" data-testid="final-status" data-state={status === 'open' ? 'paused' : status}>
      <div class="run-name">
        <b>{words.value.finalNetwork}</b>
        <span class="quiet">
          {names.value.detail(
            finalData(head),
            head.config.images - head.config.validationImages,
            head.config.validationImages,
            head.config.seed,
          )}
        </span>
      </div>
      <div class="buttons transport-buttons">
        {status === 'open' ? (
          <>
            <button type="button" class="button live" onClick={() => void resumeFinal(head.id)}>
              <Icon name="play" size={14} /> {searching.value.resume}
            </button>
            <button type="button" class="button" onClick={() => showFinal(undefined)}>
              {words.value.newTraining}
            </button>
          </>
        ) : (
          <>
            <button type="button" class="button ink" disabled={status !== 'running'} onClick={() => void pauseFinal()}>
              <Icon name="pause" size={14} /> {status === 'pausing' ? searching.value.pausing : searching.value.pause}
            </button>
            <button type="button" class="button" onClick={() => void stopFinal()}>
              <Icon name="stop" size={14} /> {searching.value.stop}
            </button>
            <LowPriority />
          </>
        )}
      </div>
      <div class="run-progress">
        <div class="row-between">
          <span>
            <MarkedText text={words.value.networksTrained(done, planned.length)} />
          </span>
          <span class="quiet-2">
            {left === undefined ? (
              status === 'open' ? (
                words.value.paused
              ) : (
                words.value.estimateSoon
              )
            ) : (
              <MarkedText text={searching.value.timeLeft(duration(left.run * slower))} />
            )}
          </span>
        </div>
        <div class="level-bars" aria-hidden="true">
          {planned.map(({ network }) => (
            <span key={network} class="level-bar" style={{ flexGrow: 1 }}>
              <i
                class={network < done ? 'bar-done' : 'bar-part'}
                style={{ width: `${network < done ? 100 : network === progress?.network ? 100 * share : 0}%` }}
              />
            </span>
          ))}
        </div>
      </div>
    </div>
  );
}

function Figures({ run, progress }: TrainingProps) {
  const { config } = run.head;
  const left = timeLeft(run, progress);
  const saved = progress?.savedAt;
  const figures: readonly (readonly [string, string])[] = [
    [`${progress?.epoch ?? epochsOf(run, progress).length} / ${config.epochs}`, searching.value.figures.epochs],
    [left === undefined ? '–' : preciseDuration(left.network), words.value.figures.left],
    [progress === undefined ? '–' : count(Math.round(progress.examplesPerSecond)), searching.value.figures.speed],
    [
      progress === undefined ? '–' : significant(progress.learningRate, 2),
      words.value.figures.rate(significant(config.learningRate, 4)),
    ],
    [saved === undefined ? '–' : new Date(saved).toLocaleTimeString(languageTag()), words.value.figures.save],
  ];
  return <FigureList figures={figures} class="final-figures" />;
}

/** The network's size in words. */
function Network({ of, config }: { of: FinalRun['head']['designs'][number]; config: FinalRun['head']['config'] }) {
  const { cells } = layerTable(
    parseCell(of.notation),
    judgedNetwork(parseCell(of.notation), { ...config, filters: of.filters }),
  );
  return (
    <section class="final-network" aria-label={words.value.networkSize}>
      <div class="row-between">
        <h2>{words.value.network}</h2>
        <span class="note">
          N {config.repeats}, F {of.filters}, {words.value.weights(compact(of.parameters))}
        </span>
      </div>
      <p class="note">
        {words.value.stem(
          cells.length,
          cells
            .map(({ outputShape }) => outputShape.join('×'))
            .filter((shape, i, all) => shape !== all[i - 1])
            .join(', '),
        )}{' '}
        {config.auxiliaryWeight > 0 && words.value.auxiliary(significant(config.auxiliaryWeight, 4))}
      </p>
    </section>
  );
}
