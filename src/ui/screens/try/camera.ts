/** @file The camera: opened on a press alone, never recorded. */

/** An open camera. */
export interface Camera {
  /** Shows what it sees. */
  readonly video: HTMLVideoElement;
  stop(): void;
}

/** What a browser's refusal means, by the error's name. */
const REFUSALS: Readonly<Record<string, string>> = {
  NotAllowedError: 'The camera was not allowed. Allow it beside the page’s address, or choose a picture instead.',
  SecurityError: 'This page may not use the camera. Choose a picture instead.',
  NotFoundError: 'There is no camera here. Choose a picture instead.',
  NotReadableError: 'The camera is in use by another program.',
};

/**
 * Asks for the camera, the one at the back where there are two.
 * @param onEnd called when it ends of itself, for example unplugged.
 * @throws {Error} with a sentence for the reader.
 */
export async function openCamera(onEnd: () => void): Promise<Camera> {
  const devices: MediaDevices | undefined = navigator.mediaDevices;
  if (devices === undefined)
    throw new Error('Browsers give the camera to secure pages alone (https). Choose a picture instead.');
  const stream = await devices.getUserMedia({ video: { facingMode: 'environment' } }).catch((error: unknown) => {
    const { name, message } = error as DOMException;
    throw new Error(REFUSALS[name] ?? `The camera cannot be used: ${message}`);
  });
  const stop = (): void => stream.getTracks().forEach((track) => track.stop());
  const video = document.createElement('video');
  video.muted = true;
  video.playsInline = true;
  video.srcObject = stream;
  for (const track of stream.getTracks()) track.addEventListener('ended', onEnd);
  await video.play().catch((error: unknown) => {
    stop();
    throw new Error(`The camera cannot be shown: ${String(error)}`);
  });
  return { video, stop };
}
