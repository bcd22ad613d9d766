/** @file The levels of a search before there is one: the empty strips are their own legend. */
import { trainsWholeCells } from '../../../contract/config.ts';
import { blocksAt, plannedChildren } from '../../model/derive.ts';
import { RankCurveToCome } from '../../charts/rank-curve-to-come.tsx';
import { search } from '../../messages/search.ts';
import { ColumnHead } from '../../parts/column-head.tsx';
import { LevelSquares } from '../../parts/glyph.tsx';
import { pickTitle } from '../../words/names.ts';
import { runs } from '../../state/state.ts';
import { recipe } from '../../state/settings.ts';

/** The levels to come: the empty state is the legend. */
export function WhatYouWillSee() {
  const words = search.value.preview;
  const { config } = recipe.value;
  const isWhole = trainsWholeCells(config);
  const before = (level: number): number => plannedChildren(config).get(level - 1)!;
  return (
    <section class="preview" aria-labelledby="preview-heading">
      <h2 id="preview-heading">{words.title}</h2>
      <div class="levels preview-levels">
        <div class="level-row column-heads">
          <span />
          <ColumnHead step={1} title={words.rank} text={words.rankNote} />
          <ColumnHead step={2} title={pickTitle(config)} text={words.pickNote} />
          <ColumnHead step={3} title={words.train} text={words.trainNote} />
        </div>
        {[...plannedChildren(config)].map(([level, children]) => (
          <div key={level} class="level-row">
            <div class="level-label">
              <b>{words.level(level)}</b>
              <LevelSquares level={level} />
              <span class="quiet">{words.blocks(level)}</span>
            </div>
            <div class="col-rank">
              {isWhole ? (
                <p class="note">{words.whole}</p>
              ) : level === 1 ? (
                <p class="note">{words.first(children)}</p>
              ) : (
                <>
                  <RankCurveToCome />
                  <p class="note">{words.grown(before(level), blocksAt(config, level - 1))}</p>
                </>
              )}
            </div>
            <div class="col-tiles">
              <TilesToCome total={children} />
              <p class="note">{words.cells(children, level === 1)}</p>
            </div>
            <DotsToCome level={level - 1} total={children} />
          </div>
        ))}
      </div>
      {runs.value !== null && <p class="note">{words.saved}</p>}
    </section>
  );
}

/** Tiles drawn at most before a run (ours; more would say nothing new). */
const MOST_TILES = 48;

function TilesToCome({ total }: { total: number }) {
  const shown = Math.min(total, MOST_TILES);
  return (
    <svg class="tiles" width="192" height={Math.ceil(shown / 16) * 12 + 2} aria-hidden="true">
      {Array.from({ length: shown }, (_, i) => (
        <rect
          key={i}
          class="tile-come"
          x={1.5 + (i % 16) * 12}
          y={1.5 + Math.floor(i / 16) * 12}
          width="9"
          height="9"
          rx="1.5"
        />
      ))}
    </svg>
  );
}

/** Where dots may fall, a little further right at each level: a picture, not a promise. */
const PLACES = [
  [8, 46],
  [16, 66],
  [24, 38],
  [29, 58],
  [35, 78],
  [41, 44],
  [48, 62],
] as const;

function DotsToCome({ level, total }: { level: number; total: number }) {
  return (
    <svg class="strip-to-come" width="100%" height="76" aria-hidden="true">
      {[10, 28, 46, 64, 82].map((x) => (
        <line key={x} class="gridline" x1={`${x}%`} x2={`${x}%`} y1="0" y2="76" />
      ))}
      {PLACES.slice(0, total).map(([x, y]) => (
        <circle key={x} class="dot-come" cx={`${x + 14 * level}%`} cy={y * 0.9 - 14} r="4" />
      ))}
    </svg>
  );
}
