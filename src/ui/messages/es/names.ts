/** @file What runs, presets and data are called in Spanish. */
import { count } from '../../model/format.ts';
import type { NamesWords } from '../words.ts';

export const NAMES: NamesWords = {
  presets: {
    smoke: 'La más pequeña',
    demo: 'Primera prueba',
    titu1994: 'titu1994',
    'titu1994-b5': 'titu1994, B 5',
    paper: 'Artículo',
  },
  searches: {
    pnas: 'Búsqueda',
    random: 'Búsqueda al azar',
    evolution: 'Evolución',
    shuffled: 'Búsqueda barajada',
    'local-search': 'Búsqueda local',
    bananas: 'BANANAS',
    external: 'Celdas de otro programa',
  },
  withBlocks: (search, blocks) => `${search} con B ${blocks}`,
  sample: 'muestra de CIFAR-10',
  detail: (data, training, validation, seed) =>
    `${data}, ${count(training)} + ${count(validation)} imágenes, semilla ${seed}`,
  pick: (children) => (children === undefined ? 'Elegir las mejores' : `Elegir las ${children} mejores`),
};
