/** @file What runs, presets and data are called in French. */
import { count } from '../../model/format.ts';
import type { NamesWords } from '../words.ts';

export const NAMES: NamesWords = {
  presets: {
    smoke: 'Le plus petit',
    demo: 'Premier aperçu',
    titu1994: 'titu1994',
    'titu1994-b5': 'titu1994, B 5',
    paper: 'Article',
  },
  searches: {
    pnas: 'Recherche',
    random: 'Recherche au hasard',
    evolution: 'Évolution',
    shuffled: 'Recherche mélangée',
    'local-search': 'Recherche locale',
    bananas: 'BANANAS',
    external: 'Cellules d’un autre programme',
  },
  withBlocks: (search, blocks) => `${search} avec B ${blocks}`,
  sample: 'échantillon de CIFAR-10',
  detail: (data, training, validation, seed) =>
    `${data}, ${count(training)} + ${count(validation)} images, graine ${seed}`,
  pick: (children) => (children === undefined ? 'Choisir les meilleures' : `Choisir les ${children} meilleures`),
};
