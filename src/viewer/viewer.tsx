/** @file The viewer: a shared result, view only, on the page's own screens. */
import { CellScreen } from '../ui/screens/cell/cell.tsx';
import { SurrogateScreen } from '../ui/screens/surrogate/surrogate.tsx';
import { RankingScreen } from '../ui/screens/ranking/ranking.tsx';
import { Running } from '../ui/screens/search/running.tsx';
import { TimeLapse } from '../ui/parts/time-lapse.tsx';
import { GlyphSprite } from '../ui/parts/glyph.tsx';
import { sharedHeadline } from '../ui/words/headline.ts';
import { openFile, refuse } from './shared.ts';
import { Bar, Tabs, type Tab } from '../ui/app/bar.tsx';
import { levels, notice, run, shared, showRecords, view } from '../ui/state/state.ts';
import { Welcome } from './welcome.tsx';
import { Banner } from './banner.tsx';
import { Guarded } from './guarded.tsx';

const TABS: readonly Tab[] = [
  { view: 'search', name: 'Search', icon: 'grid' },
  { view: 'cell', name: 'Cell', icon: 'graph' },
  { view: 'surrogate', name: 'Surrogate', icon: 'target' },
  { view: 'ranking', name: 'Ranking', icon: 'bars' },
];

/** Everything; files can be dropped anywhere on it. */
export function Viewer() {
  return (
    <div
      class="viewer"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        const file = event.dataTransfer?.files[0];
        if (file !== undefined) void openFile(file);
      }}
    >
      <GlyphSprite />
      <Bar tabs={shared.value === undefined ? [] : TABS} />
      <div role="status" class="notice-place">
        {notice.value !== undefined && <p class={`notice ${notice.value.kind}`}>{notice.value.text}</p>}
      </div>
      {shared.value === undefined ? (
        <Welcome />
      ) : (
        <Guarded key={shared.value} onError={refuse}>
          <Banner result={shared.value} />
          <main class="screen">
            <Screen />
          </main>
          <Tabs kind="bottom" tabs={TABS} />
        </Guarded>
      )}
    </div>
  );
}

function Screen() {
  if (view.value === 'cell') return <CellScreen />;
  if (view.value === 'surrogate') return <SurrogateScreen />;
  if (view.value === 'ranking') return <RankingScreen />;
  return (
    <>
      <TimeLapse key={run.value!.head.id} run={shared.value!.run} show={showRecords} />
      <Running words={() => sharedHeadline(run.value!, levels.value)} />
    </>
  );
}
