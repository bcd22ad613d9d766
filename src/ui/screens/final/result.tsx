/** @file The result of a final training: the test accuracy and what it was read from, and everything that the answers say. */
import { languageTag } from '../../model/language.ts';
import { final as words } from '../../messages/final.ts';
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { CLASS_NAMES } from '../../../contract/class-names.ts';
import { compareDesigns } from '../../../contract/final-outcome.ts';
import type { FinalRun, TestRecord, TestResult } from '../../../contract/final-records.ts';
import type { RunCost } from '../../../contract/records.ts';
import { shareError, testDigits } from '../../model/final.ts';
import { count, hundredths, percent } from '../../model/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { Calibration } from './calibration.tsx';
import { Confusion } from './confusion.tsx';
import { Controls } from './controls.tsx';
import { CostTable } from './cost-table.tsx';
import { Thumbnail } from '../../parts/thumbnail.tsx';
import { labelName } from '../../words/class-name.ts';
import { calibrationWords, designName, finalData, mixedUp } from '../../words/final.ts';

/** Mistakes shown (ours: three rows). */
const MOST_SHOWN = 12;

interface ResultProps {
  run: FinalRun;
  test: TestRecord;
  /** What the training took, where its log can't say. */
  cost?: RunCost;
  /** What can be done with it here. */
  actions: ComponentChildren;
  /** Pictures of the test images at these places; absent where there are none. */
  readPictures?: ReadPictures;
}
type ReadPictures = (places: readonly number[]) => Promise<readonly Uint8Array[]>;

export function FinalResult({ run, test, cost, actions, readPictures }: ResultProps) {
  const { head } = run;
  const first = test.results[0]!;
  const right = first.correct / test.images;
  const digits = testDigits(test.images);
  const compared = compareDesigns(run);
  const networks = test.results.length;
  return (
    <div class="main final-result">
      <div class="title-row result-head">
        <p class="result-figure measured" data-testid="test-accuracy">
          {percent(right, digits)}
        </p>
        <div class="result-words">
          <h1>
            {words.value.right(test.images)}{' '}
            <span class="note">{words.value.fromNumber(hundredths(shareError(right, test.images), digits))}</span>
          </h1>
          <p class="subtitle">
            <Icon name="lock" size={14} /> {words.value.withSeed(designName(first.design, head), first.seed)}.{' '}
            {words.value.readOnce(readAt(test), networks)}{' '}
            {head.test.isHeldOut === true && words.value.heldOut(finalData(head))}
          </p>
        </div>
        <div class="result-actions">{actions}</div>
      </div>
      <div class="result-row">
        {compared.length > 1 ? (
          <Controls compared={compared} head={head} digits={digits} />
        ) : (
          <section>
            <h2>{words.value.cellOrRecipe}</h2>
            <p class="note">{words.value.notKnown}</p>
          </section>
        )}
        <CostTable run={run} own={cost} />
      </div>
      <div class="result-row three">
        <section aria-labelledby="confusion-heading">
          <div class="row-between">
            <h2 id="confusion-heading">{words.value.mixesUp}</h2>
            <span class="note">{words.value.wrongPerClass}</span>
          </div>
          <p class="note">{mixedUp(first, CLASS_NAMES) ?? words.value.noMistake}</p>
          <Confusion result={first} classes={CLASS_NAMES} />
        </section>
        <Mistakes result={first} key={test.at} readPictures={readPictures} />
        <section aria-labelledby="calibration-heading">
          <h2 id="calibration-heading">{words.value.sureAsRight}</h2>
          <p class="note">
            {calibrationWords(first, test.images)}
            {head.config.labelSmoothing > 0 ? ` ${words.value.modest}` : ''}
          </p>
          <Calibration result={first} />
        </section>
      </div>
    </div>
  );
}

const readAt = ({ at }: TestRecord): string =>
  new Date(at).toLocaleString(languageTag(), {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });

function Mistakes({ result, readPictures }: { result: TestResult; readPictures: ReadPictures | undefined }) {
  const pictures = useSignal<readonly Uint8Array[] | undefined>(undefined); // while they are read
  const shown = result.mistakes.slice(0, MOST_SHOWN);
  useEffect(() => {
    let isGone = false;
    void readPictures?.(shown.map(({ image }) => image)).then((found) => {
      if (!isGone) pictures.value = found;
    });
    return () => void (isGone = true);
  }, [result]);
  return (
    <section aria-labelledby="mistakes-heading">
      <h2 id="mistakes-heading">{words.value.mostSure}</h2>
      <p class="note">{words.value.mostSureNote}</p>
      <ul class="mistakes">
        {shown.map(({ image, label, answer, confidence }, place) => (
          <li key={image}>
            {readPictures !== undefined && pictures.value?.length !== 0 && (
              <Thumbnail pixels={pictures.value?.[place]} label={words.value.aTestImage(labelName(label))} />
            )}
            <span class="bad">
              <Icon name="cross" size={10} /> {labelName(answer)} {count(Math.round(100 * confidence))}
            </span>
            <span class="measured">
              <Icon name="check" size={10} /> {labelName(label)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
