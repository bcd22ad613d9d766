/** @file The plots of a study on a table: mean regret and its 95 % interval against what was spent. */
import { meanWithInterval } from '../../core/paired-tests.ts';
import { band, extentOf, plot } from '../terminal/svg.ts';
import { COSTS, type Cost, type StudyReport } from './study-report.ts';
import type { SearchResult } from './contender.ts';

/** One colour a contender (Okabe & Ito 2008, then their darker shades). */
const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#000000', '#7f4a00', '#4d4d4d'];
/** Points of a curve against a cost. */
const GRID = 80;

interface CurvePoint {
  readonly x: number;
  readonly low: number;
  readonly centre: number;
  readonly high: number;
}

/** Mean regret against children, or against a cost, of all searches with one budget: an SVG document. */
export function regretPlot(report: StudyReport, children: number, cost?: Cost): string {
  const curves = report.contenders.map(({ name }) => {
    const own = report.searches.filter((search) => search.contender === name && search.children === children);
    return { name, points: cost === undefined ? byChildren(own) : byCost(own, cost) };
  });
  const all = curves.flatMap(({ points }) => points);
  const ceiling = clipAt(all);
  return plot({
    title: `Mean regret, ${children} children, ${report.seeds.length} seeds`,
    xLabel: cost === undefined ? 'children trained' : COSTS[cost].unitName,
    yLabel: 'regret, points, with 95 % intervals',
    xExtent: extentOf(all.map(({ x }) => x)),
    yExtent: [0, ceiling],
    legend: true,
    draw: (axes) =>
      curves
        .map(({ name, points }, i) => {
          const inside = points.map((point) => ({
            x: point.x,
            low: Math.min(ceiling, Math.max(0, point.low)),
            centre: Math.min(ceiling, point.centre),
            high: Math.min(ceiling, point.high),
          }));
          return band(axes, inside, COLOURS[i % COLOURS.length]!, name, i);
        })
        .join('\n'),
  });
}

/** Regrets fall from tens of points to fractions: the plot shows the later nine tenths of the curves. */
function clipAt(points: readonly CurvePoint[]): number {
  const centres = points.map(({ centre }) => centre).sort((a, b) => a - b);
  return Math.max(centres[Math.floor(0.9 * (centres.length - 1))] ?? 1, 1e-3);
}

function byChildren(searches: readonly SearchResult[]): CurvePoint[] {
  const length = Math.min(...searches.map(({ regret }) => regret.length));
  return Array.from({ length }, (_, i) => pointAt(i + 1, searches.map(({ regret }) => regret[i]!))); // prettier-ignore
}

/** From where every search has an answer to where the cheapest has ended. */
function byCost(searches: readonly SearchResult[], cost: Cost): CurvePoint[] {
  const from = Math.max(...searches.map((search) => search[cost]![0]!));
  const to = Math.min(...searches.map((search) => search[cost]!.at(-1)!));
  return Array.from({ length: GRID }, (_, i) => {
    const x = from + ((to - from) * i) / (GRID - 1);
    return pointAt(x / COSTS[cost].unit, searches.map((search) => search.regret[spentBy(search[cost]!, x)]!)); // prettier-ignore
  });
}

/** The last child that was trained for at most so much. */
function spentBy(spent: readonly number[], most: number): number {
  const next = spent.findIndex((one) => one > most);
  return Math.max(0, next === -1 ? spent.length - 1 : next - 1);
}

function pointAt(x: number, regrets: readonly number[]): CurvePoint {
  const { mean, interval = [mean, mean] } = meanWithInterval(regrets);
  return { x, low: interval[0], centre: mean, high: interval[1] };
}
