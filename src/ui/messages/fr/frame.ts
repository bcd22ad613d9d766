/** @file The words of the page's frame in French. */
import type { FrameWords } from '../words.ts';

export const FRAME: FrameWords = {
  screens: {
    search: 'Recherche',
    cell: 'Cellule',
    surrogate: 'Modèle',
    ranking: 'Classement',
    final: 'Final',
    try: 'Essayer',
    runs: 'Recherches',
    teach: 'Leçon',
    device: 'Appareil',
  },
  tabs: { top: 'Écrans', bottom: 'Écrans, en bas' },
  light: 'Couleurs claires',
  dark: 'Couleurs sombres',
  language: 'Langue',
  noLanguage: (reason) => `Cette langue n’a pas pu être chargée. ${reason}.`,
  opening: (screen) => `Ouverture : ${screen}.`,
  recorded: 'Recherche enregistrée, aucun entraînement',
  undo: 'Annuler',
  close: 'Fermer',
  cell: (number, result) => `Cellule ${number} : ${result}.`,
  failed: 'échec',
};
