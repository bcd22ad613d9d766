/** @file The words of the page's frame in Portuguese, as written in Brazil. */
import type { FrameWords } from '../words.ts';

export const FRAME: FrameWords = {
  screens: {
    search: 'Busca',
    cell: 'Célula',
    surrogate: 'Substituto',
    ranking: 'Ranking',
    final: 'Final',
    try: 'Testar',
    runs: 'Histórico',
    teach: 'Lição',
    device: 'Dispositivo',
  },
  tabs: { top: 'Telas', bottom: 'Telas, embaixo' },
  light: 'Cores claras',
  dark: 'Cores escuras',
  language: 'Idioma',
  noLanguage: (reason) => `Este idioma não pôde ser carregado. ${reason}.`,
  opening: (screen) => `Abrindo ${screen}.`,
  recorded: 'Busca gravada, nada está treinando',
  undo: 'Desfazer',
  close: 'Fechar',
  cell: (number, result) => `Célula ${number}: ${result}.`,
  failed: 'falhou',
};
