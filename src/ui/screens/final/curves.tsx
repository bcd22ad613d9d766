/** @file Accuracy and loss of a final training by epoch. */
import { charts } from '../../messages/charts.ts';
import { final as words } from '../../messages/final.ts';
import { CLASSES } from '../../../core/network/macro.ts';
import type { NetworkProgress } from '../../../contract/final-events.ts';
import type { FinalRun } from '../../../contract/final-records.ts';
import { LearningCurve } from '../../charts/learning-curve.tsx';
import { epochsOf, lossFloor } from '../../model/final.ts';
import { decimal, percent, significant } from '../../model/format.ts';

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
  if (last === undefined) return <p class="final-curves note">{words.value.curves.none}</p>;
  const { aside, while: inTraining } = words.value.curves;
  const told = (asideFigure: string, trainingFigure: string): string =>
    `${charts.value.afterEpoch(epochs.length, config.epochs, aside(asideFigure))}, ${inTraining(trainingFigure)}.`;
  return (
    <div class="final-curves">
      <section>
        <div class="row-between">
          <h2>{words.value.curves.accuracy}</h2>
          <span class="note">{words.value.curves.images(config.averaging > 0)}</span>
        </div>
        <LearningCurve
          epochs={config.epochs}
          scale={accuracyScale}
          ticks={ACCURACY_TICKS}
          tickLabel={(tick) => String(Math.round(100 * tick))}
          description={told(percent(last.validationAccuracy), percent(last.accuracy))}
          lines={[
            {
              values: epochs.map(({ validationAccuracy }) => validationAccuracy),
              label: aside(percent(last.validationAccuracy)),
              isJudged: true,
            },
            {
              values: epochs.map(({ accuracy }) => accuracy),
              label: inTraining(percent(last.accuracy)),
              isJudged: false,
            },
          ]}
        />
      </section>
      <section>
        <div class="row-between">
          <h2>{words.value.curves.loss}</h2>
          <span class="note">
            {config.schedule === 'cosine' ? words.value.curves.cosine : words.value.curves.rises}
          </span>
        </div>
        <LearningCurve
          epochs={config.epochs}
          scale={(loss) => loss}
          ticks={LOSS_TICKS}
          tickLabel={(tick) => significant(tick, 3)}
          {...(floor === undefined
            ? {}
            : { floor: { value: floor, label: words.value.curves.floor(decimal(floor, 2)) } })}
          description={told(decimal(last.validationLoss, 2), decimal(last.loss, 2))}
          lines={[
            {
              values: epochs.map(({ validationLoss }) => validationLoss),
              label: aside(decimal(last.validationLoss, 2)),
              isJudged: true,
            },
            {
              values: epochs.map(({ loss }) => loss),
              label: inTraining(decimal(last.loss, 2)),
              isJudged: false,
            },
          ]}
        />
      </section>
    </div>
  );
}
