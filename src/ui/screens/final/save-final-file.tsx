/** @file The button that saves a final training as `final.json`. */
import { final as words } from '../../messages/final.ts';
import { toFinalFile } from '../../../contract/final-file.ts';
import type { FinalRun } from '../../../contract/final-records.ts';
import { saveFile } from '../../parts/save-file.ts';

export function SaveFinalFile({ run }: { run: FinalRun }) {
  const save = (): void => saveFile('final.json', `${JSON.stringify(toFinalFile(run), undefined, 2)}\n`);
  return (
    <button type="button" class="button" onClick={save}>
      {words.value.save('final.json')}
    </button>
  );
}
