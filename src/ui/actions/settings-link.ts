/** @file Copies a link to the settings. */
import { formatRecipe } from '../../contract/link/recipe-link.ts';
import { notices } from '../messages/notices.ts';
import { copyText } from '../state/navigation.ts';
import { recipe } from '../state/settings.ts';

/** Copies the settings as a link; where the browser forbids it, the address bar has the same. */
export async function copyLink(): Promise<void> {
  const url = new URL(location.href);
  url.hash = formatRecipe({ ...recipe.value, view: 'search' });
  await copyText(url.href, notices.value.settingsCopied);
}
