/** @file Search with a run on show: the bar over it, and its levels. */
import { NextSteps } from './next-steps.tsx';
import { Running, runWords } from './running.tsx';
import { Transport } from './transport.tsx';
import './guesses.css';

export function RunPage() {
  return (
    <>
      <Transport />
      <Running words={runWords} next={<NextSteps />} />
    </>
  );
}
