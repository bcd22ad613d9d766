/** @file Did the surrogate put the cells in the right order? One panel a level, the error by operator, and the numbers. */
import { surrogate } from '../../messages/surrogate.ts';
import { searching } from '../../messages/searching.ts';
import { useSignal } from '@preact/signals';
import { trainsWholeCells } from '../../../contract/config.ts';
import { levels, run } from '../../state/state.ts';
import { CAN_RUN } from '../../model/can-run.ts';
import { MarkedText } from '../../parts/marked-text.tsx';
import { EmptyState } from '../empty/empty-state.tsx';
import { pairsOf } from './scores.ts';
import { LevelPanel } from './level-panel.tsx';
import { ByOperator } from './error-by-operator.tsx';
import { InNumbers } from './in-numbers.tsx';
import '../../styles/surrogate.css';
import { Shadows } from './shadows.tsx';
import { Trend } from './trend.tsx';
import { CellCard } from '../card/cell-card.tsx';

/** A panel, at most, px (ours). */
const WIDEST = 560;

/** The screen. */
export function SurrogateScreen() {
  const byRank = useSignal(false);
  const ranked = levels.value.filter(({ level, trained: records }) => level > 1 && pairsOf(records).length > 0);
  const isWhole = run.value !== undefined && trainsWholeCells(run.value.head.config);
  if (CAN_RUN && ranked.length === 0 && !isWhole) {
    return (
      <EmptyState title={surrogate.value.question}>
        <MarkedText text={searching.value.surrogateToCome} />
      </EmptyState>
    );
  }
  return (
    <div class="main surrogate">
      <div class="title-row">
        <div>
          <h1>{surrogate.value.question}</h1>
          <p class="subtitle">
            <MarkedText text={surrogate.value.explained} />
          </p>
        </div>
        {ranked.length > 0 && (
          <div class="switch" role="group" aria-label={surrogate.value.axes}>
            {[surrogate.value.accuracy, surrogate.value.rank].map((name, i) => (
              <button
                key={name}
                type="button"
                aria-pressed={byRank.value === (i === 1)}
                onClick={() => (byRank.value = i === 1)}
              >
                {name}
              </button>
            ))}
          </div>
        )}
      </div>
      {ranked.length === 0 ? (
        <p class="note">{isWhole ? surrogate.value.wholeCells : surrogate.value.nothingYet}</p>
      ) : (
        <>
          <div class="agreement-panels" style={{ maxWidth: `${WIDEST * ranked.length}px` }}>
            {ranked.map((level) => (
              <LevelPanel key={level.level} level={level} byRank={byRank.value} />
            ))}
          </div>
          {CAN_RUN && <Trend ranked={ranked} />}
          {CAN_RUN && <Shadows ranked={ranked} />}
          <div class="surrogate-foot">
            {CAN_RUN && <ByOperator />}
            <InNumbers ranked={ranked} />
          </div>
          <CellCard />
        </>
      )}
    </div>
  );
}
