/** @file Steps on from a search that has ended which only a page that can search has. */
import { searching } from '../../messages/searching.ts';
import { EXTERNAL } from '../../../contract/config.ts';
import { recipe } from '../../state/settings.ts';
import { run, showRun } from '../../state/state.ts';
import { Step } from './finish.tsx';
import { Share } from './share.tsx';

/** The steps, in order. */
export function NextSteps() {
  return (
    <>
      <RandomControl />
      <Step name={searching.value.shareThis} note={searching.value.shareThisNote}>
        <Share />
      </Step>
    </>
  );
}

/** Fills in the form for the same search without a surrogate; it starts nothing. */
function RandomControl() {
  const { config } = run.value!.head;
  if (config.strategy === EXTERNAL || config.strategy === 'random') return null;
  const fill = (): void => {
    recipe.value = { ...recipe.value, config: { ...config, strategy: 'random' } };
    showRun(undefined);
  };
  return (
    <Step name={searching.value.control} note={searching.value.controlNote}>
      <button type="button" class="button" onClick={fill}>
        {searching.value.setUp}
      </button>
    </Step>
  );
}
