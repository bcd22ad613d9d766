/** @file This device among those of links: a table with a disc on a log scale in each row, and a field for another link. */
import { bench as words } from '../../messages/bench.ts';
import { useSignal } from '@preact/signals';
import type { BenchSummary } from '../../../contract/device-bench.ts';
import { figure, logPlace } from '../../model/bench.ts';
import { Icon } from '../../parts/icon.tsx';
import { addDevice, bench, otherDevices, sharedSummary } from '../../state/bench.ts';

export function OtherDevices() {
  const own = bench.value === undefined ? undefined : sharedSummary(bench.value);
  const devices = [...(own === undefined ? [] : [own]), ...otherDevices.value].sort((a, b) => a.paperMs - b.paperMs);
  const all = devices.map(({ paperMs }) => paperMs);
  return (
    <section aria-labelledby="others-heading">
      <h2 id="others-heading">{words.value.beside}</h2>
      <p class="note bench-note">
        <Icon name="warning" size={14} />
        {words.value.fromLinks}
      </p>
      {devices.length > 0 && (
        <>
          <table class="data-table devices">
            <thead>
              <tr>
                <th scope="col">{words.value.columns.device}</th>
                <th scope="col" class="number" colSpan={2}>
                  {words.value.columns.paper}
                </th>
                <th scope="col" class="number">
                  {words.value.columns.titu1994}
                </th>
                <th scope="col" class="number">
                  GB/s
                </th>
                <th scope="col" class="number">
                  TFLOP/s
                </th>
              </tr>
            </thead>
            <tbody>
              {devices.map((device, i) => (
                <Row key={i} device={device} isOwn={device === own} place={logPlace(device.paperMs, all)} />
              ))}
            </tbody>
          </table>
          <p class="note">{words.value.discs}</p>
        </>
      )}
      <AddLink />
    </section>
  );
}

function Row({ device, isOwn, place }: { device: BenchSummary; isOwn: boolean; place: number }) {
  const { browser, system, software } = device;
  const where = `${browser}, ${software ? words.value.software(system) : system}`;
  return (
    <tr class={isOwn ? 'pointed' : undefined}>
      <th scope="row">
        <span class="device-name">{device.device}</span>
        <span class="quiet">{isOwn ? words.value.thisDevice(where) : where}</span>
      </th>
      <td>
        <svg class="place" width="64" height="12" viewBox="0 0 64 12" aria-hidden="true">
          <path d="M0 6H64" />
          <circle cx={6 + 52 * place} cy="6" r="4.2" class={isOwn ? 'here' : undefined} />
        </svg>
      </td>
      <td class={isOwn ? 'number measured' : 'number'}>
        {isOwn ? <b>{figure(device.paperMs)}</b> : figure(device.paperMs)}
      </td>
      <td class="number">{figure(device.titu1994Ms)}</td>
      <td class="number">{figure(device.copyGbps)}</td>
      <td class="number">{figure(device.productTflops)}</td>
    </tr>
  );
}

function AddLink() {
  const link = useSignal('');
  return (
    <form
      class="add-link"
      onSubmit={(event) => {
        event.preventDefault();
        if (link.value.trim() !== '' && addDevice(link.value)) link.value = '';
      }}
    >
      <input
        type="text"
        aria-label={words.value.aLink}
        placeholder={words.value.paste}
        value={link.value}
        onInput={(event) => (link.value = event.currentTarget.value)}
      />
      <button type="submit" class="button">
        {words.value.add}
      </button>
    </form>
  );
}
