/** @file What runs, presets and data are called in Portuguese, as written in Brazil. */
import { count } from '../../model/format.ts';
import type { NamesWords } from '../words.ts';

export const NAMES: NamesWords = {
  presets: {
    smoke: 'A menor',
    demo: 'Primeira prova',
    titu1994: 'titu1994',
    'titu1994-b5': 'titu1994, B 5',
    paper: 'Artigo',
  },
  searches: {
    pnas: 'Busca',
    random: 'Busca ao acaso',
    evolution: 'Evolução',
    shuffled: 'Busca embaralhada',
    'local-search': 'Busca local',
    bananas: 'BANANAS',
    external: 'Células de outro programa',
  },
  withBlocks: (search, blocks) => `${search} com B ${blocks}`,
  sample: 'amostra do CIFAR-10',
  detail: (data, training, validation, seed) =>
    `${data}, ${count(training)} + ${count(validation)} imagens, semente ${seed}`,
  pick: (children) => (children === undefined ? 'Escolher as melhores' : `Escolher as ${children} melhores`),
};
