/** @file The words of a search on show in French. */
import { count, counted } from '../../model/format.ts';
import type { SearchingWords } from '../words.ts';

export const SEARCHING: SearchingWords = {
  pause: 'Pause',
  pausing: 'Mise en pause',
  stop: 'Arrêter',
  resume: 'Reprendre',
  step: 'Pas à pas',
  stepNote: 'Exécute une phase : classer le niveau, l’entraîner, ou réajuster le modèle de substitution',
  split: 'Répartir',
  splitNote: 'Donne à des ordinateurs ce qui est à entraîner, à chacun sa part par un lien',
  trainFinal: 'Entraîner le réseau final',
  trainFinalNote:
    'Un réseau de la meilleure cellule en dix minutes environ, jugé une fois sur des images qu’aucun entraînement n’a vues',
  newSearch: 'Nouvelle recherche',
  share: 'Partager',
  screenOn: 'Écran allumé',
  screenOnNote: 'L’écran reste allumé tant que cette page s’entraîne et est affichée',
  tellEnd: 'Prévenir à la fin',
  tellEndNote: 'Une notification à la fin de la recherche, si une autre fenêtre est devant',
  noNotifications: 'Le navigateur n’autorise pas les notifications de cette page.',
  hasEnded: 'La recherche est terminée',
  hasStopped: 'La recherche s’est arrêtée',
  bestUntilNow: (accuracy) => `Meilleure jusqu’ici : ${accuracy}.`,
  childrenTrained: (trained, planned) => `{strong:${count(trained)}} enfants entraînés sur ${count(planned)}`,
  again: (done, planned) => `, ${done} sur ${planned} de nouveau`,
  confirmations: (done, planned) => `, ${done} confirmations sur ${planned}`,
  finished: 'terminé',
  noTimeYet: 'le temps restant est connu après le premier',
  timeLeft: (time) => `encore environ {strong:${time}}`,
  paused: 'Cette recherche est en pause',
  pausedNote: (level, of) =>
    `Niveau ${level} sur ${of}. Tout ce qui est mesuré est gardé ; Reprendre continue avec l’enfant suivant.`,
  retraining: 'Quelques cellules sont entraînées encore une fois',
  retrainingNote: (child, of, level) =>
    `Cellule ${child} sur ${of} du niveau ${level}, avec d’autres poids initiaux : l’écart de ses deux exactitudes dit combien relève du hasard. Elle ne compte pas comme une autre cellule.`,
  confirming: 'Confirmation des meilleures cellules',
  confirmingNote: (child, of, repeat, seeds) =>
    `Cellule ${child} sur ${of} avec la graine ${repeat} sur ${seeds}, jugée sur des images que la recherche n’a jamais vues : la plus haute de nombreuses mesures relève en partie de la chance.`,
  fitting: 'Le modèle de substitution apprend des mesures',
  fittingNote: (level) =>
    `Il est ajusté à toutes les cellules entraînées, puis il classe les candidates du niveau ${level}.`,
  fittingWhole: 'Il est ajusté à toutes les cellules entraînées, puis il choisit les suivantes près des meilleures.',
  pickingWhole: 'Le modèle de substitution choisit les cellules suivantes',
  pickingWholeNote:
    'Des cellules proches des meilleures sont classées selon ses prédictions, compte tenu de l’écart entre ses réseaux.',
  ranking: 'Le modèle de substitution classe toutes les cellules qui peuvent naître',
  rankingNote: (parents, level, newBlocks, kept, ranked) =>
    `${counted(parents, 'cellule')} du niveau ${level} peuvent chacune grandir de ${count(newBlocks)} blocs. Les ${kept === undefined ? '' : `${kept} `}meilleures sont gardées ; ${count(ranked)} classées jusqu’ici.`,
  training: (level, children) =>
    level === 1
      ? 'Toutes les cellules d’un bloc sont entraînées'
      : `Les ${children} cellules préférées sont entraînées`,
  trainingNote: (level, of, epochs) => `Niveau ${level} sur ${of}. Chacune a ${counted(epochs, 'époque')}.`,
  firstNote: (of, number, epochs) =>
    `Niveau 1 sur ${of} : ${counted(number, 'cellule')}. Chacune a ${counted(epochs, 'époque')}.`,
  thenGrows: (children, block) =>
    `Quand les ${children} seront mesurées, le modèle de substitution en apprendra et chaque cellule grandira d’un ${block}e bloc.`,
  thenConfirmed:
    'Quand toutes seront mesurées, les quelques meilleures seront entraînées de nouveau, et la meilleure sera connue.',
  thenKnown: 'Quand toutes seront mesurées, la meilleure cellule mesurée sera connue.',
  trainingExternal: 'Entraînement de cellules choisies par un autre programme',
  externalNote: (epochs) => `Chacune comme elle vient. Chacune a ${counted(epochs, 'époque')}.`,
  trainingWhole: {
    random: (number) => `Entraînement de ${counted(number, 'cellule tirée', 'cellules tirées')} au hasard`,
    evolution: (number) => `Entraînement de ${counted(number, 'cellule')} au fil de l’évolution`,
    'local-search': (number) => `Entraînement de ${counted(number, 'cellule')} près de la meilleure`,
    bananas: (number) => `Entraînement de ${counted(number, 'cellule')} près des meilleures`,
  },
  wholeNote: (number, epochs, hasSurrogate) =>
    `Toutes ont ${counted(number, 'bloc')}. Chacune a ${counted(epochs, 'époque')}. Autant que PNAS en entraînerait avec ces réglages${hasSurrogate ? '' : ', sans modèle de substitution'}.`,
  wholeCells: {
    random: 'Sans modèle de substitution. Des cellules entières sont tirées au hasard.',
    evolution: 'Sans modèle de substitution. Une bonne cellule est copiée avec une partie changée.',
    'local-search': 'Sans modèle de substitution. Une meilleure cellule est cherchée près de la meilleure.',
    bananas: 'Le modèle de substitution choisit des cellules près des meilleures.',
    external: 'Un autre programme a choisi ces cellules.',
  },
  ended: 'La recherche est terminée',
  endedNoResult: (number) =>
    `${counted(number, 'cellule entraînée', 'cellules entraînées')}, aucune avec un résultat. Classement montre pourquoi.`,
  endedMeasured: (number, best) =>
    `${counted(number, 'cellule entraînée et mesurée', 'cellules entraînées et mesurées')} ; la meilleure mesurée a atteint ${best}. Cellule montre de quoi elle est faite.`,
  endedConfirmed: (number, best) =>
    `${counted(number, 'cellule entraînée et mesurée', 'cellules entraînées et mesurées')} ; la meilleure, entraînée de nouveau et jugée sur des images jamais vues, a atteint ${best}. Cellule montre de quoi elle est faite.`,
  bestCell: 'La meilleure cellule',
  ofCells: (number, isConfirmed) =>
    `Sur ${counted(number, 'cellule')}, celle-ci ${isConfirmed ? 'est la meilleure' : 'a la meilleure mesure'} :`,
  cellTitle: (number) => `Cellule ${number}`,
  cellName: (number) => `cellule ${number}`,
  levelName: (level) => `niveau ${level}`,
  levelTitle: (level) => `Niveau ${level}`,
  blocks: (number) => counted(number, 'bloc'),
  cells: (number) => counted(number, 'cellule'),
  measuredOnce: (images) =>
    `Mesurée une fois, sur ${count(images)} images. La plus haute de nombreuses mesures relève en partie de la chance ; cette recherche n’en a confirmé aucune.`,
  confirmedHow: (seeds, accuracies, images) =>
    `Confirmée : entraînée de nouveau ${seeds === 1 ? 'avec une nouvelle graine' : `avec ${seeds} nouvelles graines`} (${accuracies}) et jugée sur ${count(images)} images que la recherche n’a jamais vues.`,
  luck: (measured, lead) =>
    `Dans la recherche elle mesurait ${measured} %, soit ${lead} points de plus. La plus haute de nombreuses mesures relève toujours en partie de la chance ; ce n’est donc pas elle qui compte ici.`,
  size: (parameters, work) => `{strong:${parameters}} paramètres, {strong:${work}} multiplications-additions par image`,
  onDevices: (first, later) =>
    `Commencée sur ${first} ; reprise ${later.map(([number, device]) => `après ${counted(number, 'cellule', 'cellules')} sur ${device}`).join(', puis ')}.`,
  outcome: 'Ce que la recherche a donné',
  trainedAgain: 'Les meilleures, entraînées de nouveau',
  whatNext: 'Et ensuite',
  didItHelp: 'Le modèle de substitution a-t-il aidé ?',
  howItOrdered: 'Comment il a ordonné les cellules choisies.',
  gain: (difference, low, high) =>
    `${difference} points (${low} à ${high}) : ses choix moins des cellules tirées au sort.`,
  look: 'Voir',
  tie: (numbers) =>
    `${numbers.length === 1 ? 'La cellule' : 'Les cellules'} ${numbers.join(', ')} : peut-être aussi bien, à égalité.`,
  beat: 'Ce qu’elle a battu',
  beaten: (first, firstMean, last, lastMean, images) =>
    `Les cellules du niveau ${first} mesuraient {measured:${firstMean} %} en moyenne, celles du niveau ${last} {measured:${lastMean} %}, une fois chacune, sur ${count(images)} images.`,
  shareThis: 'Partager ce résultat',
  shareThisNote: 'Un lien avec la cellule, les niveaux et les graines.',
  control: 'Lancer le témoin au hasard',
  controlNote: 'Autant de cellules entières, tirées au sort : est-ce mieux que le hasard ?',
  setUp: 'Préparer',
  confirmedNote:
    'Entraînées de nouveau avec de nouvelles graines, jugées sur des images que la recherche n’a jamais vues. Barre : intervalle à 95 % de la moyenne ; petit disque : mesurée une fois dans la recherche.',
  confirmedTable: ['cellule', 'confirmé', '%', 'mesuré'],
  saved: 'Enregistré après chaque enfant : fermez l’ordinateur quand vous voulez.',
  accuracyOn: (images, isSample) =>
    `Exactitude sur ${count(images)} images de validation${isSample ? ' de l’échantillon, pas un résultat sur CIFAR-10' : ''}. Les derniers chiffres peuvent différer selon l’appareil.`,
  asStrips: 'Voir en bandes',
  asTable: 'Voir en tableau',
  bestSoFar: 'meilleure mesure jusqu’ici',
  steps: ['Agrandir', 'Choisir', 'Entraîner', 'Ajuster'],
  pickSome: (children) => `Choisir ${children}`,
  growAndRank: 'Agrandir et classer',
  scored: 'noté par le {predicted:modèle de substitution}',
  drawCells: 'Tirer des cellules',
  trainAndMeasure: 'Entraîner et mesurer',
  measuredOn: (images) => `exactitude {measured:mesurée} sur ${count(images)} images`,
  refit: 'Ajuster',
  levelTable: ['niveau', 'candidates', 'gardées', 'entraînées', 'échecs', 'meilleure mesure, %', 'Spearman'],
  noise: (deviation, retrained) =>
    `L’exactitude varie d’environ ±${deviation} points d’un entraînement à l’autre de la même cellule (${retrained} réentraînées).`,
  keptOf: (kept, candidates) => `${kept} gardées sur ${count(candidates)}`,
  byLot: (probes) => `, ${probes} tirées au sort`,
  willBeKept: (children) => `${children} seront gardées`,
  atMost: (children) => `${children} au plus`,
  cellsOf: (done, all) => `${done} cellules sur ${all}`,
  trained: 'entraîné',
  nowTraining: 'entraînement',
  waits: 'attend',
  noSurrogate:
    'Pas encore de modèle de substitution. Toutes les cellules d’un bloc sont entraînées, pour avoir de quoi apprendre.',
  grown: (parents, newBlocks) => `${count(parents)} cellules × ${count(newBlocks)} nouveaux blocs`,
  struckOut: (duplicates) => `, ${count(duplicates)} doublons rayés`,
  rankedSoFar: (ranked, all) => `${count(ranked)} candidates classées jusqu’ici, sur ${count(all)} au plus.`,
  willGive: (parents, newBlocks, all, kept) =>
    `${count(parents)} cellules × ${count(newBlocks)} nouveaux blocs donneront ${count(all)} candidates au plus, doublons rayés ; les ${kept === undefined ? '' : `${kept} `}meilleures sont gardées.`,
  fittedOn: (number) => `ajusté sur ${counted(number, 'cellule')}`,
  fittingNow: 'ajustement en cours',
  refitsWhen: (children) => `réajusté quand les ${children} seront mesurées`,
  everyGrows: 'chaque cellule grandit d’un bloc',
  measuredGrow: (parents) => `les ${parents} tout juste mesurées grandissent d’un bloc`,
  theseGrow: 'puis celles-ci grandissent d’un bloc',
  child: 'L’enfant à l’entraînement',
  noChild: 'Aucun enfant n’est encore entraîné.',
  firstChild: 'Le premier enfant est en construction : ses noyaux sont compilés pour cet appareil.',
  byEpoch: 'Exactitude par époque',
  thinLines: 'lignes fines : les précédents',
  lastChild: (number, level) => `Dernière : cellule ${number}, niveau ${level}`,
  toTrain: (time) => `${time} d’entraînement`,
  childTitle: {
    train: (number, level) => `Cellule ${number}, niveau ${level}`,
    retrain: (number, level) => `Encore : cellule ${number}, niveau ${level}`,
    confirm: (number, level) => `Confirmation de la cellule ${number}, niveau ${level}`,
  },
  childOf: (number, of, left) => `${number} sur ${of}${left === undefined ? '' : `, encore ${left}`}`,
  figures: { speed: 'images/s', epochs: 'époques', loss: 'perte', weights: 'poids' },
  justMeasured: 'Tout juste mesurées',
  predictedThenMeasured: '{predicted:prédit}, puis {measured:mesuré}',
  openCell: (number, notation) => `cellule ${number} : ouvrir ${notation}`,
  failed: 'échec',
  imagesRight: (images, right) => `${counted(images, 'image')} de validation, ${right} justes`,
  guessesNow: (epochs) => `Ses réponses, après ${counted(epochs, 'époque')}`,
  guessesOf: (number) => `Réponses de la cellule ${number}`,
  lastGuesses: 'Les dernières réponses',
  seeRecorded: 'Voir dans une recherche enregistrée',
  setUpSearch: 'Préparer une recherche',
  bestQuestion: 'Quelles cellules ont été les meilleures ?',
  bestToCome: 'Chaque cellule entraînée apparaît ici, avec ce que le modèle de substitution en attendait.',
  surrogateToCome:
    'Ici, chaque cellule se tient là où elle était {predicted:prédite} et là où elle a ensuite été {measured:mesurée}, avec une note pour l’ordre. Le modèle de substitution prédit à partir du niveau 2 : le premier point apparaît quand une cellule qu’il a choisie est entraînée.',
};
