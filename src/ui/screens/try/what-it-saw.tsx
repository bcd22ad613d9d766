/** @file Where the network looked: squares of the picture are covered in turn and the network asked again, on a press. */
import { trying as words } from '../../messages/trying.ts';
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { TrainedModel } from '../../../contract/model-file.ts';
import { percent } from '../../model/format.ts';
import { covered, coversOf, coverSide, meanFalls } from '../../model/occlusion.ts';
import { beliefsOf } from '../../model/trained-model.ts';
import { MarkedText } from '../../parts/marked-text.tsx';
import { className } from '../../words/class-name.ts';
import { ask, type Answer } from './answer.ts';

/** A measured map. */
interface Sight {
  readonly of: Answer;
  /** Falls of the answer's probability, square by square. */
  readonly falls: readonly number[];
}

interface WhatItSawProps {
  model: TrainedModel;
  answer: Answer;
  /** The answer is about the picture as it is shown: no newer one is awaited, nor does the picture change by itself. */
  isStill: boolean;
  onError: (error: unknown) => void;
}

export function WhatItSaw({ model, answer, isStill, onError }: WhatItSawProps) {
  const sight = useSignal<Sight | undefined>(undefined);
  const current = useRef<Answer>(undefined);
  current.current = answer;
  useEffect(() => () => void (current.current = undefined), []);
  const side = model.graph[0]!.shape[0];
  const { name } = beliefsOf(model.card, answer.probabilities)[0]!;
  const label = model.card.classes.indexOf(name);
  const look = async (): Promise<void> => {
    const falls: number[] = [];
    const isCurrent = (): boolean => current.current === answer;
    for (const cover of coversOf(side)) {
      const probabilities = await ask(model.graph, covered(answer.pixels, side, cover), isCurrent);
      if (probabilities === undefined || !isCurrent()) return;
      falls.push(answer.probabilities[label]! - probabilities[label]!);
      sight.value = { of: answer, falls: [...falls] };
      await new Promise((resolve) => setTimeout(resolve)); // so that it is seen to grow, and the page can be used
    }
  };
  const own = sight.value?.of === answer ? sight.value : undefined;
  return (
    <section class="what-it-saw" aria-labelledby="saw-heading">
      <div class="row-between">
        <h2 id="saw-heading">{words.value.saw.title}</h2>
        {own === undefined && (
          <button type="button" class="button tool" disabled={!isStill} onClick={() => void look().catch(onError)}>
            {words.value.saw.measure}
          </button>
        )}
      </div>
      {own === undefined ? (
        <p class="note">{words.value.saw.about(coversOf(side).length, className(name))}</p>
      ) : (
        <Sighting
          answer={answer}
          side={side}
          falls={own.falls}
          name={className(name)}
          share={answer.probabilities[label]!}
        />
      )}
    </section>
  );
}

interface SightingProps {
  answer: Answer;
  side: number;
  falls: readonly number[];
  name: string;
  /** Probability of the answer with nothing covered. */
  share: number;
}

function Sighting({ answer, side, falls, name, share }: SightingProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isWhole = falls.length === coversOf(side).length;
  const map = meanFalls(side, falls);
  const most = Math.max(0, ...map);
  useLayoutEffect(() => drawSight(canvas.current!, answer.pixels, side, map), [falls]);
  const worst = falls.indexOf(Math.max(...falls));
  const { x, y } = coversOf(side)[worst]!;
  return (
    <div class="sight">
      <canvas ref={canvas} role="img" aria-label={words.value.saw.map(name)} />
      <div class="note">
        <p>{words.value.saw.how(name)}</p>
        <p>
          {isWhole ? (
            <Worst fall={falls[worst]!} place={placeWords(x, y, side)} share={share} />
          ) : (
            words.value.saw.soFar(falls.length, coversOf(side).length)
          )}
        </p>
        <p class="sight-legend">
          <i aria-hidden="true" />
          <span>0</span>
          <span>{words.value.saw.points(Math.round(100 * most))}</span>
        </p>
      </div>
    </div>
  );
}

/** A fall that is said (ours). */
const LEAST_FALL = 0.01;

function Worst({ fall, place, share }: { fall: number; place: string; share: number }) {
  if (fall < LEAST_FALL) return <>{words.value.saw.none}</>;
  return <MarkedText text={words.value.saw.covered(place, percent(share - fall, 0))} />;
}

/** Where a covered square is. */
function placeWords(x: number, y: number, side: number): string {
  const third = (at: number): number => Math.min(2, Math.floor((3 * (at + coverSide(side) / 2)) / side));
  return words.value.saw.places[third(y)]![third(x)]!;
}

/** The picture in grey, teal where the probability fell. */
function drawSight(canvas: HTMLCanvasElement, pixels: Uint8Array, side: number, map: Float32Array): void {
  [canvas.width, canvas.height] = [side, side];
  const teal = [10, 106, 96];
  const most = Math.max(...map, 1e-6);
  const data = new ImageData(side, side);
  for (const [i, fall] of map.entries()) {
    const grey = (pixels[3 * i]! + pixels[3 * i + 1]! + pixels[3 * i + 2]!) / 3;
    const weight = 0.85 * Math.max(0, fall / most);
    const base = 90 + 0.6 * grey; // pale, so that teal stands out
    for (const [c, value] of teal.entries()) data.data[4 * i + c] = base * (1 - weight) + value * weight;
    data.data[4 * i + 3] = 255;
  }
  canvas.getContext('2d')!.putImageData(data, 0, 0);
}
