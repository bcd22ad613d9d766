/** @file What is said of a newer version of the page in French. */
import type { VersionWords } from '../words.ts';

export const VERSION: VersionWords = {
  isReady: 'Une nouvelle version de cette page est prête.',
  pauseThere: 'Ce navigateur ne dit pas si un autre onglet cherche : mettez-y d’abord la recherche en pause.',
  reload: 'Recharger',
  later: 'Plus tard',
  waits: 'Un autre onglet cherche ou importe des images. La nouvelle version attend qu’il ait fini.',
};
