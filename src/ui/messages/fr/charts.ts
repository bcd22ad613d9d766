/** @file The words in charts and graphs in French. */
import { count, counted } from '../../model/format.ts';
import type { ChartsWords } from '../words.ts';

export const CHARTS: ChartsWords = {
  less: 'moins',
  keptOver: (threshold) => `choisies : plus de ${threshold}`,
  keptForBoth: (kept) => `${kept} choisies, selon les deux`,
  ranked: (candidates, kept, threshold) =>
    `Le modèle de substitution a classé ${count(candidates)} cellules ; il a choisi les ${kept} meilleures, prédites à ${threshold} ou plus.`,
  rankedForBoth: (candidates, kept) =>
    `Le modèle de substitution a classé ${count(candidates)} cellules ; ${kept} ont été choisies, selon l’exactitude et le coût.`,
  rankOne: 'rang 1',
  rankAxis: 'rang, échelle logarithmique',
  blockName: (block) => `bloc ${block}`,
  output: 'sortie de la cellule',
  joinsOperators: (operators) => `concaténer les ${operators} opérateurs`,
  joinsBlocks: (number, isAll) => `concaténer ${isAll ? 'les ' : ''}${number} blocs`,
  aCell: (blocks, list, isSummed) =>
    `Une cellule de ${counted(blocks, 'bloc')} : ${list}.${isSummed ? '' : ' Toutes les sorties sont concaténées.'}`,
  aBlock: (block, left, right, isSummed) => `le bloc ${block} ${isSummed ? 'additionne' : 'a'} ${left} et ${right}`,
  operatorOf: (operator, source) => `${operator} de ${source}`,
  best: (accuracy) => `meilleure ${accuracy}`,
  waiting: (cells) => `${cells} en attente, comme prédit`,
  now: (accuracy) => `à présent ${accuracy}`,
  predicted: (accuracy) => `prédit ${accuracy}`,
  nothingMeasured: (level) => `Niveau ${level} : rien n’est encore mesuré.`,
  measuredCells: (level, cells, text) =>
    `Niveau ${level} : ${cells} cellules mesurées, la meilleure à ${text}. Les flèches vont de cellule en cellule.`,
  tiles: {
    trained: (cells) => `${cells} entraînées`,
    failed: (cells) => `${cells} échecs`,
    training: (cells) => `${cells} à l’entraînement`,
    waiting: (cells) => `${cells} en attente`,
    toCome: (cells) => `${cells} à venir`,
  },
  noEpoch: 'Aucune époque n’est encore finie',
  afterEpoch: (epoch, of, accuracy) => `Après l’époque ${epoch} sur ${of} : ${accuracy}`,
  savePlot: (form) => `Enregistrer le graphique en ${form}`,
};
