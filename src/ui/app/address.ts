/**
 * @file The page's address and its history: the fragment is a link to the settings and the screen on show, in Cell to the cell. Going to
 * another screen or cell makes an entry, so that Back and Forward lead there; settings, while they are typed, change the entry there is.
 */
import { batch, computed, effect } from '@preact/signals';
import * as v from 'valibot';
import { parseCell } from '../../core/space/cell.ts';
import { OPERATORS } from '../../core/space/operators.ts';
import { BENCH_FRAGMENT } from '../../contract/bench-fragment.ts';
import { PRESETS } from '../../contract/presets.ts';
import {
  CONTINUE_FRAGMENT,
  FINAL_FRAGMENT,
  formatPageLink,
  fragmentText,
  RUN_FRAGMENT,
  VIEWS,
} from '../../contract/link/recipe-link.ts';
import { isClassLink, isLeadLink } from '../../contract/link/room-link.ts';
import { notices } from '../messages/notices.ts';
import { keepShared } from '../actions/runs.ts';
import { show, showCell, showForeignCell } from '../state/navigation.ts';
import { messageOf } from '../model/format.ts';
import { foreignCell, notice, run, selectedChild, trained, view } from '../state/state.ts';
import { readLink, recipe } from '../state/settings.ts';

/** A screen, and of Cell which cell, in notation; absent: the run's best. An entry of the history has it as its state. */
const RouteSchema = v.object({
  view: v.picklist(VIEWS),
  cell: v.optional(v.string()),
  /** Where a cell is from that is not the run's. */
  from: v.optional(v.string()),
});
type Route = v.InferOutput<typeof RouteSchema>;

const route = computed((): Route => {
  if (view.value !== 'cell') return { view: view.value };
  const foreign = foreignCell.value;
  if (foreign !== undefined) return { view: 'cell', cell: foreign.notation, from: foreign.from };
  return {
    view: 'cell',
    cell: selectedChild.value === undefined ? undefined : trained.value[selectedChild.value]?.notation,
  };
});
const routeKey = computed(() => JSON.stringify(route.value));

/** The fragment as this page last wrote or read it, so that its own writing is not read as a new link. */
let known = '';
/** Whether the page follows the browser to an entry that there is. */
let isFollowing = false;

/** Reads the address and keeps it from now on. */
export function followAddress(): void {
  follow(openLink);
  history.replaceState(route.value, ''); // the fragment is left as it came until something is changed
  addEventListener('hashchange', () => {
    if (location.hash !== known) follow(openLink);
  });
  addEventListener('popstate', ({ state }) => {
    const entry = v.safeParse(RouteSchema, state);
    if (entry.success) goTo(entry.output); // else a typed fragment
  });
  let here: string | undefined;
  let before: string | undefined;
  let shown: string | undefined;
  effect(() => {
    const fragment = `#${formatPageLink({ ...recipe.value, view: view.value, cell: route.value.cell })}`;
    const isMoved = here !== routeKey.value;
    if (here !== undefined && (isMoved || fragment !== before)) write(fragment, isMoved);
    if (shown !== undefined && shown !== view.value && !isFollowing) scrollTo(0, 0); // Back and Forward keep their places
    [here, before, shown] = [routeKey.value, fragment, view.value];
  });
}

function write(fragment: string, isMoved: boolean): void {
  if (isMoved && !isFollowing) history.pushState(route.value, '', fragment);
  else history.replaceState(route.value, '', fragment);
  known = location.hash;
}

function follow(act: () => void): void {
  isFollowing = true;
  known = location.hash;
  batch(act);
  isFollowing = false;
}

/** A recipe fills in the settings; a result is shown by the viewer; a result to continue is kept as a copy; a device's figures are shown beside this one's. */
function openLink(): void {
  const { hash } = location;
  const shared = fragmentText(hash, CONTINUE_FRAGMENT);
  const bench = fragmentText(hash, BENCH_FRAGMENT);
  if (isClassLink(hash) || isLeadLink(hash)) location.reload();
  else if (fragmentText(hash, RUN_FRAGMENT) !== undefined) location.replace(`viewer.html${hash}`);
  else if (fragmentText(hash, FINAL_FRAGMENT) !== undefined) location.replace(`final.html${hash}`);
  else if (shared !== undefined) {
    history.replaceState(null, '', `${location.pathname}${location.search}`); // or a reload would keep another copy
    void keepShared(shared);
  } else if (bench !== undefined) {
    show('device');
    void import('../state/bench.ts').then(({ addDevice }) => addDevice(bench));
  } else chooseCell({ view: view.value, cell: readLink(hash), from: 'link' });
}

function goTo(entry: Route): void {
  follow(() => {
    show(entry.view);
    chooseCell(entry);
  });
}

/** Has Cell show a route's cell: of the run if the run has it. */
function chooseCell({ cell, from = 'run' }: Route): void {
  if (view.value !== 'cell') return;
  const child = trained.value.findIndex(({ notation }) => notation === cell);
  if (child >= 0) return showCell(child);
  [selectedChild.value, foreignCell.value] = [undefined, undefined];
  if (cell === undefined) return;
  const { lookback } = run.value?.head.config ?? PRESETS.paper;
  try {
    parseCell(cell, { lookback, operators: OPERATORS }); // its network is drawn with this lookback
    showForeignCell(cell, from);
  } catch (error) {
    notice.value = { kind: 'error', text: notices.value.badCell(messageOf(error)) };
  }
}
