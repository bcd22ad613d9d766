/** @file What is said of a newer version of the page in Portuguese, as written in Brazil. */
import type { VersionWords } from '../words.ts';

export const VERSION: VersionWords = {
  isReady: 'Uma nova versão desta página está pronta.',
  pauseThere: 'Este navegador não informa se outra aba está buscando: pause a busca lá primeiro.',
  reload: 'Recarregar',
  later: 'Depois',
  waits: 'Outra aba está buscando ou importando imagens. A nova versão espera ela terminar.',
};
