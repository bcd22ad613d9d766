/** @file The viewer's entry: reads the link and draws. */
import { render } from 'preact';
import { fragmentText, RUN_FRAGMENT } from '../contract/recipe.ts';
import { followTheme } from '../ui/theme.ts';
import { Viewer } from './viewer.tsx';
import { openLink } from './shared.ts';
import '../ui/styles/tokens.css';
import '../ui/styles/base.css';
import '../ui/styles/search.css';
import '../ui/styles/screens.css';
import './viewer.css';

function readHash(): void {
  const text = fragmentText(location.hash, RUN_FRAGMENT);
  if (text !== undefined) openLink(text);
}

followTheme();
readHash();
addEventListener('hashchange', readHash);
render(<Viewer />, document.getElementById('app')!);
