/** @file Splits what a paused search needs next over laptops, without a server: a link for each, and a place for what they give back. */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatShard } from '../../../contract/link/shard-link.ts';
import { MOST_SHARDS, type Shard } from '../../../contract/shard.ts';
import { takeBack } from '../../actions/shards.ts';
import { count, counted } from '../../model/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { copyText } from '../../state/navigation.ts';
import { laptops, missing, missingOf, refused, shards, split, splitRun } from '../../state/shards.ts';
import { run, runStatus } from '../../state/state.ts';
import './shards.css';

/** Nothing unless the run on show is split. */
export function SplitPanel() {
  if (run.value === undefined || splitRun.value !== run.value.head.id) return null;
  const isBusy = runStatus.value !== 'open';
  return (
    <section class="split main" aria-labelledby="split-heading">
      <h2 id="split-heading">Split over laptops, without a server</h2>
      <p class="note">
        {isBusy
          ? 'The search goes on by what came back.'
          : `${counted(missing.value.length, 'training')} to do next. Each laptop opens its link, trains its part, and gives back a file or a link. Take them in here; a part that never comes back can be given to another laptop.`}
      </p>
      {shards.value.length === 0 ? <HowMany isDisabled={isBusy} /> : <Links />}
      {refused.value.map((reason) => (
        <p key={reason} class="bad">
          <Icon name="cross" size={12} /> {reason}
        </p>
      ))}
      {shards.value.length > 0 && <TakeBack isDisabled={isBusy} />}
    </section>
  );
}

function HowMany({ isDisabled }: { isDisabled: boolean }) {
  return (
    <form
      class="buttons"
      onSubmit={(event) => {
        event.preventDefault();
        split();
      }}
    >
      <label>
        Laptops{' '}
        <input
          type="number"
          min="1"
          max={MOST_SHARDS}
          value={laptops.value}
          onInput={({ currentTarget }) => {
            const { valueAsNumber: wanted } = currentTarget;
            if (Number.isInteger(wanted) && wanted >= 1 && wanted <= MOST_SHARDS) laptops.value = wanted;
          }}
        />
      </label>
      <button type="submit" class="button ink" disabled={isDisabled || missing.value.length === 0}>
        Make links
      </button>
    </form>
  );
}

function Links() {
  const made = useSignal<readonly string[]>([]);
  useEffect(() => {
    let isOld = false;
    void Promise.all(shards.value.map(addressOf)).then((links) => {
      if (!isOld) made.value = links;
    });
    return () => void (isOld = true);
  }, [shards.value]);
  return (
    <>
      <ul class="shard-list" role="list">
        {shards.value.map((shard, i) => (
          <ShardRow key={shard.part} shard={shard} link={made.value[i]} />
        ))}
      </ul>
      <button
        type="button"
        class="text-button"
        onClick={() =>
          void copyText(made.value.join('\n'), `${count(made.value.length)} links are copied, one a line.`)
        }
      >
        Copy all links
      </button>
    </>
  );
}

async function addressOf(shard: Shard): Promise<string> {
  const address = new URL('index.html', document.baseURI);
  address.hash = await formatShard(shard);
  return address.href;
}

function ShardRow({ shard, link }: { shard: Shard; link: string | undefined }) {
  const { part, parts, trainings } = shard;
  const left = missingOf(shard);
  return (
    <li data-testid="shard" class={left === 0 ? 'back' : ''}>
      <b>
        {part} of {parts}
      </b>
      <span class="note">{counted(trainings.length, 'training')}</span>
      <span>
        {left === 0 ? (
          <span class="measured">
            <Icon name="check" size={12} /> came back
          </span>
        ) : (
          'not back yet'
        )}
      </span>
      {left > 0 && link !== undefined && (
        <button
          type="button"
          class="button tool"
          aria-label={`Copy link of part ${part}`}
          onClick={() => void copyText(link, `The link of part ${part} is copied.`)}
        >
          Copy link
        </button>
      )}
    </li>
  );
}

function TakeBack({ isDisabled }: { isDisabled: boolean }) {
  const text = useSignal('');
  return (
    <div
      class="take-back"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        if (!isDisabled) void takeBack([...(event.dataTransfer?.files ?? [])]);
      }}
    >
      <label class={`button ${isDisabled ? 'off' : ''}`}>
        <Icon name="file" size={14} /> Take in files, or drop them here
        <input
          type="file"
          class="visually-hidden"
          multiple
          accept=".json,application/json"
          disabled={isDisabled}
          onChange={(event) => {
            void takeBack([...(event.currentTarget.files ?? [])]);
            event.currentTarget.value = '';
          }}
        />
      </label>
      <form
        class="buttons"
        onSubmit={(event) => {
          event.preventDefault();
          const link = text.value;
          text.value = '';
          void takeBack([{ name: 'the link', text: async () => link }]);
        }}
      >
        <input
          type="text"
          aria-label="A link that came back"
          placeholder="…#results=…"
          spellcheck={false}
          autocomplete="off"
          value={text.value}
          onInput={({ currentTarget }) => (text.value = currentTarget.value)}
        />
        <button type="submit" class="button" disabled={isDisabled || text.value.trim() === ''}>
          Take in
        </button>
      </form>
    </div>
  );
}
