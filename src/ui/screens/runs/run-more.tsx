/** @file What else can be done with a run: a name and tags of the reader's own, its file, the same search again with other seeds or strategies. */
import { runs as words } from '../../messages/runs.ts';
import { useSignal } from '@preact/signals';
import { EXTERNAL, STRATEGIES, type SearchConfig, type StrategyName } from '../../../contract/config.ts';
import { figuresOf } from '../../../contract/figures.ts';
import type { RunHead } from '../../../contract/records.ts';
import { toRunFile } from '../../../contract/to-run-file.ts';
import { enqueue } from '../../actions/queue.ts';
import { reportErrors } from '../../actions/report-errors.ts';
import { readRun } from '../../actions/runs.ts';
import { saveFile } from '../../parts/save-file.ts';
import { labels, LONGEST_LABEL, nameOf, setLabel } from '../../state/labels.ts';
import { dataSets, notice } from '../../state/state.ts';

export function RunMore({ head }: { head: RunHead }) {
  return (
    <div class="run-more">
      <Label head={head} />
      <Again head={head} />
      <button type="button" class="button tool" onClick={() => void saveRun(head)}>
        {words.value.save('run.json')}
      </button>
    </div>
  );
}

/** Saved as its name. */
async function saveRun(head: RunHead): Promise<void> {
  await reportErrors(async () => {
    const run = await readRun(head.id);
    const name = nameOf(head).replace(/[^\p{L}\p{N}]+/gu, '-');
    saveFile(`${name}.run.json`, `${JSON.stringify(toRunFile(run, figuresOf(run)), undefined, 2)}\n`);
  });
}

function Label({ head }: { head: RunHead }) {
  const { tags = [] } = labels.value[head.id] ?? {};
  const save = (name: string, list: string): void =>
    setLabel(
      head.id,
      name === nameOf({ ...head, id: '' }) ? '' : name, // its own name is no label
      list
        .split(',')
        .map((tag) => tag.trim())
        .filter((tag) => tag !== ''),
    );
  return (
    <>
      <label>
        {words.value.name}
        <input
          type="text"
          maxLength={LONGEST_LABEL}
          value={nameOf(head)}
          onChange={({ currentTarget: { value } }) => save(value, tags.join(','))}
        />
      </label>
      <label>
        {words.value.tags}
        <input
          type="text"
          maxLength={4 * LONGEST_LABEL}
          value={tags.join(', ')}
          onChange={({ currentTarget: { value } }) => save(labels.value[head.id]?.name ?? '', value)}
        />
      </label>
    </>
  );
}

/** Most searches that are queued at once (ours). */
const MOST_QUEUED = 12;

/** The same search with the next seeds, by any strategy. */
function Again({ head }: { head: RunHead }) {
  const strategy = useSignal<StrategyName>(head.config.strategy);
  const seeds = useSignal(nextSeeds(head.config));
  if (head.config.strategy === EXTERNAL) return null; // another program chose its cells
  const isHere = dataSets.value.some(({ sha256 }) => sha256 === head.data.sha256);
  const queueThem = (): void => {
    const list = readSeeds(seeds.value);
    if (list === undefined) {
      notice.value = {
        kind: 'error',
        text: words.value.enterSeeds(MOST_QUEUED, nextSeeds(head.config)),
      };
      return;
    }
    enqueue(
      list.map((seed) => ({
        config: { ...head.config, seed, strategy: strategy.value },
        dataSha256: head.data.sha256,
      })),
    );
    notice.value = {
      kind: 'info',
      text: words.value.nowQueued(list.length),
    };
  };
  return (
    <fieldset>
      <legend>{words.value.again}</legend>
      <label>
        {words.value.strategy}
        <select
          value={strategy.value}
          onChange={({ currentTarget: { value } }) => (strategy.value = value as StrategyName)}
        >
          {STRATEGIES.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
      <label>
        {words.value.seedList}
        <input
          type="text"
          inputMode="numeric"
          value={seeds.value}
          onInput={({ currentTarget: { value } }) => (seeds.value = value)}
        />
      </label>
      <button type="button" class="button tool" disabled={!isHere} onClick={queueThem}>
        {words.value.queue}
      </button>
      {!isHere && <span class="note">{words.value.noImages}</span>}
    </fieldset>
  );
}

const nextSeeds = ({ seed }: SearchConfig): string => `${seed + 1}, ${seed + 2}`;

/** Undefined where it is no list of seeds. */
function readSeeds(text: string): readonly number[] | undefined {
  const parts = text.split(',').map((part) => part.trim());
  const seeds = [...new Set(parts.map(Number))];
  const isGood =
    parts.every((part) => /^\d{1,10}$/.test(part)) &&
    seeds.every((seed) => seed < 2 ** 32) &&
    seeds.length <= MOST_QUEUED;
  return isGood ? seeds : undefined;
}
