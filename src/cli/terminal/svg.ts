/** @file Plots as SVG text: axes, points with tooltips, and lines with bands. */
import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { xmlText } from '../../core/export/xml.ts';

/** Size of the drawing, in user units. */
const WIDTH = 960;
const HEIGHT = 540;
const MARGIN = { top: 48, right: 24, bottom: 56, left: 72 } as const;
/** Right of the axes, for the names of lines. */
const LEGEND = 140;
/** Low to high: steps of viridis (Smith & van der Walt 2015), which keeps its order in grey and for colour-blind eyes. */
const COLOURS = ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'];

/** All that plots have in style elements: a page with a policy allows it by its hash. */
export const PLOT_STYLE =
  'svg{background:#fff}line{stroke:#555}.grid{stroke:#ddd}circle:hover{stroke:#000;stroke-width:2}';

/** Least and greatest value of an axis. */
export type Extent = readonly [number, number];

/** The scales of a plot. */
export interface Axes {
  readonly x: ScaleLinear<number, number>;
  readonly y: ScaleLinear<number, number>;
}

export interface PlotOptions {
  readonly title: string;
  readonly xLabel: string;
  readonly yLabel: string;
  readonly xExtent: Extent;
  readonly yExtent: Extent;
  /** Whether to reserve space for a legend. */
  readonly legend?: boolean;
  /** The marks. */
  draw(axes: Axes): string;
}

/** A whole SVG document. */
export function plot({ title, xLabel, yLabel, xExtent, yExtent, legend = false, draw }: PlotOptions): string {
  const right = WIDTH - MARGIN.right - (legend ? LEGEND : 0);
  const x = scaleLinear(widened(xExtent), [MARGIN.left, right]);
  const y = scaleLinear(widened(yExtent), [HEIGHT - MARGIN.bottom, MARGIN.top]).nice();
  const bottom = HEIGHT - MARGIN.bottom;
  const xTicks = x.ticks(8).map((tick) => {
    const at = x(tick).toFixed(1);
    return `<line x1="${at}" x2="${at}" y1="${bottom}" y2="${bottom + 5}"/>${text(at, bottom + 20, `${tick}`, 'middle')}`;
  });
  const format = y.tickFormat(6);
  const yTicks = y.ticks(6).map((tick) => {
    const at = y(tick);
    const grid = `<line class="grid" x1="${MARGIN.left}" x2="${right}" y1="${at.toFixed(1)}" y2="${at.toFixed(1)}"/>`;
    return `${grid}${text(MARGIN.left - 8, (at + 4).toFixed(1), format(tick), 'end')}`;
  });
  const middle = (MARGIN.left + right) / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="system-ui, sans-serif" font-size="13">`,
    `<title>${xmlText(title)}</title>`,
    `<style>${PLOT_STYLE}</style>`,
    text(MARGIN.left, 26, title, 'start', 'font-weight="600" font-size="16"'),
    ...yTicks,
    ...xTicks,
    text(middle, HEIGHT - 14, xLabel, 'middle'),
    text(0, 0, yLabel, 'middle', `transform="translate(20 ${HEIGHT / 2}) rotate(-90)"`),
    draw({ x, y }),
    '</svg>\n',
  ].join('\n');
}

/** A dot with a tooltip. */
export function dot(x: number, y: number, colour: string, hover: string): string {
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="4" fill="${colour}"><title>${xmlText(hover)}</title></circle>`;
}

/** A line through points with a band around it, and its name at a 0-based row of the legend. */
export function band(
  { x, y }: Axes,
  points: readonly { readonly x: number; readonly low: number; readonly centre: number; readonly high: number }[],
  colour: string,
  name: string,
  place: number,
): string {
  const path = (values: readonly (readonly [number, number])[]): string =>
    values.map(([px, py]) => `${x(px).toFixed(1)},${y(py).toFixed(1)}`).join(' ');
  const upper = points.map((point) => [point.x, point.high] as const);
  const lower = points.map((point) => [point.x, point.low] as const).toReversed();
  const line = points.map((point) => [point.x, point.centre] as const);
  const top = MARGIN.top + 22 * place;
  const left = x.range()[1]! + 16;
  return [
    `<polygon points="${path([...upper, ...lower])}" fill="${colour}" opacity="0.15"/>`,
    `<polyline points="${path(line)}" fill="none" stroke="${colour}" stroke-width="2"/>`,
    `<rect x="${left}" y="${top - 1.5}" width="24" height="3" fill="${colour}"/>`,
    text(left + 32, top + 4, name, 'start'),
  ].join('\n');
}

/** Colours for values of this extent. */
export function colourScale([least, most]: Extent): (value: number) => string {
  const step = (most - least) / (COLOURS.length - 1);
  return scaleLinear<string>(
    COLOURS.map((_, i) => least + i * step),
    COLOURS,
  );
}

/** Least and greatest of values. */
export function extentOf(values: readonly number[]): Extent {
  return values.reduce<Extent>(
    ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
    [Infinity, -Infinity],
  );
}

function widened([least, most]: Extent): Extent {
  return least === most ? [least - 0.5, most + 0.5] : [least, most];
}

function text(x: number | string, y: number | string, content: string, anchor: string, more = ''): string {
  return `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="#222" ${more}>${xmlText(content)}</text>`;
}
