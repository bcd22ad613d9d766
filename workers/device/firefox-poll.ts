/**
 * @file Makes Firefox tell at once when a device is done. It looks for finished work every 100 ms unless something is submitted
 * (https://bugzilla.mozilla.org/show_bug.cgi?id=1870699), so that each readback waits for its clock. While an answer is awaited, an empty submission
 * a millisecond makes it look: in Firefox 153 on lavapipe 99 to 109 ms for a readback without work became 1 to 2.
 *
 * To delete, with its one call in `webgpu.ts`, when that bug is fixed in the oldest Firefox ESR.
 */

/** Time between two empty submissions, ms; browsers make it 4 after the first few. */
const INTERVAL_MS = 1;

/** Whether this browser looks for finished work too rarely. */
export const isFirefox = (): boolean => / Firefox\//.test(navigator.userAgent);

/** Has a device submit nothing, again and again, while a buffer is being mapped for reading or the end of its work is awaited; also for tfjs. */
export function pollWhileAwaited(gpu: GPUDevice): void {
  let awaited = 0;
  let timer: ReturnType<typeof setInterval> | undefined;
  const polled = <T>(answer: Promise<T>): Promise<T> => {
    awaited++;
    timer ??= setInterval(() => gpu.queue.submit([gpu.createCommandEncoder().finish()]), INTERVAL_MS);
    return answer.finally(() => {
      if (--awaited > 0) return;
      clearInterval(timer);
      timer = undefined;
    });
  };

  const { queue } = gpu;
  const untilDone = queue.onSubmittedWorkDone.bind(queue);
  queue.onSubmittedWorkDone = () => polled(untilDone());

  const createBuffer = gpu.createBuffer.bind(gpu);
  gpu.createBuffer = (descriptor) => {
    const buffer = createBuffer(descriptor);
    if ((descriptor.usage & GPUBufferUsage.MAP_READ) === 0) return buffer;
    const mapAsync = buffer.mapAsync.bind(buffer);
    buffer.mapAsync = (...range) => polled(mapAsync(...range));
    return buffer;
  };
}
