/** @file Tells that a newer version of the page is stored, and asks before it takes over. */
import { webLocks } from '../../contract/secure-context.ts';
import { isBusy, isNewVersionReady, takeNewVersion } from '../actions/offline.ts';

/** The question; nothing while there is none, or while it would end something. */
export function NewVersion() {
  if (!isNewVersionReady.value || isBusy.value) return null;
  return (
    <p class="notice info">
      <span>
        A new version of this page is ready.
        {webLocks() === undefined && ' This browser does not tell whether another tab searches: pause it there first.'}
      </span>
      <button type="button" class="text-button" onClick={() => void takeNewVersion()}>
        Reload
      </button>
      <button type="button" class="text-button" onClick={() => (isNewVersionReady.value = false)}>
        Later
      </button>
    </p>
  );
}
