/** @file The viewer's entry: reads the link and draws. */
// The order of imports is the order in the file: with the styles first, then the links, here, the state first in `shared.ts` and the cell
// first in `viewer.tsx`, gzip makes 0.7 kB less of it.
import '../ui/styles/tokens.css';
import '../ui/styles/base.css';
import '../ui/styles/layout.css';
import '../ui/styles/controls.css';
import '../ui/styles/levels.css';
import '../ui/styles/run.css';
import '../ui/styles/marks.css';
import '../ui/styles/cell.css';
import '../ui/styles/ranking.css';
import '../ui/styles/surrogate.css';
import './viewer.css';
import { followTheme } from '../ui/state/theme.ts';
import { fragmentText, RUN_FRAGMENT } from '../contract/link/recipe-link.ts';
import { openLink } from './shared.ts';
import { render } from 'preact';
import { Viewer } from './viewer.tsx';

function readHash(): void {
  const text = fragmentText(location.hash, RUN_FRAGMENT);
  if (text !== undefined) openLink(text);
}

followTheme();
readHash();
addEventListener('hashchange', readHash);
render(<Viewer />, document.getElementById('app')!);
