/** @file Search with a run on show: the bar over it, and its levels. */
import { useEffect } from 'preact/hooks';
import { followSearch } from '../../actions/night.ts';
import { NextSteps } from './next-steps.tsx';
import { Running, runWords } from './running.tsx';
import { SplitPanel } from '../shards/split-panel.tsx';
import { Transport } from './transport.tsx';
import './guesses.css';

export function RunPage() {
  useEffect(followSearch, []);
  return (
    <>
      <Transport />
      <SplitPanel />
      <Running words={runWords} next={<NextSteps />} />
    </>
  );
}
