/** @file What runs, presets and data are called in German. */
import { count } from '../../model/format.ts';
import type { NamesWords } from '../words.ts';

export const NAMES: NamesWords = {
  presets: {
    smoke: 'Kleinste',
    demo: 'Kostprobe',
    titu1994: 'titu1994',
    'titu1994-b5': 'titu1994, B 5',
    paper: 'Artikel',
  },
  searches: {
    pnas: 'Suche',
    random: 'Zufallssuche',
    evolution: 'Evolution',
    shuffled: 'Gemischte Suche',
    'local-search': 'Lokale Suche',
    bananas: 'BANANAS',
    external: 'Zellen eines anderen Programms',
  },
  withBlocks: (search, blocks) => `${search} mit B ${blocks}`,
  sample: 'CIFAR-10-Stichprobe',
  detail: (data, training, validation, seed) =>
    `${data}, ${count(training)} + ${count(validation)} Bilder, Seed ${seed}`,
  pick: (children) => (children === undefined ? 'Die besten auswählen' : `Die besten ${children} auswählen`),
};
