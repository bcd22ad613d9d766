/** @file The camera: opened on a press alone, never recorded. */
import { trying as words } from '../../messages/trying.ts';

/** An open camera. */
export interface Camera {
  /** Shows what it sees. */
  readonly video: HTMLVideoElement;
  stop(): void;
}

/** What a browser's refusal means, by the error's name. */
const REFUSALS: Readonly<Record<string, 'notAllowed' | 'forbidden' | 'none' | 'inUse'>> = {
  NotAllowedError: 'notAllowed',
  SecurityError: 'forbidden',
  NotFoundError: 'none',
  NotReadableError: 'inUse',
};

/**
 * Asks for the camera, the one at the back where there are two.
 * @param onEnd called when it ends of itself, for example unplugged.
 * @throws {Error} with a sentence for the reader.
 */
export async function openCamera(onEnd: () => void): Promise<Camera> {
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (devices === undefined) throw new Error(words.value.refusals.insecure);
  const stream = await devices.getUserMedia({ video: { facingMode: 'environment' } }).catch((error: unknown) => {
    const { name, message } = error as DOMException;
    const { refusals } = words.value;
    const known = REFUSALS[name];
    throw new Error(known === undefined ? refusals.other(message) : refusals[known]);
  });
  const stop = (): void => stream.getTracks().forEach((track) => track.stop());
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  for (const track of stream.getTracks()) track.addEventListener('ended', onEnd);
  await video.play().catch((error: unknown) => {
    stop();
    throw new Error(words.value.refusals.notShown(String(error)));
  });
  return { video, stop };
}
