/** @file The page's entry: reads the link, draws, then asks the worker. */
import { effect } from '@preact/signals';
import { render } from 'preact';
import { CONTINUE_FRAGMENT, formatRecipe, fragmentText, RUN_FRAGMENT } from '../contract/recipe.ts';
import { keepShared, openPage } from './actions.ts';
import { App, newVersion } from './app.tsx';
import { preloadScreens } from './screens/other-screens.ts';
import { readLink, recipe, view } from './state.ts';
import { followTheme } from './theme.ts';
import '@fontsource-variable/geist/wght.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/page.css'; // before the narrow widths' rules of the next two
import './styles/search.css';
import './styles/screens.css';

/** The fragment as this page last wrote it, so that its own writing is not read as a new link. */
let written = '';

/** A recipe fills in the settings; a result is shown by the viewer; a result to continue is kept as a copy. */
function openLink(): void {
  const { hash } = location;
  const shared = fragmentText(hash, CONTINUE_FRAGMENT);
  if (fragmentText(hash, RUN_FRAGMENT) !== undefined) location.replace(`viewer.html${hash}`);
  else if (shared !== undefined) {
    history.replaceState(null, '', `${location.pathname}${location.search}`); // or a reload would keep another copy
    void keepShared(shared);
  } else readLink(hash);
}

followTheme();
openLink();
addEventListener('hashchange', () => {
  if (location.hash !== written) openLink();
});
render(<App />, document.getElementById('app')!);

let isFirst = true; // a link is left in the address bar as it came until something is changed
effect(() => {
  const fragment = `#${formatRecipe({ ...recipe.value, view: view.value })}`;
  if (!isFirst) {
    history.replaceState(null, '', fragment);
    written = location.hash;
  }
  isFirst = false;
});

// after the first paint; files are stored when the page has what it needs, so that the two do not fetch the sample at once
requestAnimationFrame(() =>
  setTimeout(() => {
    preloadScreens();
    void openPage()
      .then(keepOffline)
      .catch(() => {}); // without it the page is what it is
  }),
);

/** Fetched now, since nobody waits for it. */
async function keepOffline(): Promise<void> {
  const [offline, { NewVersion }] = await Promise.all([import('./offline.ts'), import('./parts/new-version.tsx')]);
  newVersion.value = NewVersion;
  await offline.keepOffline();
}
