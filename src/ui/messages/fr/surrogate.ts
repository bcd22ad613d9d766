/** @file The words of Surrogate in French. */
import { count } from '../../model/format.ts';
import type { SurrogateWords } from '../words.ts';

export const SURROGATE: SurrogateWords = {
  question: 'Le modèle de substitution a-t-il bien ordonné les cellules ?',
  explained:
    'Chaque point est une cellule, {predicted:prédite} avant l’entraînement puis {measured:mesurée} ; sur la ligne en tirets, les deux concordent. Pour choisir, seul l’ordre compte : la note est donc celle de Spearman, 1 pour un ordre parfait, 0 pour le hasard.',
  axes: 'Ce que montrent les axes',
  accuracy: 'Exactitude',
  rank: 'Rang',
  wholeCells: 'Cette recherche entraîne des cellules entières, pour comparer avec PNAS.',
  nothingYet: 'Il n’y a encore rien à comparer.',
  picked: (cells, lot, candidates) =>
    `${cells} choisies${lot > 0 ? `, ${lot} tirées au sort` : ''}${candidates === undefined ? '' : ` sur ${count(candidates)}`}`,
  tooFew: 'trop peu de mesures pour une note',
  byLot: (sign, low, high) =>
    ` : ses choix sont ${sign > 0 ? 'meilleurs que les' : sign < 0 ? 'moins bons que les' : 'sans différence nette avec les'} cellules tirées au sort (creuses), 95 % ${low} à ${high}.`,
  pointsOf: (difference) => `${difference} points`,
  orderAmong: (rho, expected) =>
    `Spearman parmi les choix seuls ${rho} ; on peut attendre environ ${expected}, car leurs prédictions diffèrent moins.`,
  score: (rho, interval, text) =>
    `Spearman ${rho}${interval === '' ? '' : `, intervalle à 95 % ${interval}`}${text === '' ? '' : ` ; ${text}`}.`,
  ceiling: (value) => `plafond ${value}`,
  atMost: (value) => `au plus ${value}`,
  plot: (level, cells, byRank) =>
    `Niveau ${level} : ${byRank ? 'rang' : 'exactitude'} de ${cells} cellules, prédit contre mesuré. Les flèches vont de cellule en cellule.`,
  axisMeasured: (byRank) => `${byRank ? 'rang mesuré' : 'mesuré, %'}`,
  axisPredicted: (byRank) => `${byRank ? 'rang prédit' : 'prédit, %'}`,
  trend: {
    title: 'Niveau par niveau, face à ce qui n’apprend pas',
    note: 'Spearman parmi les cellules de chaque niveau, avec son intervalle à 95 %.',
    lines: 'Trait plein : le modèle qui choisit. Tirets : d’autres, dont la mère d’une cellule et sa taille.',
    more: 'Des modèles fantômes, un réglage, se tiendraient à côté : la mère d’une cellule, et sa taille.',
  },
  shadows: {
    title: 'Un autre modèle aurait-il mieux ordonné ?',
    note: 'Plein : celui qui choisit. Creux : ses fantômes, ajustés aux mêmes cellules, qui ne choisissent jamais. Spearman sur les cellules du niveau, avec intervalles à 95 % : les choix se ressemblent, il reste peu à ordonner.',
    panel: (level) => `Niveau ${level}, tous les modèles`,
    best: (name, isClear) =>
      `{strong:${name}} ${isClear ? 'a ordonné le mieux.' : 'est devant, mais de trop peu pour trancher.'}`,
  },
  errors: {
    title: 'Où les prédictions étaient trop hautes ou trop basses',
    note: 'Mesuré moins prédit, en points, sur toutes les cellules avec l’opérateur.',
    table: 'Erreur par opérateur',
    operator: 'opérateur',
    cells: 'cellules',
    points: 'points',
  },
  numbers: {
    title: 'En chiffres',
    ceiling:
      'Le plafond est la meilleure note qu’une prédiction puisse espérer, car les exactitudes relèvent en partie du hasard.',
    bound: (images, repeats) =>
      `Au plus cela : seule la chance des ${count(images)} images de validation est comptée, tant que ${repeats} cellules n’ont pas été réentraînées.`,
    error: 'L’erreur est l’écart moyen, en points.',
    table: 'Notes par niveau',
    columns: ['niveau', 'ajusté sur', 'Spearman', '95 %', 'plafond', 'erreur', 'perte de l’ensemble'],
    tooFew: 'trop peu',
  },
};
