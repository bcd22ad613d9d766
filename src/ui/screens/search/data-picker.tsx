/** @file Which images to search on: the sample, or the official record files dropped or picked here. */
import { splitSizes } from '../../../contract/split-sizes.ts';
import { useSignal } from '@preact/signals';
import type { ImportProgress } from '../../../contract/api.ts';
import type { DataIdentity } from '../../../contract/records.ts';
import { SAMPLE_NAME } from '../../../contract/sample.ts';
import type { DataPack } from '../../../contract/data-manifest.ts';
import { cancelImport, deleteData, importFiles, importPack } from '../../actions/data.ts';
import { count } from '../../model/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { deleteUnreadable } from '../../actions/unreadable.ts';
import { UnreadableList } from '../../parts/unreadable.tsx';
import { chosenData, dataSet, dataSets, importProgress, runStatus, packs, unreadable } from '../../state/state.ts';
import { recipe } from '../../state/settings.ts';

const megabytes = (bytes: number): string => `${count(Math.round(bytes / 1e6))} MB`;

/** The data set on show, and the place to drop another. */
export function DataPicker() {
  const { images, validationImages } = recipe.value.config;
  const set = dataSet.value;
  const isShort = set !== undefined && set.images < images;
  const split = splitSizes(recipe.value.config, set?.images ?? images);
  return (
    <section class="data-picker" aria-labelledby="images-heading">
      <h2 id="images-heading">Images</h2>
      {dataSets.value.length > 1 && (
        <select
          aria-label="Data set"
          value={set?.sha256}
          onChange={(event) => (chosenData.value = event.currentTarget.value)}
        >
          {dataSets.value.map(({ name, images: size, sha256 }) => (
            <option key={sha256} value={sha256}>
              {name === SAMPLE_NAME ? 'Sample' : name}, {count(size)} images
            </option>
          ))}
        </select>
      )}
      <p class={isShort ? 'note bad' : 'note'}>
        {isShort
          ? `These settings need ${count(images)} images; this set has ${count(set.images)}. Add the files below, or use fewer images.`
          : `${set === undefined || set.name === SAMPLE_NAME ? 'Sample' : set.name}: ${count(images - validationImages)} to train on, ${count(split.validation)} to validate${split.confirmation === 0 ? '' : `, ${count(split.confirmation)} to confirm`}. The paper uses 45,000 and 5,000.`}
      </p>
      {set !== undefined && set.name !== SAMPLE_NAME && <DeleteData key={set.sha256} set={set} />}
      <UnreadableList
        found={unreadable.value.filter(({ kind }) => kind === 'dataSet')}
        isDisabled={runStatus.value !== 'open'}
        onDelete={deleteUnreadable}
      />
      {importProgress.value === undefined && packs.value.map((pack) => <Offer key={pack.sha256} {...pack} />)}
      {importProgress.value === undefined ? <DropZone /> : <ImportProgressBar {...importProgress.value} />}
    </section>
  );
}

/** Asks before it deletes: reading an archive in again takes a download. */
function DeleteData({ set }: { set: DataIdentity }) {
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
          Delete these images
        </button>
      </p>
    );
  }
  return (
    <p class="note" role="alert">
      Delete {count(set.images)} images from this computer? Runs made on them can still be looked at, but not resumed.{' '}
      <button type="button" class="text-button bad" onClick={() => void deleteData(set.sha256)}>
        Delete
      </button>{' '}
      <button type="button" class="text-button" onClick={() => (isAsked.value = false)}>
        Keep them
      </button>
    </p>
  );
}

/** A data set that the page's host offers. */
function Offer(pack: DataPack) {
  return (
    <button type="button" class="button" onClick={() => void importPack(pack)}>
      Get {pack.name}, {count(pack.images)} images, {megabytes(pack.sizeBytes)}
    </button>
  );
}

/** How far the import is, and a way to cancel it. */
function ImportProgressBar({ bytes, sizeBytes, images, durationMs }: ImportProgress) {
  return (
    <div class="drop-zone" role="status">
      <Icon name="file" />
      <span>
        {megabytes(bytes)} of {megabytes(sizeBytes)} read, {count(images)} images, {Math.round(durationMs / 1000)} s.{' '}
        <button type="button" class="text-button" onClick={() => void cancelImport()}>
          Cancel
        </button>
      </span>
    </div>
  );
}

function DropZone() {
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
        Drop <b>cifar-10-binary.tar.gz</b>, or its <b>data_batch_1.bin</b> to <b>5</b>, here, or{' '}
        <label class="text-button">
          choose files
          <input
            type="file"
            class="visually-hidden"
            multiple
            accept=".bin,.gz,.gzip,.tar"
            onChange={(event) => take(event.currentTarget.files)}
          />
        </label>
        . They stay on this computer.
      </span>
    </div>
  );
}
