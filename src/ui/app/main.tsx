/** @file The page's entry: reads the link, draws, then asks the worker. */
import { render } from 'preact';
import { openPage } from '../actions/open-page.ts';
import { followAddress } from './address.ts';
import { App, newVersion } from './app.tsx';
import { isClassLink, isLeadLink } from '../../contract/link/room-link.ts';
import { leadsRoom } from '../state/lead.ts';
import { preloadScreens } from './other-screens.ts';
import { fetchScreenWords, followLanguage } from '../state/language.ts';
import { followProjector } from '../state/projector.ts';
import { followTheme } from '../state/theme.ts';
import '@fontsource-variable/geist/wght.css';
import '../styles/tokens.css';
import '../styles/page-tokens.css';
import '../styles/base.css';
import '../styles/layout.css';
import '../styles/controls.css';
import '../styles/language.css';
import '../styles/first-visit.css'; // the page's own come before those of shared screens, whose rules for narrow widths hold for both
import '../styles/settings.css';
import '../styles/transport.css';
import '../styles/levels.css';
import '../styles/marks.css';
import '../styles/page-marks.css';

/** How long the first paint waits for the font at most, ms (ours): `index.html` has it fetched beside this script. Drawn before, words would move when it comes. */
const FONT_MS = 300;

followTheme();
const font = document.fonts.load('16px "Geist Variable"').catch(() => {}); // without it there are others
// English is here; another language's words are fetched before anything is drawn. An await here would split the entry into 40 files.
void Promise.all([followLanguage(), Promise.race([font, new Promise((late) => setTimeout(late, FONT_MS))])]).then(
  isClassLink(location.hash) ? openClass : isLeadLink(location.hash) || leadsRoom() ? openLed : openSearch,
);

/** The search of a class: the same page, whose cells a room trains. */
async function openLed(): Promise<void> {
  await import('../actions/lead.ts').then(({ readLeadLink }) => readLeadLink()).catch(() => {}); // without a network it is any page
  openSearch();
}

function openSearch(): void {
  followAddress();
  followProjector();
  render(<App />, document.getElementById('app')!);
  // after the first paint; files are stored when the page has what it needs, so that the two do not fetch the sample at once
  requestAnimationFrame(() =>
    setTimeout(() => {
      preloadScreens();
      void openPage()
        .then(keepOffline)
        .catch(() => {}); // without it the page is what it is
    }),
  );
}

/** A link of a class opens the class's page and nothing else. */
async function openClass(): Promise<void> {
  const [{ ClassPage }] = await Promise.all([
    import('../screens/class/class-page.tsx'),
    fetchScreenWords().catch(() => {}),
  ]);
  render(<ClassPage />, document.getElementById('app')!);
}

/** Loaded last: nothing on the page waits for it. */
async function keepOffline(): Promise<void> {
  const [offline, { NewVersion }] = await Promise.all([import('../actions/offline.ts'), import('./new-version.tsx')]);
  newVersion.value = NewVersion;
  await offline.keepOffline();
}
