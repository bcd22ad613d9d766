/** @file Accuracy and loss of a final training by epoch. */
import { CLASSES } from '../../../core/network/macro.ts';
import type { NetworkProgress } from '../../../contract/final-events.ts';
import type { FinalRun } from '../../../contract/final-records.ts';
import { LearningCurve } from '../../charts/learning-curve.tsx';
import { epochsOf, lossFloor } from '../../model/final.ts';
import { percent } from '../../model/format.ts';

interface CurvesProps {
  run: FinalRun;
  /** Of the network under way. */
  progress: NetworkProgress | undefined;
}

/** Accuracies spread out near 1, as on every screen. */
const accuracyScale = (accuracy: number): number => -Math.log(Math.max(1e-4, 1 - accuracy));
const ACCURACY_TICKS = [0, 0.2, 0.4, 0.6, 0.8, 0.9, 0.94, 0.96, 0.98, 0.99];
const LOSS_TICKS = [0, 0.25, 0.5, 1, 1.5, 2, 2.5];

/** Of the network under way, else of the last one trained. */
export function Curves({ run, progress }: CurvesProps) {
  const { config } = run.head;
  const epochs = epochsOf(run, progress);
  const last = epochs.at(-1);
  const floor = lossFloor(config, CLASSES);
  const averaged = config.averaging > 0 ? 'averaged weights, ' : '';
  if (last === undefined) return <p class="final-curves note">The curves appear after the first epoch.</p>;
  const at = `After epoch ${epochs.length} of ${config.epochs}`;
  return (
    <div class="final-curves">
      <section>
        <div class="row-between">
          <h2>Accuracy by epoch, %</h2>
          <span class="note">{averaged}images kept aside</span>
        </div>
        <LearningCurve
          epochs={config.epochs}
          scale={accuracyScale}
          ticks={ACCURACY_TICKS}
          tickLabel={(tick) => String(Math.round(100 * tick))}
          description={`${at}: ${percent(last.validationAccuracy)} on images kept aside, ${percent(last.accuracy)} while training.`}
          lines={[
            {
              values: epochs.map(({ validationAccuracy }) => validationAccuracy),
              label: `${percent(last.validationAccuracy)} kept aside`,
              isJudged: true,
            },
            {
              values: epochs.map(({ accuracy }) => accuracy),
              label: `${percent(last.accuracy)} while training`,
              isJudged: false,
            },
          ]}
        />
      </section>
      <section>
        <div class="row-between">
          <h2>Loss by epoch</h2>
          <span class="note">
            {config.schedule === 'cosine' ? 'learning rate falls along a cosine' : 'learning rate rises, then falls'}
          </span>
        </div>
        <LearningCurve
          epochs={config.epochs}
          scale={(loss) => loss}
          ticks={LOSS_TICKS}
          tickLabel={String}
          {...(floor === undefined
            ? {}
            : { floor: { value: floor, label: `floor ${floor.toFixed(2)} while training, set by label smoothing` } })}
          description={`${at}: loss ${last.validationLoss.toFixed(2)} on images kept aside, ${last.loss.toFixed(2)} while training.`}
          lines={[
            {
              values: epochs.map(({ validationLoss }) => validationLoss),
              label: `${last.validationLoss.toFixed(2)} kept aside`,
              isJudged: true,
            },
            {
              values: epochs.map(({ loss }) => loss),
              label: `${last.loss.toFixed(2)} while training`,
              isJudged: false,
            },
          ]}
        />
      </section>
    </div>
  );
}
