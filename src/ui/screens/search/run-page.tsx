/** @file Search with a run on show: the bar over it, and its levels. */
import { useEffect } from 'preact/hooks';
import { followSearch } from '../../actions/night.ts';
import { NextSteps } from './next-steps.tsx';
import { Running, runWords } from './running.tsx';
import { SplitPanel } from '../shards/split-panel.tsx';
import { Transport } from './transport.tsx';
import { lazyPart } from '../../parts/lazy-part.tsx';
import { lead } from '../../state/lead.ts';
import { run } from '../../state/state.ts';
import './guesses.css';

const LeadPanel = lazyPart(async () => (await import('../lead/lead-panel.tsx')).LeadPanel);

export function RunPage() {
  useEffect(followSearch, []);
  return (
    <>
      <Transport />
      {(lead.value !== undefined || run.value?.head.device.backend === 'room') && <LeadPanel />}
      <SplitPanel />
      <Running words={runWords} next={<NextSteps />} />
    </>
  );
}
