/** @file Beside the drawing: its size, what the surrogate expects of it, and the race. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { multiplyAdds, parameterCount, type LayerTable } from '../../../core/network/layers.ts';
import { formatCell, type Cell } from '../../../core/space/cell.ts';
import type { Run, TrainRecord } from '../../../contract/records.ts';
import { trainRecords } from '../../../contract/run-file.ts';
import { predictDrawn } from '../../actions/draw.ts';
import { widened, type Domain } from '../../model/axis.ts';
import { errorRange, firstPick, trainingOf, unseenOperators } from '../../model/draw.ts';
import { accuracyDigits, compact, percent } from '../../model/format.ts';
import { FigureList } from '../../parts/figure-list.tsx';
import { AccuracyAxis, Gridlines, strip } from '../../charts/swarm.tsx';
import { useWidth } from '../../parts/use-width.ts';
import { domain, run } from '../../state/state.ts';
import { prediction } from '../../state/draw.ts';
import { draw } from '../../messages/draw.ts';
import { DrawRace } from './draw-race.tsx';

export function DrawSide({ cell, table }: { cell: Cell; table: LayerTable }) {
  const shown = run.value;
  return (
    <div class="side draw-side">
      <h2>{draw.value.side.title}</h2>
      <FigureList
        figures={[
          [compact(parameterCount(table)), draw.value.side.figures.parameters],
          [compact(multiplyAdds(table)), draw.value.side.figures.work],
          [String(cell.length), draw.value.side.figures.blocks],
        ]}
      />
      {shown === undefined ? (
        <p class="note">{draw.value.side.noRun}</p>
      ) : (
        <>
          <Expectation run={shown} cell={cell} />
          <DrawRace run={shown} cell={cell} />
        </>
      )}
    </div>
  );
}

function Expectation({ run: shown, cell }: { run: Run; cell: Cell }) {
  const notation = formatCell(cell);
  const unseen = unseenOperators(shown, cell);
  useEffect(() => {
    if (unseen.length === 0) void predictDrawn(cell, firstPick(shown, cell.length)?.notation);
  }, [notation, shown.head.id, trainRecords(shown).length]);
  const own = trainingOf(shown, cell);
  const asked = prediction.value?.notation === notation ? prediction.value : undefined;
  const accuracy = unseen.length === 0 ? asked?.accuracy : undefined;
  const digits = accuracyDigits(shown.head.config);
  return (
    <section class="draw-expects" aria-live="polite">
      <h2>{draw.value.side.expects}</h2>
      {unseen.length > 0 ? (
        <p>{draw.value.side.unseen(unseen)}</p>
      ) : accuracy === undefined ? (
        <p class="note">{asked?.problem ?? draw.value.side.asking}</p>
      ) : (
        <p>
          <b class="draw-figure predicted" data-testid="drawn-prediction">
            {percent(accuracy, digits)}
          </b>{' '}
          <span class="note">{own === undefined ? draw.value.side.before : draw.value.side.after}</span>
        </p>
      )}
      {own !== undefined && <Trained run={shown} record={own} digits={digits} />}
      {accuracy !== undefined && (
        <Comparison run={shown} blocks={cell.length} accuracy={accuracy} rival={asked?.rival} digits={digits} />
      )}
    </section>
  );
}

function Trained({ run: shown, record, digits }: { run: Run; record: TrainRecord; digits: 1 | 2 }) {
  const number = trainRecords(shown).indexOf(record) + 1;
  return (
    <p class="measured">
      {record.accuracy === undefined
        ? draw.value.side.failed(number)
        : draw.value.side.trained(number, percent(record.accuracy, digits))}
    </p>
  );
}

interface ComparisonProps {
  readonly run: Run;
  readonly blocks: number;
  readonly accuracy: number;
  /** Of the surrogate's pick of that size. */
  readonly rival: number | undefined;
  readonly digits: 1 | 2;
}

/** The drawing, the surrogate's pick of its size, and the measured cells of its size, on one axis. */
function Comparison({ run: shown, blocks, accuracy, rival, digits }: ComparisonProps) {
  const [ref, width] = useWidth<HTMLDivElement>(340);
  const pick = firstPick(shown, blocks);
  const range = errorRange(shown);
  const measured = trainRecords(shown).flatMap((record) => (record.level === blocks ? (record.accuracy ?? []) : []));
  const ends = [accuracy, ...(rival === undefined ? [] : [rival])].flatMap((value) => [
    value,
    ...(range === undefined ? [] : range.map((error) => value + error)),
  ]);
  const own = widened(domain.value, [...ends, ...measured]);
  const at = strip(own, width);
  const overlaps = rival !== undefined && range !== undefined && Math.abs(rival - accuracy) < range[1] - range[0];
  return (
    <>
      <div
        ref={ref}
        class="draw-axis"
        role="img"
        aria-label={draw.value.side.axis(
          percent(accuracy, digits),
          rival === undefined ? undefined : percent(rival, digits),
        )}
      >
        <Row domain={own} width={width} name={draw.value.side.yours}>
          <Ranged at={at} accuracy={accuracy} range={range} />
        </Row>
        {pick !== undefined && rival !== undefined && (
          <Row domain={own} width={width} name={draw.value.side.pick(draw.value.side.cell(pick.number))}>
            <Ranged at={at} accuracy={rival} range={range} />
          </Row>
        )}
        {measured.length > 0 && (
          <Row domain={own} width={width} name={draw.value.side.sameSize(blocks)}>
            {measured.map((value, i) => (
              <circle key={i} class="measured-dot" cx={at(value)} cy="14" r="3" />
            ))}
          </Row>
        )}
        <AccuracyAxis domain={own} hasLess={[...ends, ...measured].some((value) => value < own.low)} />
      </div>
      {range !== undefined && <p class="note">{draw.value.side.range(...range)}</p>}
      {overlaps && <p class="note">{draw.value.side.overlap}</p>}
    </>
  );
}

function Row({
  domain: own,
  width,
  name,
  children,
}: {
  domain: Domain;
  width: number;
  name: string;
  children: ComponentChildren;
}) {
  return (
    <div>
      <span class="note">{name}</span>
      <svg width={width} height="28" aria-hidden="true">
        <Gridlines domain={own} width={width} height={28} />
        {children}
      </svg>
    </div>
  );
}

function Ranged({
  at,
  accuracy,
  range,
}: {
  at: (accuracy: number) => number;
  accuracy: number;
  range: readonly [number, number] | undefined;
}) {
  const x = at(accuracy);
  const [from, to] = (range ?? [0, 0]).map((error) => at(accuracy + error)) as [number, number];
  return (
    <g class="draw-range">
      {range !== undefined && <path class="range-line" d={`M${from} 14H${to}M${from} 9v10M${to} 9v10`} />}
      <path class="diamond" d={`M${x} 8l6 6-6 6-6-6z`} />
    </g>
  );
}
