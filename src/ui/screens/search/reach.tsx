/** @file Without WebGPU: what is missing in this browser, what still works, and where training is fast. */
import { PRESETS } from '../../../contract/presets.ts';
import { isSecure } from '../../../contract/secure-context.ts';
import { browserChecks } from '../../model/reach.ts';
import { counted } from '../../model/format.ts';
import { show } from '../../state/navigation.ts';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { networksOf } from '../../model/derive.ts';
import { runs } from '../../state/state.ts';
import { choosePreset } from '../../state/settings.ts';

/** For devices that are not WebGPU. */
export function Reach() {
  const checks = browserChecks(runs.value !== null, false);
  const isInsecure = !isSecure();
  return (
    <section class="reach" aria-labelledby="reach-heading">
      <h2 id="reach-heading">
        {isInsecure ? 'This page was not opened securely' : 'Training is slow here, but you can see everything'}
      </h2>
      <p>
        {isInsecure
          ? 'Browsers keep WebGPU from pages opened over plain http, and also what keeps the page for visits without a network, guards what it stores, and tells its tabs of one another: search in one tab at a time. For all of these open it over https, or at localhost on the computer that serves it.'
          : 'Training at full speed needs WebGPU. The same link opens in a browser that has it.'}
      </p>
      <ul class="checks">
        {checks.map(({ name, ok, detail }) => (
          <li key={name}>
            <span class={ok ? 'measured' : 'bad'}>
              <Icon name={ok ? 'check' : 'cross'} />
            </span>
            <b>{name}</b>
            <span class="quiet">{detail}</span>
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
  return (
    <ul class="what-works">
      <li>
        <span>
          <b>Watch a recorded search</b>
          <span class="note">A real one, in a minute or two, explained step by step.</span>
        </span>
        <button type="button" class="button live" onClick={() => show('teach')}>
          <Icon name="play" size={14} /> Watch
        </button>
      </li>
      <li>
        <span>
          <b>Open a shared result</b>
          <span class="note">From a link, or a run.json.</span>
        </span>
        <a class="button" href="./viewer.html">
          Open
        </a>
      </li>
      <li>
        <span>
          <b>Train slowly</b>
          <span class="note">
            The smallest preset takes minutes: {counted(networksOf(PRESETS.smoke), 'small network')}.
          </span>
        </span>
        <button type="button" class="button" onClick={() => choosePreset('smoke')}>
          Fill it in
        </button>
      </li>
    </ul>
  );
}

/** Where browsers offer WebGPU, November 2026. */
const REACH = [
  ['Chrome, Edge', 'yes', 'yes', 'yes', 'newer Intel, NVIDIA'],
  ['Safari', '–', 'from 26', '–', '–'],
  ['Firefox', 'yes', 'Apple silicon', 'no', 'no'],
] as const;

function ReachTable() {
  return (
    <table class="reach-table">
      <caption>Where training is fast</caption>
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">browser</span>
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
            {cells.map((text, i) => (
              <td key={i}>
                {iconOf(text) !== undefined && <Icon name={iconOf(text)!} size={12} />} {text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function iconOf(text: string): IconName | undefined {
  if (text === 'no') return 'cross';
  if (text === '–') return undefined;
  return text === 'yes' || text.startsWith('from') ? 'check' : 'half';
}
