/**
 * @file Try it: a picture of the reader's, as the network is shown it and what the network says. Everything stays in the page: pictures are
 * kept until it is closed and never sent.
 */
import { trying as words } from '../../messages/trying.ts';
import { useComputed, useSignal, type Signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { TrainedModel } from '../../../contract/model-file.ts';
import { middleCrop, type Crop } from '../../model/crop.ts';
import { count, messageOf, percent } from '../../model/format.ts';
import { languageTag } from '../../model/language.ts';
import { beliefsOf, type Belief } from '../../model/trained-model.ts';
import { Icon } from '../../parts/icon.tsx';
import { useAnswers, type Answer } from './answer.ts';
import { Beliefs } from './beliefs.tsx';
import { openCamera, type Camera } from './camera.ts';
import { CropFrame } from './crop-frame.tsx';
import { keepPicture, openPicture, readCrop, type Picture } from './picture.ts';
import { drawPixels } from '../../parts/thumbnail.tsx';
import { className } from '../../words/class-name.ts';
import { answerWords, modelDetail, testWords } from '../../words/trained-model.ts';
import { WhatItSaw } from './what-it-saw.tsx';
import './try.css';

/** Frames of the camera that are looked at, ms apart: four a second. */
const FRAME_MS = 250;
/** Pictures remembered (ours). */
const MOST_SEEN = 8;
/** Below this the network is unsure (ours). */
const SURE = 0.5;
/** Classes named before a picture is shown (ours); a network may know a thousand. */
const MOST_LISTED = 12;

/** A picture that was tried. */
interface Seen {
  readonly picture: Picture;
  readonly crop: Crop;
  readonly pixels: Uint8Array;
  readonly belief: Belief;
}

interface TryItProps {
  model: TrainedModel;
  /** Opens another model's file. */
  onModelFile: (file: File) => void;
  /** Stands right of the title. */
  children?: ComponentChildren;
}

/** The screen, for one model: give it another `key` for another. */
export function TryIt({ model, onModelFile, children }: TryItProps) {
  const picture = useSignal<Picture | undefined>(undefined);
  const crop = useSignal<Crop | undefined>(undefined);
  const isMirrored = useSignal(false);
  const problem = useSignal<string | undefined>(undefined);
  const camera = useSignal<Camera | undefined>(undefined);
  const seen = useSignal<readonly Seen[]>([]);
  const report = (error: unknown): void => void (problem.value = messageOf(error));
  const [answer, request] = useAnswers(model.graph, report);
  const side = model.graph[0]!.shape[0];
  const pixels = useComputed(() => {
    const [shown, square] = [picture.value, crop.value];
    return shown === undefined || square === undefined ? undefined : readCrop(shown, square, side, isMirrored.value);
  });
  const asked = pixels.value; // read here: by the time the effect runs it may be another, which its own effect asks about
  useEffect(() => request(asked), [asked]);
  useEffect(() => {
    const [said, shown, square] = [answer.value, picture.value, crop.value];
    if (said === undefined || shown === undefined || square === undefined || camera.value !== undefined) return;
    const entry = {
      picture: shown,
      crop: square,
      pixels: said.pixels,
      belief: beliefsOf(model.card, said.probabilities)[0]!,
    };
    seen.value = [entry, ...seen.value.filter((one) => one.picture !== shown)].slice(0, MOST_SEEN);
  }, [answer.value]);
  const show = (next: Picture, square: Crop = middleCrop(next)): void => {
    problem.value = undefined;
    [picture.value, crop.value] = [next, square];
  };
  const endCamera = (): void => {
    camera.value?.stop();
    camera.value = undefined;
  };
  useCameraFrames(camera, (frame) => show(frame, sameSize(picture.value, frame) ? crop.value : undefined));
  useEffect(() => endCamera, []);
  const open = async (file: File): Promise<void> => {
    if (/\.onnx$/i.test(file.name)) return onModelFile(file);
    endCamera();
    try {
      show(await openPicture(file, file.name === '' ? words.value.pasted : file.name));
    } catch (error) {
      report(error);
    }
  };
  usePictures((file) => void open(file));
  const startCamera = async (): Promise<void> => {
    problem.value = undefined;
    try {
      camera.value = await openCamera(endCamera);
    } catch (error) {
      report(error);
    }
  };
  const beliefs = answer.value === undefined ? undefined : beliefsOf(model.card, answer.value.probabilities);
  const isLive = camera.value !== undefined;
  return (
    <div class="panes try-panes">
      <div class="main">
        <div class="title-row">
          <div>
            <h1 aria-live={isLive ? 'off' : 'polite'}>
              {beliefs === undefined ? words.value.show : answerWords(beliefs[0]!)}
            </h1>
            <p class="subtitle">{words.value.reads(side, model.card.classes.length)}</p>
          </div>
          {children}
        </div>
        {problem.value !== undefined && (
          <p class="try-problem bad" role="alert">
            <Icon name="cross" size={14} /> {problem.value}
          </p>
        )}
        <div class="try-tools">
          <span class="try-name">
            {picture.value !== undefined && (
              <>
                <Icon name="picture" /> <b>{picture.value.name}</b>{' '}
                <span class="quiet">{`${count(picture.value.width)} × ${count(picture.value.height)}`}</span>
              </>
            )}
            {isLive && <b class="live-text">{words.value.live}</b>}
          </span>
          {isLive ? (
            <button type="button" class="button tool" onClick={endCamera}>
              <Icon name="stop" size={14} /> {words.value.stop}
            </button>
          ) : (
            <>
              <FileButton accept="image/*" label={words.value.choose} onFile={(file) => void open(file)} />
              <button type="button" class="button tool" onClick={() => void startCamera()}>
                <Icon name="camera" /> {words.value.camera}
              </button>
            </>
          )}
        </div>
        {picture.value === undefined || crop.value === undefined ? (
          <p class="try-empty">
            {words.value.empty(
              listed(model.card.classes.slice(0, MOST_LISTED).map(className)),
              model.card.classes.length > MOST_LISTED,
            )}
          </p>
        ) : (
          <div class="try-shown" style={{ '--ratio': picture.value.width / picture.value.height }}>
            <div>
              <CropFrame picture={picture.value} crop={crop.value} setCrop={(next) => (crop.value = next)} />
              <div class="row-between try-hint">
                <span class="note">{words.value.drag}</span>
                <label class="note">
                  <input
                    type="checkbox"
                    checked={isMirrored.value}
                    onChange={(event) => (isMirrored.value = event.currentTarget.checked)}
                  />{' '}
                  {words.value.mirror}
                </label>
              </div>
            </div>
            <div class="try-preview">
              <h2>{words.value.asItGets}</h2>
              <p class="note">{words.value.size(side)}</p>
              <Pixels pixels={pixels.value!} side={side} label={words.value.pictureAsItGets} />
              <p class="note">{words.value.numbers(side * side * 3)}</p>
            </div>
          </div>
        )}
        <SeenBefore seen={seen.value} side={side} show={(one) => (endCamera(), show(one.picture, one.crop))} />
      </div>
      <aside class="side try-side" aria-label={words.value.itsAnswer}>
        {answer.value === undefined ? (
          <p class="note">{picture.value === undefined ? words.value.answerToCome : words.value.looking}</p>
        ) : (
          <Said
            model={model}
            answer={answer.value}
            isStill={!isLive && answer.value.pixels === pixels.value}
            onError={report}
          />
        )}
        <footer class="try-model">
          <div>
            <b>{testWords(model.card)}</b>
            <p class="note">{modelDetail(model.card)}</p>
          </div>
          <FileButton accept=".onnx" label={words.value.openAnother} onFile={onModelFile} />
        </footer>
      </aside>
    </div>
  );
}

function Said(props: { model: TrainedModel; answer: Answer; isStill: boolean; onError: (error: unknown) => void }) {
  return (
    <>
      <Beliefs card={props.model.card} answer={props.answer} />
      <WhatItSaw {...props} />
    </>
  );
}

function SeenBefore({ seen, side, show }: { seen: readonly Seen[]; side: number; show: (one: Seen) => void }) {
  if (seen.length === 0) return null;
  return (
    <section class="try-seen" aria-labelledby="seen-heading">
      <div class="row-between">
        <h2 id="seen-heading">{words.value.seen}</h2>
        <span class="note">{words.value.seenNote}</span>
      </div>
      <ul>
        {seen.map((one, place) => (
          <li key={place}>
            <button type="button" onClick={() => show(one)}>
              <Pixels pixels={one.pixels} side={side} />
              <span>
                <b>{className(one.belief.name)}</b> <span class="predicted">{percent(one.belief.share, 0)}</span>
                <br />
                <span class="note">
                  {one.belief.share < SURE ? words.value.unsure(one.picture.name) : one.picture.name}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Pixels as squares. @param label absent: decoration. */
function Pixels({ pixels, side, label }: { pixels: Uint8Array; side: number; label?: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => drawPixels(canvas.current!, pixels, side), [pixels]);
  const role = label === undefined ? { 'aria-hidden': 'true' as const } : { role: 'img' as const, 'aria-label': label };
  return <canvas ref={canvas} class="try-pixels" {...role} />;
}

/** A button that opens the file chooser. */
export function FileButton({ accept, label, onFile }: { accept: string; label: string; onFile: (file: File) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button type="button" class="button tool" onClick={() => input.current!.click()}>
        {label}
      </button>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = ''; // the same file can be chosen again
          if (file !== undefined) onFile(file);
        }}
      />
    </>
  );
}

const listed = (names: readonly string[]): string =>
  new Intl.ListFormat(languageTag(), { style: 'narrow', type: 'unit' }).format(names);

const sameSize = (a: Picture | undefined, b: Picture): boolean => a?.width === b.width && a.height === b.height;

/** Calls `onFrame` with what the camera sees while it is open. */
function useCameraFrames(camera: Signal<Camera | undefined>, onFrame: (frame: Picture) => void): void {
  const latest = useRef(onFrame);
  latest.current = onFrame;
  useEffect(() => {
    const open = camera.value;
    if (open === undefined) return undefined;
    const { video } = open;
    const time = new Date().toLocaleTimeString(languageTag(), { hour: '2-digit', minute: '2-digit' });
    const name = words.value.fromCamera(time);
    const take = (): void => {
      const [width, height] = [video.videoWidth, video.videoHeight];
      if (width > 0) latest.current(keepPicture(video, { width, height }, name));
    };
    take();
    const timer = setInterval(take, FRAME_MS);
    return () => clearInterval(timer);
  }, [camera.value]);
}

/** Hands on files that are dropped or pasted anywhere on the page. */
function usePictures(onFile: (file: File) => void): void {
  const latest = useRef(onFile);
  latest.current = onFile;
  useEffect(() => {
    const take = (files: FileList | undefined, event: Event): void => {
      const file = files?.[0];
      if (file === undefined) return;
      event.preventDefault();
      latest.current(file);
    };
    const onDrop = (event: DragEvent): void => take(event.dataTransfer?.files, event);
    const onPaste = (event: ClipboardEvent): void => take(event.clipboardData?.files, event);
    const onDragOver = (event: Event): void => event.preventDefault();
    document.addEventListener('drop', onDrop);
    document.addEventListener('paste', onPaste);
    document.addEventListener('dragover', onDragOver);
    return () => {
      document.removeEventListener('drop', onDrop);
      document.removeEventListener('paste', onPaste);
      document.removeEventListener('dragover', onDragOver);
    };
  }, []);
}
