/** @file The page of a shard's link: what this laptop trains, how far it is, and what it gives back. Nothing starts by itself. */
import { names } from '../../messages/names.ts';
import { searching } from '../../messages/searching.ts';
import { room } from '../../messages/room.ts';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { parseCell } from '../../../core/space/cell.ts';
import { formatResults, formatResultsLink } from '../../../contract/link/shard-link.ts';
import type { Shard, ShardResults } from '../../../contract/shard.ts';
import type { Result } from '../../../contract/room-messages.ts';
import { readShardLink, trainShard } from '../../actions/shards.ts';
import { percent } from '../../model/format.ts';
import { CellGlyphs } from '../../parts/glyph.tsx';
import { Icon, Logo, Ring } from '../../parts/icon.tsx';
import { saveFile } from '../../parts/save-file.ts';
import { ownResults, ownShard, shardProblem, shardProgress } from '../../state/shards.ts';
import { notice } from '../../state/state.ts';
import { copyText } from '../../state/navigation.ts';
import { LowPriority } from '../search/low-priority.tsx';

export function ShardPage() {
  useEffect(() => void readShardLink(), []);
  const shard = ownShard.value;
  return (
    <>
      <header class="bar class-bar">
        <Logo />
        <div class="class-where">
          <strong>{shard === undefined ? room.value.part.some : room.value.part.title(shard.part, shard.parts)}</strong>
        </div>
      </header>
      <main class="class-main">
        {shardProblem.value !== undefined && (
          <section role="alert">
            <h1>{room.value.part.problem}</h1>
            <p class="bad">{shardProblem.value}</p>
          </section>
        )}
        {notice.value !== undefined && <p role="status">{notice.value.text}</p>}
        {shard !== undefined && shardProblem.value === undefined && <Work shard={shard} />}
      </main>
    </>
  );
}

function Work({ shard }: { shard: Shard }) {
  const results = ownResults.value;
  if (results !== undefined) return <GiveBack shard={shard} results={results} />;
  const { trainings, config, data } = shard;
  const level = trainings[0]!.level;
  const progress = shardProgress.value;
  if (progress === undefined) {
    return (
      <>
        <h1>{room.value.entrance}</h1>
        <p>{room.value.part.about(trainings.length, level, data.name === 'sample' ? names.value.sample : data.name)}</p>
        <Cells shard={shard} results={[]} at={undefined} />
        <button type="button" class="button ink class-button" onClick={() => void trainShard()}>
          {room.value.part.train}
        </button>
      </>
    );
  }
  return (
    <>
      <h1>{room.value.part.trains(progress.training + 1, trainings.length)}</h1>
      <p class="note">{room.value.part.keepOpen(level, config.blocks)}</p>
      <Cells shard={shard} results={progress.results} at={progress} />
      <LowPriority hasWords />
    </>
  );
}

interface CellsProps {
  shard: Shard;
  results: readonly Result[];
  /** The training under way. */
  at: { readonly training: number; readonly done: number } | undefined;
}

function Cells({ shard: { trainings, config }, results, at }: CellsProps) {
  return (
    <ol class="shard-cells">
      {trainings.map(({ id, notation }, i) => (
        <li key={id} class="class-row">
          <CellGlyphs cell={parseCell(notation, config)} />
          <Outcome result={results[i]} done={i === at?.training ? at.done : undefined} />
        </li>
      ))}
    </ol>
  );
}

function Outcome({ result, done }: { result: Result | undefined; done: number | undefined }) {
  if (result?.accuracy !== undefined) return <strong class="measured">{percent(result.accuracy)}</strong>;
  if (result !== undefined) return <span class="bad">{searching.value.failed}</span>;
  if (done === undefined) return <span class="note">{searching.value.waits}</span>;
  return (
    <span class="class-row">
      <Ring share={done} size={20} /> {Math.round(100 * done)} %
    </span>
  );
}

function GiveBack({ shard, results }: { shard: Shard; results: readonly Result[] }) {
  const { part, parts } = shard;
  const link = useSignal<string | undefined>(undefined);
  const back: ShardResults = { format: 'pnas-shard', version: 1, part, parts, results: [...results] };
  useEffect(() => {
    void formatResultsLink(back).then((text) => {
      if (text === undefined) return;
      const address = new URL('index.html', document.baseURI);
      address.hash = text;
      link.value = address.href;
    });
  }, []);
  return (
    <>
      <h1>{room.value.part.done}</h1>
      <p>{room.value.part.doneNote}</p>
      <Cells shard={shard} results={results} at={undefined} />
      <div class="class-buttons">
        <button
          type="button"
          class="button ink class-button"
          onClick={() => saveFile(`shard-${part}-of-${parts}.json`, formatResults(back))}
        >
          <Icon name="file" size={14} /> {room.value.part.save}
        </button>
        {link.value !== undefined && (
          <button
            type="button"
            class="button class-button"
            onClick={() => void copyText(link.value!, room.value.part.copied)}
          >
            <Icon name="link" size={14} /> {room.value.part.copy}
          </button>
        )}
      </div>
    </>
  );
}
