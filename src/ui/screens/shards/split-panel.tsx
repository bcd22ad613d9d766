/** @file Splits what a paused search needs next over laptops, without a server: a link for each, and a place for what they give back. */
import { room } from '../../messages/room.ts';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { formatShard } from '../../../contract/link/shard-link.ts';
import { MOST_SHARDS, type Shard } from '../../../contract/shard.ts';
import { takeBack } from '../../actions/shards.ts';
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
      <h2 id="split-heading">{room.value.split.title}</h2>
      <p class="note">{isBusy ? room.value.split.goesOn : room.value.split.next(missing.value.length)}</p>
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
        {room.value.split.laptops}{' '}
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
        {room.value.split.make}
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
        onClick={() => void copyText(made.value.join('\n'), room.value.split.allCopied(made.value.length))}
      >
        {room.value.split.copyAll}
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
      <b>{room.value.split.of(part, parts)}</b>
      <span class="note">{room.value.split.trainings(trainings.length)}</span>
      <span>
        {left === 0 ? (
          <span class="measured">
            <Icon name="check" size={12} /> {room.value.split.back}
          </span>
        ) : (
          room.value.split.notBack
        )}
      </span>
      {left > 0 && link !== undefined && (
        <button
          type="button"
          class="button tool"
          aria-label={room.value.split.copyPart(part)}
          onClick={() => void copyText(link, room.value.split.partCopied(part))}
        >
          {room.value.split.copy}
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
        <Icon name="file" size={14} /> {room.value.split.takeFiles}
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
          void takeBack([{ name: room.value.split.theLink, text: async () => link }]);
        }}
      >
        <input
          type="text"
          aria-label={room.value.split.linkBack}
          placeholder="…#results=…"
          spellcheck={false}
          autocomplete="off"
          value={text.value}
          onInput={({ currentTarget }) => (text.value = currentTarget.value)}
        />
        <button type="submit" class="button" disabled={isDisabled || text.value.trim() === ''}>
          {room.value.split.take}
        </button>
      </form>
    </div>
  );
}
