/** @file The axis of accuracies at a plot's left: a gridline at each tick, and where cells below the domain lie, that they are less. */
import { charts } from '../messages/charts.ts';
import { position, tickLabel, ticks, type Domain } from '../model/axis.ts';

/** Least distance of two ticks, px; and of one from the word at the bottom. */
const TICK_GAP = 28;
const WORD_GAP = 12;

interface AccuracyAxisProps {
  domain: Domain;
  /** Ends of the axis and of its gridlines, px. */
  top: number;
  bottom: number;
  left: number;
  right: number;
  /** Whether a mark lies below the domain, piled up at the bottom. */
  hasLess: boolean;
}

export function LeftAxis({ domain, top, bottom, left, right, hasLess }: AccuracyAxisProps) {
  const y = position(domain, bottom, top);
  const shown = ticks(domain, bottom, top, TICK_GAP).filter((tick) => !hasLess || bottom - y(tick) > WORD_GAP);
  const label = (at: number, text: string) => (
    <text class="axis-text" x={left - 8} y={at + 4} text-anchor="end">
      {text}
    </text>
  );
  return (
    <>
      {shown.map((tick, i) => (
        <g key={tick}>
          <path class="gridline" d={`M${left} ${Math.round(y(tick)) + 0.5}H${right}`} />
          {label(y(tick), tickLabel(tick, i === shown.length - 1))}
        </g>
      ))}
      {hasLess && label(bottom, charts.value.less)}
      <path class="axis-line" d={`M${left} ${bottom + 0.5}H${right}`} />
    </>
  );
}
