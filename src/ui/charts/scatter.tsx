/** @file Every trained cell as a mark: accuracy over the order trained, or over its rank; files side by side with the run, on one accuracy axis. */
import { searching } from '../messages/searching.ts';
import { ranking } from '../messages/ranking.ts';
import { useMemo } from 'preact/hooks';
import { position, type Domain } from '../model/axis.ts';
import { CAN_RUN } from '../model/can-run.ts';
import { percent } from '../model/format.ts';
import { nearest, type Place } from './nearest.ts';
import { MarkedText } from '../parts/marked-text.tsx';
import { useWidth } from '../parts/use-width.ts';
import { LeftAxis } from './accuracy-axis.tsx';
import { drawnOf, sectionsOf, type RankedCell } from '../model/ranked.ts';
import { BestLine, FileBound, LevelBounds, Marks, type Places } from './scatter-marks.tsx';

const HEIGHT = 320;
const LEFT = 40;
const RIGHT = 12;
/** Room over the marks; with files, for their names. */
const TOP = 10;
const NAMES = 18;
const BOTTOM = 26;
/** Room for a level's name and the last child's number under the axis, px. */
const LABELS = 110;

interface ScatterProps {
  /** All cells, by index. */
  cells: readonly RankedCell[];
  /** Those that pass the filter; the others turn into grey outlines. */
  shown: readonly RankedCell[];
  domain: Domain;
  isSorted: boolean;
  pointed: { value: number | undefined };
}

/** The plot. Arrow keys go from mark to mark. */
export function ScatterPlot({ cells, shown, domain, isSorted, pointed }: ScatterProps) {
  const [ref, width] = useWidth<HTMLDivElement>(520);
  const { sections, drawn, places } = useMemo(
    () => layOut(cells, domain, isSorted, width),
    [cells, domain.low, domain.high, isSorted, width],
  );
  const { x, y, top, bottom } = places;
  const marks = useMemo(
    () => <Marks cells={drawn} shown={new Set(shown.map(({ index }) => index))} domain={domain} places={places} />,
    [drawn, shown, places],
  );
  const scored = useMemo(() => drawn.filter(({ score }) => score !== undefined), [drawn]);
  const spots = useMemo(() => scored.map((cell): Place => [x(cell), y(cell.score!)]), [scored, places]);
  const axis = useMemo(() => {
    const hasLess = scored.some(({ score }) => score! < domain.low);
    return <LeftAxis domain={domain} top={top} bottom={bottom} left={LEFT} right={width - RIGHT} hasLess={hasLess} />;
  }, [scored, places]);
  const own = sections.find(({ source }) => source === undefined)?.cells;
  const inOrder = useMemo(
    () =>
      !isSorted &&
      own !== undefined && (
        <>
          <LevelBounds cells={own} places={places} />
          <BestLine cells={own} places={places} />
        </>
      ),
    [own, isSorted, places],
  );
  const lastLevel = own?.find(({ record }) => record.level === own.at(-1)!.record.level);
  const hasRoom = own !== undefined && x(own.at(-1)!) - x(isSorted ? sections[0]!.cells[0]! : lastLevel!) > LABELS;
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0 || scored.length === 0) return;
    event.preventDefault();
    const order = [...scored].sort((a, b) => x(a) - x(b));
    const at = order.findIndex(({ index }) => index === pointed.value);
    pointed.value = order[Math.min(order.length - 1, Math.max(0, at + step))]!.index;
  };
  return (
    <div ref={ref} class="scatter">
      <svg
        class="plot"
        width={width}
        height={HEIGHT}
        role="img"
        tabindex={0} // an SVG knows no tabIndex
        aria-label={ranking.value.plot(scored.length, isSorted)}
        onKeyDown={move}
        onMouseMove={(event) => (pointed.value = scored[nearest(event, spots)]?.index)}
      >
        {axis}
        {inOrder}
        {marks}
        {CAN_RUN &&
          sections.length > (own === undefined ? 0 : 1) &&
          sections.map((section) => (
            <FileBound
              key={section.source?.name}
              section={section}
              from={LEFT + (width - LEFT - RIGHT) * section.from}
              width={(width - LEFT - RIGHT) * (section.to - section.from)}
              top={12}
            />
          ))}
        <PointRing cells={cells} pointed={pointed} places={places} />
        {hasRoom && (
          <text class="axis-text" x={x(own.at(-1)!)} y={HEIGHT - 6} text-anchor="end">
            {isSorted ? ranking.value.rankNumber(own.length) : searching.value.cellName(own.length)}
          </text>
        )}
      </svg>
      <p class="note">
        <MarkedText text={ranking.value.marks} />
        {drawn.length < cells.length && ranking.value.drawn(drawn.length, cells.length)}
        <RingedText cells={cells} pointed={pointed} />
      </p>
    </div>
  );
}

type PointedProps = Pick<ScatterProps, 'cells' | 'pointed'>;

/** The ring; alone, so that a hover draws nothing else of the plot again. */
function PointRing({ cells, pointed, places: { x, y } }: PointedProps & { places: Places }) {
  const cell = pointed.value === undefined ? undefined : cells[pointed.value];
  return cell?.score === undefined ? null : <circle class="point-ring" cx={x(cell)} cy={y(cell.score)} r="7.5" />;
}

function RingedText({ cells, pointed }: PointedProps) {
  const cell = pointed.value === undefined ? undefined : cells[pointed.value];
  return <>{ranking.value.ringed(cell && (cell.score === undefined ? searching.value.failed : percent(cell.score)))}</>;
}

/** Sections, the marks to draw, and where they are. */
function layOut(cells: readonly RankedCell[], domain: Domain, isSorted: boolean, width: number) {
  const sections = sectionsOf(cells);
  const bySource = new Map(sections.map((section) => [section.source, section]));
  const room = width - LEFT - RIGHT;
  const hasNames = CAN_RUN && (sections.length > 1 || sections[0]?.source !== undefined);
  const top = hasNames ? TOP + NAMES : TOP;
  const bottom = HEIGHT - BOTTOM;
  const x = ({ source, place, rank }: RankedCell): number => {
    const { from, to, cells: own } = CAN_RUN ? bySource.get(source)! : sections[0]!;
    if (own.length === 1) return LEFT + room * from;
    // the run's own order of ranks leaves room for children that failed
    return LEFT + room * (from + ((to - from) * (isSorted ? rank - 1 : place)) / (own.length - 1));
  };
  const places: Places = { x, y: position(domain, bottom, top), top, bottom };
  return { sections, drawn: sections.flatMap(drawnOf), places };
}
