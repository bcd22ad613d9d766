/** @file The list of runs, sorted: those that differ in their seed alone under one head, which is ticked to be compared. */
import { runs as words } from '../../messages/runs.ts';
import { useSignal, type Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import type { RunHead } from '../../../contract/records.ts';
import { summaryOf, type RunSummary } from '../../../contract/summary.ts';
import { runsAtWork } from '../../actions/other-tabs.ts';
import { readSummary } from '../../actions/runs.ts';
import { LETTERS, type Group } from '../../model/compare.ts';
import { accuracyDigits, percent } from '../../model/format.ts';
import { labels, nameOf } from '../../state/labels.ts';
import { run, runs } from '../../state/state.ts';
import { Letter } from './compare.tsx';
import { bestOfSummary, RunRow } from './run-row.tsx';

type Order = keyof (typeof words.value)['orders'];

/** Of runs that are over, which change no more. */
const finished = new Map<string, RunSummary>();

export function RunList({ groups, ticked }: { groups: readonly Group[]; ticked: Signal<readonly string[]> }) {
  const order = useSignal<Order>('newest');
  const tag = useSignal('');
  const heads = groups.flatMap(({ members }) => members);
  const summaries = useSummaries(heads);
  const atWork = useRunsAtWork(heads);
  const tags = [...new Set(heads.flatMap(({ id }) => labels.value[id]?.tags ?? []))].sort();
  const shown = groups.filter(
    ({ members }) => tag.value === '' || members.some(({ id }) => labels.value[id]?.tags?.includes(tag.value)),
  );
  const row = (head: RunHead) => (
    <RunRow
      head={head}
      isShown={run.value?.head.id === head.id}
      isElsewhere={run.value?.head.id !== head.id && atWork.has(head.id)}
      summary={summaries(head)}
    />
  );
  return (
    <>
      {groups.length > 1 && (
        <div class="run-order">
          <label>
            {words.value.sort}{' '}
            <select
              aria-label={words.value.sort}
              value={order.value}
              onChange={({ currentTarget: { value } }) => (order.value = value as Order)}
            >
              {Object.entries(words.value.orders).map(([key, name]) => (
                <option key={key} value={key}>
                  {name}
                </option>
              ))}
            </select>
          </label>
          {tags.length > 0 && (
            <label>
              {words.value.tag}{' '}
              <select
                aria-label={words.value.tag}
                value={tag.value}
                onChange={({ currentTarget: { value } }) => (tag.value = value)}
              >
                <option value="">{words.value.all}</option>
                {tags.map((name) => (
                  <option key={name}>{name}</option>
                ))}
              </select>
            </label>
          )}
        </div>
      )}
      <ul class="run-list" role="list">
        {sortedGroups(shown, order.value, summaries).map((group) => (
          <li key={group.key} class={ticked.value.includes(group.key) ? 'ticked' : ''}>
            <Tick group={group} ticked={ticked} isAlone={groups.length < 2} />
            {group.members.length === 1 ? (
              row(group.members[0]!)
            ) : (
              <Seeds group={group} summaries={summaries} row={row} />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

type Summaries = (head: RunHead) => RunSummary | null | undefined;

/** By the best, the name or the size of a group's runs; newest as they come. */
function sortedGroups(groups: readonly Group[], order: Order, summaries: Summaries): readonly Group[] {
  const most = ({ members }: Group, of: (summary: RunSummary) => number): number =>
    Math.max(
      ...members.map((head) => {
        const summary = summaries(head);
        return summary == null ? -1 : of(summary);
      }),
    );
  if (order === 'name') return groups.toSorted((a, b) => nameOf(a.members[0]!).localeCompare(nameOf(b.members[0]!)));
  if (order === 'cells') return groups.toSorted((a, b) => most(b, cellsOf) - most(a, cellsOf));
  if (order === 'best') return groups.toSorted((a, b) => most(b, bestValue) - most(a, bestValue));
  return groups;
}

const cellsOf = ({ accuracies }: RunSummary): number => accuracies.length;
const bestValue = (summary: RunSummary): number => bestOfSummary(summary) ?? -1;

function Tick({
  group: { key, members },
  ticked,
  isAlone,
}: {
  group: Group;
  ticked: Signal<readonly string[]>;
  isAlone: boolean;
}) {
  const place = ticked.value.indexOf(key);
  const isFull = place < 0 && ticked.value.length >= LETTERS.length;
  const name = members.map(nameOf)[0]!;
  if (isAlone) return <span />;
  return (
    <label class="tick">
      <input
        type="checkbox"
        aria-label={words.value.compare(name)}
        checked={place >= 0}
        disabled={isFull}
        onChange={() =>
          (ticked.value = place >= 0 ? ticked.value.filter((other) => other !== key) : [...ticked.value, key])
        }
      />
      {place >= 0 && <Letter place={place} />}
    </label>
  );
}

/** Several seeds of one search. */
function Seeds({
  group: { members },
  summaries,
  row,
}: {
  group: Group;
  summaries: Summaries;
  row: (head: RunHead) => ComponentChildren;
}) {
  const [first] = members;
  const bests = members.flatMap((head) => {
    const summary = summaries(head);
    return summary == null ? [] : (bestOfSummary(summary) ?? []);
  });
  const mean = bests.reduce((sum, best) => sum + best, 0) / bests.length;
  return (
    <details class="run-seeds">
      <summary>
        <span>
          <b>{nameOf(first!)}</b>
          <span class="note">
            {' '}
            {words.value.seeds(members.length, members.map(({ config }) => config.seed).join(', '))}
          </span>
        </span>
        {bests.length > 0 && (
          <span class="note">
            <b class="measured">{percent(mean, accuracyDigits(first!.config))}</b> {words.value.meanBest}
          </span>
        )}
      </summary>
      {members.map((head) => (
        <div key={head.id} class="run-seed">
          {row(head)}
        </div>
      ))}
    </details>
  );
}

/** What the list says of each run, as it is read. */
function useSummaries(heads: readonly RunHead[]): Summaries {
  const summaries = useSignal<ReadonlyMap<string, RunSummary | null>>(new Map());
  useEffect(() => {
    let isLeft = false;
    const read = async (): Promise<void> => {
      for (const { id } of heads) {
        const summary = finished.get(id) ?? (await readSummary(id).catch(() => null)); // Open says why it cannot be read
        if (isLeft) return;
        if (summary?.isOver === true && summary.unreadable === undefined) finished.set(id, summary);
        summaries.value = new Map(summaries.value).set(id, summary);
      }
    };
    void read();
    return () => void (isLeft = true);
  }, [runs.value, run.value?.head.id]);
  return ({ id }) => (run.value?.head.id === id ? summaryOf(run.value) : summaries.value.get(id)); // the one on show may grow
}

/** How often it is looked whether another tab is at a run, ms (ours). */
const LOOK_MS = 2_000;

/** Runs that a tab is at, while the list is on show. */
function useRunsAtWork(heads: readonly RunHead[]): ReadonlySet<string> {
  const found = useSignal<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const look = async (): Promise<void> => {
      const now = await runsAtWork(heads.map(({ id }) => id));
      if (now.size !== found.value.size || [...now].some((id) => !found.value.has(id))) found.value = now;
    };
    void look();
    const timer = setInterval(() => void look(), LOOK_MS);
    return () => clearInterval(timer);
  }, [runs.value]);
  return found.value;
}
