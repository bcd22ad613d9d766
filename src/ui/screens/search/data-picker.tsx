/** @file Which images to search on: the sample, or the official record files dropped or picked here. */
import { splitSizes } from '../../../contract/split-sizes.ts';
import { useSignal } from '@preact/signals';
import type { ImportProgress } from '../../../contract/api.ts';
import type { DataIdentity } from '../../../contract/records.ts';
import { SAMPLE_NAME } from '../../../contract/sample.ts';
import type { DataPack } from '../../../contract/data-manifest.ts';
import { cancelImport, deleteData, importFiles, importPack } from '../../actions/data.ts';
import { search } from '../../messages/search.ts';
import { count, duration } from '../../model/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { MarkedText } from '../../parts/marked-text.tsx';
import { deleteUnreadable } from '../../actions/unreadable.ts';
import { lazyPart } from '../../parts/lazy-part.tsx';
import { chosenData, dataSet, dataSets, importProgress, runStatus, packs, unreadable } from '../../state/state.ts';
import { recipe } from '../../state/settings.ts';

const UnreadableList = lazyPart(async () => (await import('../../parts/unreadable.tsx')).UnreadableList);

const megabytes = (bytes: number): string => `${count(Math.round(bytes / 1e6))} MB`;

/** The data set on show, and the place to drop another. */
export function DataPicker() {
  const words = search.value.images;
  const { images, validationImages } = recipe.value.config;
  const set = dataSet.value;
  const unreadableSets = unreadable.value.filter(({ kind }) => kind === 'dataSet');
  const isShort = set !== undefined && set.images < images;
  const split = splitSizes(recipe.value.config, set?.images ?? images);
  return (
    <section class="data-picker" aria-labelledby="images-heading">
      <h2 id="images-heading">{words.title}</h2>
      {dataSets.value.length > 1 && (
        <select
          aria-label={words.set}
          value={set?.sha256}
          onChange={(event) => (chosenData.value = event.currentTarget.value)}
        >
          {dataSets.value.map(({ name, images: size, sha256 }) => (
            <option key={sha256} value={sha256}>
              {words.option(name === SAMPLE_NAME ? words.sample : name, size)}
            </option>
          ))}
        </select>
      )}
      <p class={isShort ? 'note bad' : 'note'}>
        {isShort
          ? words.short(images, set.images)
          : words.split(
              set === undefined || set.name === SAMPLE_NAME ? words.sample : set.name,
              images - validationImages,
              split.validation,
              split.confirmation,
            )}
      </p>
      {set !== undefined && set.name !== SAMPLE_NAME && <DeleteData key={set.sha256} set={set} />}
      {unreadableSets.length > 0 && (
        <UnreadableList found={unreadableSets} isDisabled={runStatus.value !== 'open'} onDelete={deleteUnreadable} />
      )}
      {importProgress.value === undefined && packs.value.map((pack) => <Offer key={pack.sha256} {...pack} />)}
      {importProgress.value === undefined ? <DropZone /> : <ImportProgressBar {...importProgress.value} />}
    </section>
  );
}

/** Asks before it deletes: reading an archive in again takes a download. */
function DeleteData({ set }: { set: DataIdentity }) {
  const words = search.value.images;
  const isAsked = useSignal(false);
  if (!isAsked.value) {
    return (
      <p class="note">
        <button
          type="button"
          class="text-button"
          disabled={runStatus.value !== 'open'}
          onClick={() => (isAsked.value = true)}
        >
          {words.remove}
        </button>
      </p>
    );
  }
  return (
    <p class="note" role="alert">
      {words.removeAsked(set.images)}{' '}
      <button type="button" class="text-button bad" onClick={() => void deleteData(set.sha256)}>
        {words.removeNow}
      </button>{' '}
      <button type="button" class="text-button" onClick={() => (isAsked.value = false)}>
        {words.keep}
      </button>
    </p>
  );
}

/** A data set that the page's host offers. */
function Offer(pack: DataPack) {
  return (
    <button type="button" class="button" onClick={() => void importPack(pack)}>
      {search.value.images.get(pack.name, pack.images, megabytes(pack.sizeBytes))}
    </button>
  );
}

/** How far the import is, and a way to cancel it. */
function ImportProgressBar({ bytes, sizeBytes, images, durationMs }: ImportProgress) {
  const words = search.value.images;
  return (
    <div class="drop-zone" role="status">
      <Icon name="file" />
      <span>
        {words.reading(megabytes(bytes), megabytes(sizeBytes), images, duration(durationMs))}{' '}
        <button type="button" class="text-button" onClick={() => void cancelImport()}>
          {words.cancel}
        </button>
      </span>
    </div>
  );
}

function DropZone() {
  const words = search.value.images;
  const isOver = useSignal(false);
  const take = (files: FileList | null | undefined): void => {
    if (files != null && files.length > 0) void importFiles([...files]);
  };
  return (
    <div
      class={isOver.value ? 'drop-zone over' : 'drop-zone'}
      onDragOver={(event) => {
        event.preventDefault();
        isOver.value = true;
      }}
      onDragLeave={() => (isOver.value = false)}
      onDrop={(event) => {
        event.preventDefault();
        isOver.value = false;
        take(event.dataTransfer?.files);
      }}
    >
      <Icon name="file" />
      <span>
        <MarkedText text={words.drop} />{' '}
        <label class="text-button">
          {words.choose}
          <input
            type="file"
            class="visually-hidden"
            multiple
            accept=".bin,.gz,.gzip,.tar"
            onChange={(event) => take(event.currentTarget.files)}
          />
        </label>
        . {words.stay}
      </span>
    </div>
  );
}
