/** @file Measures this device, and stops that. */
import { BENCH_CANCELLED } from '../../contract/api.ts';
import { messageOf } from '../model/format.ts';
import { bench, benchProgress, deviceLabel, isOnBattery } from '../state/bench.ts';
import { ask, callback } from './bridge.ts';
import { reportErrors } from './report-errors.ts';

/** Measures for less than a minute; nothing is sent anywhere. */
export async function measureDevice(): Promise<void> {
  if (benchProgress.value !== undefined) return;
  benchProgress.value = { what: 'free', share: 0 };
  await reportErrors(async () => {
    try {
      isOnBattery.value = await onBattery();
      const onProgress = callback((progress: typeof benchProgress.value) => {
        if (benchProgress.value !== undefined) benchProgress.value = progress; // a report may come after the end
      });
      const measured = await ask((api) => api.bench(onProgress));
      bench.value = measured;
      deviceLabel.value = measured.summary.device;
    } catch (error) {
      if (messageOf(error) !== BENCH_CANCELLED) throw error;
    } finally {
      benchProgress.value = undefined;
    }
  });
}

/** Stops after the step that is under way. */
export async function stopMeasuring(): Promise<void> {
  if (benchProgress.value !== undefined) await reportErrors(() => ask((api) => api.cancelBench()));
}

/** As Chrome tells it; undefined elsewhere. */
async function onBattery(): Promise<boolean | undefined> {
  const told = navigator as Navigator & { getBattery?(): Promise<{ charging: boolean }> };
  return told.getBattery?.().then(
    ({ charging }) => !charging,
    () => undefined,
  );
}
