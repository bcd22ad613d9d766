/** @file The words of comparing runs in French. */
import { counted } from '../../model/format.ts';
import type { CompareWords } from '../words.ts';

export const COMPARE: CompareWords = {
  reading: 'Lecture des recherches.',
  budgets: {
    cells: 'Cellules',
    'multiply-adds': 'Multiplications',
    time: 'Temps',
  },
  over: 'Selon quoi vont les graphiques',
  unsettled: 'Aucun écart n’est encore tranché',
  ahead: (letters, isOne, reference) => `${letters} ${isOne ? 'devance' : 'devancent'} nettement ${reference}`,
  behind: (letters, isOne, reference) => `${letters} ${isOne ? 'est' : 'sont'} nettement derrière ${reference}`,
  note: (isSeeded, reference) =>
    `Meilleure cellule jusque-là, telle que mesurée${isSeeded ? ' ; ligne : moyenne des graines, bande : de la plus basse à la plus haute' : ''}. Tirets : ${reference} ; gris : les autres.`,
  spent: 'Multiplications-additions d’entraînement, en ',
  best: 'meilleure',
  meanBest: 'meilleure en moyenne',
  nothing: (name) => `${name} : rien de mesuré.`,
  plot: (name, text, low, high) => `${name} : meilleure en moyenne ${text}, de ${low} à ${high} selon la graine.`,
  plotOne: (name, text) => `${name} : meilleure ${text}.`,
  holds: 'La meilleure cellule tient-elle ?',
  columns: {
    search: 'recherche',
    seeds: 'graines',
    work: (exponent) => `multiplications-additions, 10${exponent}`,
    confirmed: 'confirmé, %',
    measured: 'meilleure mesure, %',
    less: (reference) => `moins ${reference}, points`,
    reference: 'référence',
  },
  nothingMeasured: 'rien de mesuré',
  compareWith: (letter) => `Comparer à ${letter}`,
  noSeed: 'aucune graine commune',
  oneSeed: 'une graine',
  foot: {
    confirmed:
      'Confirmé : les meilleures cellules de chaque recherche entraînées de nouveau avec de nouvelles graines, sur des images qui n’ont servi à aucun choix.',
    measured:
      'Meilleure mesure : la plus haute de nombreuses mesures, en partie de la chance ; toutes ces recherches n’ont pas confirmé la leur.',
    deviation: '± est l’écart type entre graines.',
    paired: (comparisons) =>
      `Les écarts sont appariés par graine, leurs intervalles à 95 % élargis pour ${counted(comparisons, 'comparaison')}.`,
    alone: 'Avec une seule graine, une autre peut déplacer l’écart : mettez-en d’autres en file sous « Plus ».',
    images: 'Elles ont aussi été mesurées sur des images différentes.',
  },
  differs: 'Qu’est-ce qui diffère ?',
  same: (settings, of) => `${settings} réglages sur ${of} sont les mêmes partout.`,
  setting: 'réglage',
  dataSet: 'jeu de données',
  device: 'appareil',
  images: (number) => `${counted(number, 'image', 'images')}`,
};
