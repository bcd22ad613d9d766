/** @file The words of drawing a cell in French. */
import { count, counted, percent, points } from '../../model/format.ts';
import type { DrawWords } from '../words.ts';

export const DRAW: DrawWords = {
  open: 'Dessiner une cellule',
  title: 'Dessiner une cellule',
  subtitle: 'Choisissez entrées et opérateurs. Ferez-vous mieux que le prochain choix du modèle de substitution ?',
  close: 'Retour aux cellules',
  undo: 'Annuler',
  redo: 'Rétablir',
  clear: 'Effacer',
  fromBest: 'Partir de la meilleure cellule',
  fromThis: 'Dessiner à partir de cette cellule',
  add: (block) => `Ajouter le bloc ${block}`,
  full: 'Une cellule a huit blocs au plus.',
  remove: 'Retirer le bloc',
  block: (block) => `Bloc ${block}`,
  blockInGraph: (block) => `bloc ${block}`,
  blockNote: 'deux opérateurs sur deux entrées ; leurs sorties sont additionnées',
  halves: ['Première moitié', 'Seconde moitié'],
  selected: 'sélectionnée',
  input: (input) => (input < 0 ? `H c−${-input}` : `bloc ${input}`),
  inputs: (half) => `Entrée de la ${half.toLowerCase()}`,
  operators: (half) => `Opérateur de la ${half.toLowerCase()}`,
  dashed:
    'En pointillés : absent de cette recherche. Vous pouvez l’employer, mais le modèle de substitution ne l’a jamais vu et le dit au lieu de deviner.',
  keys: 'Touches : Tab va de moitié en moitié, 1 à 9 fixent l’opérateur, les flèches gauche et droite l’entrée, Suppr retire le bloc, Ctrl+Z annule.',
  graph: 'La cellule ; une pression sur une moitié la sélectionne',
  half: (operator, parameters, input, block, half) =>
    `${operator} ${count(parameters)} paramètres, de ${input} : ${half.toLowerCase()} du bloc ${block}`,
  concatenate: 'concaténer',
  handOn: 'transmettre',
  side: {
    title: 'Votre cellule, pendant le dessin',
    noRun:
      'Son réseau est dessiné avec les réglages du préréglage Premier aperçu. Ouvrez une recherche pour voir ce que son modèle de substitution attend, et pour faire la course.',
    figures: { parameters: 'paramètres', work: 'multiplications-additions par image', blocks: 'blocs' },
    expects: 'Ce qu’attend le modèle de substitution',
    asking: 'Question posée au modèle de substitution.',
    before: 'prédit, avant tout entraînement',
    after: 'prédit ; il a vu le résultat de cette cellule',
    range: (low, high) =>
      `Quatre prédictions sur cinq de cette recherche s’écartaient de ${points(low)} à ${points(high)} points : la plage dessinée.`,
    unseen: (operators) =>
      `Le modèle de substitution n’a jamais vu ${operators.join(' ni ')} : pas de prédiction. La course reste possible.`,
    trained: (number, accuracy) =>
      `La recherche a entraîné ce plan en tant que cellule ${number} : mesuré ${accuracy}.`,
    failed: (number) => `La recherche a entraîné ce plan en tant que cellule ${number} : échec.`,
    yours: 'votre cellule',
    pick: (name) => `premier choix du modèle de substitution, ${name}`,
    sameSize: (blocks) => `cellules de ${counted(blocks, 'bloc')} de cette recherche, mesurées`,
    overlap: 'Les plages se recouvrent : le modèle de substitution ne peut pas les départager. L’entraînement le peut.',
    axis: (yours, pick) =>
      `Prédit : votre cellule ${yours}${pick === undefined ? '' : `, choix du modèle de substitution ${pick}`}.`,
    cell: (number) => (number === undefined ? 'pas encore entraînée' : `cellule ${number}`),
  },
  race: {
    title: 'La course contre le choix du modèle de substitution',
    noPick: (blocks) =>
      `Le modèle de substitution n’a choisi aucune cellule de ${counted(blocks, 'bloc')} dans cette recherche : il n’y a pas d’adversaire.`,
    same: 'C’est le choix même du modèle de substitution. Changez quelque chose pour faire la course.',
    yours: 'la vôtre',
    against: 'contre',
    start: (seeds, time) => `Course : ${count(seeds)} graines chacune${time === undefined ? '' : `, environ ${time}`}`,
    busy: 'Une recherche est en cours. Mettez-la en pause pour faire la course.',
    note: (images) =>
      `Les deux s’entraînent côte à côte et sont jugées sur ${count(images)} images dont aucune ne sert à les entraîner. La recherche reste telle quelle.`,
    stop: 'Arrêter la course',
    now: (done, of) => `${count(done)} entraînements terminés sur ${count(of)}`,
    history: 'Vos courses jusqu’ici',
    columns: ['blocs', 'la vôtre, %', 'son choix, %', 'écart'],
    deviation: (mean, deviation) => (deviation === undefined ? mean : `${mean} ± ${deviation}`),
    historyNote:
      '± est l’écart type sur les graines d’une cellule. Trois graines tranchent peu : des écarts plus petits peuvent être dus à la chance.',
    failed: 'échec',
    live: (yours, rival) =>
      yours === undefined || rival === undefined
        ? ''
        : `Votre cellule ${percent(yours)}, choix du modèle de substitution ${percent(rival)}.`,
  },
};
