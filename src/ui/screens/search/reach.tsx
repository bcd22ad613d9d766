/** @file Without WebGPU: what is missing in this browser, what still works, and where training is fast. */
import { PRESETS } from '../../../contract/presets.ts';
import { isSecure } from '../../../contract/secure-context.ts';
import { browserChecks } from '../../model/reach.ts';
import { details } from '../../messages/details.ts';
import { show } from '../../state/navigation.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { networksOf } from '../../model/derive.ts';
import { runs } from '../../state/state.ts';
import { choosePreset } from '../../state/settings.ts';

/** For devices that are not WebGPU. */
export function Reach() {
  const words = details.value.reach;
  const checks = browserChecks(runs.value !== null, false);
  const isInsecure = !isSecure();
  return (
    <section class="reach" aria-labelledby="reach-heading">
      <h2 id="reach-heading">{isInsecure ? words.insecure : words.slow}</h2>
      <p>{isInsecure ? words.insecureNote : words.slowNote}</p>
      <ul class="checks">
        {checks.map(({ name, ok, detail }) => (
          <li key={name}>
            <span class={ok ? 'measured' : 'bad'}>
              <Icon name={ok ? 'check' : 'cross'} />
            </span>
            <b>{name === 'webgpu' ? 'WebGPU' : name === 'webgl' ? 'WebGL 2' : words[name]}</b>
            <span class="quiet">{words[detail]}</span>
          </li>
        ))}
      </ul>
      <WhatWorks />
      <ReachTable />
    </section>
  );
}

/** What can be done without WebGPU, best first. */
function WhatWorks() {
  const words = details.value.reach;
  return (
    <ul class="what-works">
      <li>
        <span>
          <b>{words.watch}</b>
          <span class="note">{words.watchNote}</span>
        </span>
        <button type="button" class="button live" onClick={() => show('teach')}>
          <Icon name="play" size={14} /> {words.watchButton}
        </button>
      </li>
      <li>
        <span>
          <b>{words.open}</b>
          <span class="note">{words.openNote}</span>
        </span>
        <a class="button" href="./viewer.html">
          {words.openButton}
        </a>
      </li>
      <li>
        <span>
          <b>{words.train}</b>
          <span class="note">{words.trainNote(networksOf(PRESETS.smoke))}</span>
        </span>
        <button type="button" class="button" onClick={() => choosePreset('smoke')}>
          {words.trainButton}
        </button>
      </li>
    </ul>
  );
}

/** Where browsers offer WebGPU, November 2026. */
const REACH = [
  ['Chrome, Edge', 'yes', 'yes', 'yes', 'newer'],
  ['Safari', '–', 'from26', '–', '–'],
  ['Firefox', 'yes', 'appleSilicon', 'no', 'no'],
] as const;

function ReachTable() {
  const words = details.value.reach;
  return (
    <table class="reach-table">
      <caption>{words.table}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">{words.browser}</span>
          </th>
          {['Windows', 'macOS', 'ChromeOS', 'Linux'].map((system) => (
            <th key={system} scope="col">
              {system}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {REACH.map(([browser, ...cells]) => (
          <tr key={browser}>
            <th scope="row">{browser}</th>
            {cells.map((cell, i) => (
              <td key={i}>
                {cell === '–' ? cell : <Icon name={iconOf(cell)} size={12} />} {cell !== '–' && words[cell]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function iconOf(cell: 'yes' | 'no' | 'from26' | 'appleSilicon' | 'newer'): IconName {
  if (cell === 'no') return 'cross';
  return cell === 'yes' || cell === 'from26' ? 'check' : 'half';
}
