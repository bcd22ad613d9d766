/** @file Tells that a newer version of the page is stored, and asks before it takes over. */
import { version } from '../messages/version.ts';
import { webLocks } from '../../contract/secure-context.ts';
import { isBusy, isNewVersionReady, takeNewVersion } from '../actions/offline.ts';

/** The question; nothing while there is none, or while it would end something. */
export function NewVersion() {
  if (!isNewVersionReady.value || isBusy.value) return null;
  return (
    <p class="notice info">
      <span>
        {version.value.isReady}
        {webLocks() === undefined && ` ${version.value.pauseThere}`}
      </span>
      <button type="button" class="text-button" onClick={() => void takeNewVersion()}>
        {version.value.reload}
      </button>
      <button type="button" class="text-button" onClick={() => (isNewVersionReady.value = false)}>
        {version.value.later}
      </button>
    </p>
  );
}
