/** @file The words of the page's frame in Spanish. */
import type { FrameWords } from '../words.ts';

export const FRAME: FrameWords = {
  screens: {
    search: 'Búsqueda',
    cell: 'Celda',
    surrogate: 'Sustituto',
    ranking: 'Ranking',
    final: 'Final',
    try: 'Probar',
    runs: 'Historial',
    teach: 'Lección',
    device: 'Dispositivo',
  },
  tabs: { top: 'Pantallas', bottom: 'Pantallas, abajo' },
  light: 'Colores claros',
  dark: 'Colores oscuros',
  language: 'Idioma',
  noLanguage: (reason) => `No se pudo cargar este idioma. ${reason}.`,
  opening: (screen) => `Abriendo ${screen}.`,
  recorded: 'Búsqueda grabada, nada se entrena',
  undo: 'Deshacer',
  close: 'Cerrar',
  cell: (number, result) => `Celda ${number}: ${result}.`,
  failed: 'falló',
};
