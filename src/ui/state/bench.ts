/** @file The bench's state: what was measured here, and devices of links. Nothing of it is kept when the page is closed. */
import { signal } from '@preact/signals';
import {
  formatBenchLink,
  parseBenchLink,
  type BenchProgress,
  type BenchSummary,
  type DeviceBench,
} from '../../contract/device-bench.ts';
import { bench as words } from '../messages/bench.ts';
import { messageOf } from '../model/format.ts';
import { notice } from './state.ts';

/** The bench of this device; undefined before it is measured. */
export const bench = signal<DeviceBench | undefined>(undefined);
/** What the device is called in the link: what it said of itself, or as the reader has it. */
export const deviceLabel = signal('');
/** Whether the computer ran on its battery when it was measured; undefined where that is not told. */
export const isOnBattery = signal<boolean | undefined>(undefined);
/** What is measured now; undefined when nothing is. */
export const benchProgress = signal<BenchProgress | undefined>(undefined);
/** Devices of links that were pasted or opened. */
export const otherDevices = signal<readonly BenchSummary[]>([]);

/** Shows a link's device beside this one's; a link that cannot be read is named. @returns whether it could be. */
export function addDevice(link: string): boolean {
  try {
    const device = parseBenchLink(link);
    const text = formatBenchLink(device);
    otherDevices.value = [...otherDevices.value.filter((other) => formatBenchLink(other) !== text), device];
    return true;
  } catch (error) {
    notice.value = { kind: 'error', text: words.value.badLink(messageOf(error)) };
    return false;
  }
}

/** What is shared: this device under the label that the reader gave it. */
export function sharedSummary({ summary }: DeviceBench): BenchSummary {
  const label = deviceLabel.value.trim();
  return label === '' ? summary : { ...summary, device: label };
}
