/**
 * @file The page enlarged, as by the browser's own zoom: CSS `zoom` makes everything larger but leaves media queries at the window's width, so
 * that a window of 1280 px would keep the columns of one of 1280 with the room of one of 960. Their lengths are enlarged alike.
 */
import '../styles/projector.css';

/** Text of 12 px, the smallest, is drawn at 16. */
const FACTOR = 4 / 3;
/** Narrower windows are not enlarged, px: no projector is so narrow. */
const NARROWEST = matchMedia('(min-width: 1000px)');
/** A width or a height, which builds write as `(width <= 759px)`. */
const LENGTH = /([\d.]+)px/g;

/** Conditions as they were written. */
const written = new WeakMap<MediaList, string>();
let isWanted = false;

/** Enlarges the page where its window is wide enough, or no more. */
export function enlarge(isOn: boolean): void {
  isWanted = isOn;
  follow();
}

function follow(): void {
  const isEnlarged = isWanted && NARROWEST.matches;
  document.documentElement.toggleAttribute('data-enlarged', isEnlarged);
  for (const sheet of document.styleSheets) scaleConditions(sheet.cssRules, isEnlarged ? FACTOR : 1);
}

function scaleConditions(rules: CSSRuleList, factor: number): void {
  for (const rule of rules) {
    if (!(rule instanceof CSSMediaRule)) continue;
    const { media } = rule;
    const text = written.get(media) ?? media.mediaText;
    written.set(media, text);
    media.mediaText = text.replace(LENGTH, (_whole, px: string) => `${factor * +px}px`);
  }
}

NARROWEST.addEventListener('change', follow);
// Screens bring their sheets with them.
new MutationObserver((changes) => {
  for (const { addedNodes } of changes) {
    for (const node of addedNodes) {
      if (node instanceof HTMLLinkElement) node.addEventListener('load', follow);
      else if (node instanceof HTMLStyleElement) follow();
    }
  }
}).observe(document.head, { childList: true });
