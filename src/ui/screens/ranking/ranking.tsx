/** @file All cells of a run and of files: a scatter and a table with one filter for both; hover or focus on either shows the cell. */
import { ranking } from '../../messages/ranking.ts';
import { searching } from '../../messages/searching.ts';
import { matches, rankedCells, sorted, type Filter, type RankedCell, type Sort } from '../../model/ranked.ts';
import { ScatterPlot } from '../../charts/scatter.tsx';
import { ShadeLegend } from '../../charts/tiles.tsx';
import { widened } from '../../model/axis.ts';
import { runDetail, runName } from '../../words/names.ts';
import { domain, run, scoreFiles, trained } from '../../state/state.ts';
import { CAN_RUN } from '../../model/can-run.ts';
import { Filters, OperatorFilter } from './ranking-filters.tsx';
import type { FrontProps } from './front.tsx';
import { PointedCell } from './pointed-cell.tsx';
import { CellTable } from './cell-table.tsx';
import { EmptyState } from '../empty/empty-state.tsx';
import { SavePlot } from '../../parts/save-plot.tsx';
import { useComputed, useSignal } from '@preact/signals';
import type { ComponentChildren, FunctionComponent } from 'preact';
import '../../styles/ranking.css';

interface RankingProps {
  /** What shows and takes files; nothing in the viewer. */
  files?: ComponentChildren;
  /** The plot against a cost; nothing in the viewer. */
  Front?: FunctionComponent<FrontProps>;
}

/** The screen. */
export function RankingScreen({ files, Front }: RankingProps) {
  if (trained.value.length > 0 || (CAN_RUN && scoreFiles.value.length > 0))
    return <Ranking files={files} Front={Front} />;
  if (!CAN_RUN) return <h1 class="main">{searching.value.bestQuestion}</h1>;
  return (
    <>
      <EmptyState title={searching.value.bestQuestion}>{searching.value.bestToCome}</EmptyState>
      <div class="main">{files}</div>
    </>
  );
}

function Ranking({ files, Front }: RankingProps) {
  const filter = useSignal<Filter>({ text: '', operators: [] });
  const cells = useComputed(() => rankedCells(trained.value, CAN_RUN ? scoreFiles.value : []));
  const shown = useComputed(() => cells.value.filter((cell) => matches(cell, filter.value)));
  return (
    <div class="main ranking">
      <div class="title-row">
        <div>
          <h1>{searching.value.bestQuestion}</h1>
          <p class="subtitle">
            {run.value === undefined
              ? ranking.value.filesAlone
              : ranking.value.ofRun(runName(run.value.head), runDetail(run.value.head), trained.value.length)}
          </p>
        </div>
        <Filters filter={filter} cells={cells.value} />
      </div>
      <OperatorFilter filter={filter} cells={cells.value} matching={shown.value.length} />
      {files}
      <Panes cells={cells.value} shown={shown.value} Front={Front} />
    </div>
  );
}

/** The plot and the table. @param shown the cells that match the filter. */
function Panes({
  cells,
  shown,
  Front,
}: {
  cells: readonly RankedCell[];
  shown: readonly RankedCell[];
  Front: RankingProps['Front'];
}) {
  const sort = useSignal<Sort>({ key: 'rank', isDescending: false });
  const isSorted = useSignal(false);
  const hasFront = CAN_RUN && Front !== undefined && trained.value.length > 0;
  const isFront = useSignal(hasFront && run.value!.head.config.pareto !== 'off');
  const pointed = useSignal<number | undefined>(undefined);
  const rows = sorted(shown, sort.value);
  const files = CAN_RUN ? scoreFiles.value : [];
  const scores = CAN_RUN && files.length > 0 ? cells.flatMap(({ score, source }) => (source ? (score ?? []) : [])) : [];
  const shared = CAN_RUN ? widened(trained.value.length === 0 ? undefined : domain.value, scores) : domain.value;
  return (
    <div class="ranking-panes">
      <section class="scatter-pane" aria-labelledby="scatter-heading">
        <div class="row-between">
          <h2 id="scatter-heading">
            {hasFront && isFront.value
              ? ranking.value.againstCost
              : isSorted.value
                ? ranking.value.sorted
                : ranking.value.inOrder}
          </h2>
          {CAN_RUN && files.length > 0 && <ShadeLegend domain={shared} />}
          {CAN_RUN && <SavePlot selector=".scatter-pane svg.plot" name="ranking" />}
          {hasFront && (
            <button
              type="button"
              class="text-button"
              aria-pressed={isFront.value}
              onClick={() => (isFront.value = !isFront.value)}
            >
              {isFront.value ? ranking.value.hideCost : ranking.value.showCost}
            </button>
          )}
          {!(hasFront && isFront.value) && (
            <button
              type="button"
              class="text-button"
              aria-pressed={isSorted.value}
              onClick={() => (isSorted.value = !isSorted.value)}
            >
              {isSorted.value ? ranking.value.showOrder : ranking.value.sort}
            </button>
          )}
        </div>
        {hasFront && isFront.value ? (
          <Front
            key={run.value!.head.id}
            run={run.value!}
            cells={cells}
            shown={shown}
            domain={shared}
            pointed={pointed}
          />
        ) : (
          <ScatterPlot cells={cells} shown={shown} domain={shared} isSorted={isSorted.value} pointed={pointed} />
        )}
        <PointedCell cells={cells} pointed={pointed} fallback={rows[0]} />
      </section>
      <CellTable
        rows={rows}
        sort={sort.value}
        hasFiles={files.length > 0}
        onSort={(key) => (sort.value = { key, isDescending: sort.value.key === key && !sort.value.isDescending })}
        pointed={pointed}
      />
    </div>
  );
}
