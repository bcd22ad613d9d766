/** @file The words of the tour in French. */
import { areLevel, count, counted, decimal, hundredths, percent, points, pointsApart } from '../../model/format.ts';
import type { TourWords } from '../words.ts';

/** Of cells and seeds, both feminine. */
const NUMBERS = 'aucune une deux trois quatre cinq six sept huit neuf dix onze douze'.split(' ');

/** Small numbers as words. */
function inWords(value: number, isFirst = false): string {
  const word = NUMBERS[value] ?? count(value);
  return isFirst ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

const cellName = (number: number): string => `cellule ${number}`;

const lanes: TourWords['lanes'] = {
  pnas: 'PNAS',
  random: 'hasard',
  shuffled: 'mélangé',
  evolution: 'évolution',
  'local-search': 'recherche locale',
  bananas: 'BANANAS',
};

export const TOUR: TourWords = {
  name: 'Comment grandit une recherche',
  stepOf: (at, of) => `${at} sur ${of}`,
  back: 'Retour',
  next: (title) => `Suite : ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
  beforeYouGoOn: 'Avant de continuer',
  showAnswer: 'Voir une réponse',
  opening: 'Ouverture de la recherche enregistrée.',
  noRecording: (reason) => `La recherche enregistrée ne peut pas être montrée. ${reason}.`,
  noLesson:
    'La recherche enregistrée n’a pas de deuxième niveau dont les cellules aient été choisies par un modèle de substitution : il n’y a rien à en raconter.',
  cellName,
  titles: {
    cell: 'Que cherchons-nous ?',
    simple: 'Entraîner les plus simples',
    learn: 'Un petit modèle apprend des résultats',
    grow: 'Chaque cellule grandit d’un bloc',
    game: 'Vous contre le modèle de substitution',
    picked: 'Ce qu’il a choisi',
    again: 'Et encore une fois, un bloc de plus',
    worth: 'Cela en valait-il la peine ?',
  },
  steps: {
    cell: ({ operators, lookback, cells }) => ({
      text: [
        'Un réseau de neurones pour images est un empilement d’un même petit plan, la {strong:cellule}, répété. Une cellule est faite de blocs : deux opérateurs, lisant chacun une sortie antérieure, et leur somme.',
        `${counted(operators, 'opérateur')} et ${counted(lookback, 'sortie antérieure', 'sorties antérieures')} à lire donnent ${count(cells)} cellules différentes d’un bloc. {screen:Touchez un carré pour voir sa cellule.}`,
      ],
      question: 'Pourquoi chercher une petite cellule plutôt qu’un réseau entier ?',
      answer:
        'Il y a bien moins de cellules que de réseaux, et une cellule trouvée dans un petit empilement peut ensuite être empilée plus profond et plus large.',
    }),
    simple: ({ cells, epochs, images }) => ({
      text: [
        `Les ${count(cells)} cellules d’un bloc sont toutes entraînées, chacune à partir de zéro, pendant ${counted(epochs, 'époque')}. Elles passent d’abord parce qu’elles sont peu nombreuses et vite entraînées, et que les plus grandes sont faites des mêmes parties : ce qui aide ici est un indice pour celles-là. {screen:Chaque disque est l’une d’elles ; plus à droite, c’est mieux.}`,
        `L’exactitude {measured:mesurée} est la part d’images reconnues parmi ${count(images)}, dont aucune n’a servi à l’entraînement. {screen:Touchez un disque ou un carré : ce sont les mêmes cellules.}`,
      ],
      question: 'Pourquoi tester sur des images qui n’ont pas servi à l’entraînement ?',
      answer:
        'Un réseau peut apprendre par cœur ses images d’entraînement. Seules des images jamais vues disent ce qu’il a compris.',
    }),
    learn: ({ cells }) => ({
      text: [
        `Le {predicted:modèle de substitution} est un petit modèle qui lit le plan d’une cellule et prédit son exactitude. Il a vu ${count(cells)} plans avec leurs résultats ; en apprendre prend quelques secondes.`,
        '{screen:Chaque opérateur se tient à l’exactitude moyenne des cellules qui l’ont. Choisissez une plus grande cellule pour voir ce que le modèle de substitution en prédit.}',
      ],
      question: 'Que pourrait remarquer le modèle de substitution dans ces résultats ?',
      answer:
        'Par exemple, quels opérateurs figurent dans les meilleures cellules, quelles entrées aident, et quelles paires.',
    }),
    grow: ({ parents, blocks, duplicates, candidates, kept }) => ({
      text: [
        `${count(parents)} cellules × ${count(blocks)} nouveaux blocs font ${count(parents * blocks)} cellules plus grandes. ${count(duplicates)} d’entre elles ont le même plan qu’une autre et sont rayées : il en reste {strong:${count(candidates)}}, trop pour les entraîner.`,
        `Le {predicted:modèle de substitution} les prédit toutes en quelques secondes, et seules les ${count(kept)} qu’il préfère sont choisies. {screen:Touchez un carré pour voir ce qu’il est.}`,
      ],
      question: 'Les exactitudes prédites peuvent toutes être fausses, pourvu que leur ordre soit juste. Pourquoi ?',
      answer:
        'Seules les meilleures sont choisies. Si chaque prédiction était trop haute d’autant, les mêmes cellules seraient choisies.',
    }),
    again: ({ blocks, means }) => ({
      text: [
        `Le modèle de substitution apprend de tout ce qui a été mesuré, les cellules qui viennent d’être entraînées grandissent encore d’un bloc, et la boucle continue jusqu’à ${counted(blocks, 'bloc')}. {screen:Chaque disque quitte sa prédiction pour ce qui a été mesuré.}`,
        `Exactitude moyenne, sans les cellules tirées au sort : ${means}. De plus grandes cellules peuvent être meilleures d’elles-mêmes : cela ne montre donc pas encore que choisir a aidé.`,
        'C’est la Progressive Neural Architecture Search : du simple au complexe, avec un guide.',
      ],
      question: 'Pourquoi ne pas commencer par les plus grandes cellules ?',
      answer:
        'Elles sont trop nombreuses, et on ne sait encore rien. Les petites s’entraînent plus vite et apprennent au modèle de substitution ce qu’il faut chercher.',
    }),
  },
  lanes,
  game: {
    text: {
      probes: (cells, left, first) =>
        `Parmi les ${count(left)} cellules de deux blocs que le {predicted:modèle de substitution} n’a pas choisies, ${inWords(cells)} ont été tirées au sort et entraînées. Vous savez ce qu’il savait : les résultats des ${count(first)} cellules d’un bloc. Quelles sont les trois meilleures ?`,
      picked: (cells, first) =>
        `Voici ${inWords(cells)} des cellules de deux blocs choisies par le {predicted:modèle de substitution}, puis entraînées. Vous savez ce qu’il savait : les résultats des ${count(first)} cellules d’un bloc. Quelles sont les trois meilleures ?`,
    },
    pickedNote:
      'Cette recherche n’a entraîné aucune cellule tirée au sort : celles-ci ont été choisies, toutes près du sommet, et sont plus difficiles à ordonner qu’un échantillon équitable, pour vous comme pour lui.',
    inputs:
      'Sous chaque opérateur figure ce qu’il lit : −1 la cellule précédente, −2 celle d’avant, 0 le premier bloc de cette cellule.',
    group: 'Choisissez trois cellules',
    chosen: (number) => `${number} sur 3 choisies.`,
    free: 'Appuyez de nouveau sur l’une pour la libérer.',
    full: 'Trois sont choisies. Libérez-en d’abord une en appuyant dessus.',
    more: (left) => (left === 1 ? 'Choisissez-en encore une' : `Choisissez-en encore ${inWords(left)}`),
    reveal: 'Voir ce qui s’est passé',
    skip: 'Pas envie de deviner ?',
    skipButton: 'Voir sans deviner',
    again: 'Deviner encore',
    next: 'Suite : ce qu’il a choisi',
    noGame: 'Cette recherche a trop peu de cellules de deux blocs mesurées pour un jeu.',
    failed: (numbers) => `Entraînement échoué, hors du jeu : ${numbers.map(cellName).join(', ')}.`,
    heading: (surrogate, reader) => {
      const found = (hits: number): string => (hits === 3 ? 'les trois' : inWords(hits));
      const its = `Le modèle de substitution : ${found(surrogate)}`;
      if (reader === undefined) return `${its} des trois meilleures`;
      if (reader === surrogate) return `À égalité : ${found(reader)} des trois meilleures`;
      return reader > surrogate
        ? `Vous : ${found(reader)} ; lui : ${found(surrogate)}`
        : `${its} ; vous : ${found(reader)}`;
    },
    meaning: {
      picked:
        'Toutes étaient déjà près du sommet ; seules des cellules tirées au sort diraient si ce choix valait mieux que le hasard.',
      ordered:
        'À partir des seules cellules d’un bloc, il en a mis de plus grandes presque dans le bon ordre : voilà pourquoi les cellules simples viennent d’abord.',
      better:
        'Ses trois cellules étaient meilleures que trois tirées au sort en moyenne, bien qu’il ait mal ordonné les autres.',
      chance: 'Ici, ses trois cellules n’étaient pas meilleures que trois tirées au sort en moyenne.',
    },
    certainty: {
      lucky: (hits, chance) =>
        `Une manche de trois peut relever de la chance : trois tirées au sort en trouvent au moins ${inWords(hits)} dans ${percent(chance, 0)} des manches.`,
      none: 'Une manche de trois ne tranche guère.',
      luck: (training, images, shown) =>
        `Une exactitude tient ici en partie à la chance (écarts types) : ±${training} points d’un entraînement d’une cellule au suivant, ±${images} selon les ${count(shown)} images sur lesquelles elle est mesurée.`,
      luckOfImages: (images, shown) =>
        `Une exactitude tient ici en partie à la chance : ±${images} points (écart type) rien que selon les ${count(shown)} images sur lesquelles elle est mesurée.`,
      order: (cells, rho, low, high) =>
        `Sur l’ensemble des ${inWords(cells)}, son ordre obtient ${decimal(rho, 2)} (intervalle à 95 % de ${decimal(low, 2)} à ${decimal(high, 2)}), où 1 est parfait et 0 le hasard.`,
      noOrder: 'Il y a trop peu de cellules pour noter un ordre.',
    },
    stageBefore: 'Un seul axe d’exactitude pour ce qui est connu et ce qui vient',
    stageAfter: (cells) => `Les ${inWords(cells)}, dans l’ordre où le modèle de substitution les aurait essayées`,
    firstLevel: (cells) => `${count(cells)} cellules d’un bloc, toutes mesurées`,
    operatorMean: 'Moyenne avec cet opérateur',
    waiting: 'en attente',
    hint: [
      'Un indice commun',
      'Le modèle de substitution a vu celles-ci et rien d’autre. Touchez un disque pour sa cellule.',
    ],
    wait: ['Où vont-elles se poser ?', 'Elles attendent à côté de l’axe : toute place dessus serait déjà une réponse.'],
    covered: [
      'Ses prédictions sont faites',
      'Le modèle de substitution les a classées. Son ordre reste couvert jusqu’à ce que vous montriez le vôtre.',
    ],
    legend: 'Deux marques par ligne',
    legendPredicted: 'ce qu’il a prédit',
    legendMeasured: 'ce qui a été mesuré',
    legendBest: 'les trois meilleures',
    cell: 'cellule',
    marks: 'prédit et mesuré sur l’axe',
    you: 'vous',
    its: 'ses 3',
    moved:
      'Chaque disque est allé de sa valeur {predicted:prédite} à sa valeur {measured:mesurée}. La distance est l’erreur.',
    columns: ['des 3 meilleures', 'moyenne, %', 'sur le hasard'],
    rows: { reader: 'Vous', surrogate: 'Modèle', lot: 'Hasard' },
    sure: 'Est-ce bien sûr ?',
  },
  picked: {
    error: (kept, candidates, off) =>
      `Les ${count(kept)} cellules choisies par le modèle de substitution, ${percent(kept / Math.max(1, candidates), 1)} de toutes les candidates, ont été entraînées. {screen:Chaque disque va de sa prédiction à sa mesure.} L’écart moyen était de ${hundredths(off)} points.`,
    against: (picks, probes, gain, low, high) =>
      `{strong:Mieux que le hasard ?} Les cellules choisies ont atteint ${percent(picks, 2)} en moyenne, celles tirées au sort ${percent(probes, 2)} : ${points(gain)} points (intervalle à 95 % de ${points(low)} à ${points(high)}).`,
    picking: {
      above: 'Choisir d’après les prédictions a donc aidé.',
      below: 'Choisir d’après les prédictions a donc nui ici.',
      close: 'Une seule recherche ne permet pas de trancher.',
    },
    noProbes:
      'Cette recherche ne peut dire si ce choix vaut mieux que le hasard : elle n’a entraîné à côté aucune cellule tirée au sort.',
    orderOfProbes: (rho, low, high, cells) =>
      `Son ordre des ${count(cells)} cellules tirées au sort obtient ${decimal(rho, 2)} (de ${decimal(low, 2)} à ${decimal(high, 2)}) par la corrélation de rang de Spearman : 1 est parfait, 0 le hasard.`,
    orderOfPicks: (rho, low, high) =>
      `Parmi les seules cellules choisies, il obtient ${decimal(rho, 2)} (de ${decimal(low, 2)} à ${decimal(high, 2)}) : toutes étaient prédites près du sommet, il reste peu à ordonner.`,
    question: 'S’il ne sait pas ordonner les cellules qu’il a choisies, est-il inutile ?',
    answer: (left, isTold) =>
      `Pas pour autant : sa tâche était de les distinguer des ${count(left)} qu’il a écartées. ${isTold ? 'S’il y est parvenu, ce sont les cellules tirées au sort qui le disent, échantillon équitable des cellules écartées ; ses choix ne le peuvent pas.' : 'Seules des cellules tirées au sort pourraient dire s’il y est parvenu, et cette recherche n’en a pas.'}`,
  },
  worth: {
    confirmed: (mean, seeds, digits) =>
      `La meilleure cellule a atteint {strong:${percent(mean, digits)}}, moyenne de ${counted(seeds, 'nouvel entraînement', 'nouveaux entraînements')} jugés sur des images que la recherche n’a jamais vues.`,
    luck: (highest, again, digits) =>
      `La plus haute mesure isolée était ${percent(highest, digits)} ; entraînée de nouveau, cette cellule a atteint ${percent(again, digits)}. ${
        again < highest
          ? 'La plus haute de nombreuses mesures relève en partie de la chance.'
          : 'Cette fois, ce n’était pas de la chance.'
      }`,
    measured: (best, level, noise, digits) =>
      `La meilleure cellule mesurée a atteint ${percent(best, digits)}, au niveau ${level} ; deux cellules à moins de ${noise} points l’une de l’autre peuvent ne différer que par chance.`,
    scale: 'Ce sont de tout petits réseaux sur peu d’images. Ne les comparez pas aux résultats publiés sur CIFAR-10.',
    noRace:
      'Une réponse équitable demande que le hasard dépense le même budget, plusieurs fois. Cet enregistrement n’a pas de telles recherches jumelles.',
    question: 'Qui serait en tête avec un dixième du budget ?',
    answer:
      'Sans doute la recherche aléatoire : les premiers niveaux paient ce qu’apprend le modèle de substitution, alors qu’elle entraîne de grandes cellules dès le début.',
    control: 'Comment savoir si le modèle de substitution en valait la peine ?',
    controlAnswer:
      'Chercher au hasard avec le même budget, plusieurs fois de part et d’autre, et comparer les meilleures cellules, entraînées de nouveau.',
  },
  stage: {
    firstGrid: 'Toutes les cellules d’un bloc',
    firstGridNote:
      'Une moitié du bloc en hauteur, l’autre en largeur. Un carré est une cellule ; sa couleur, une fois mesurée, son exactitude.',
    network: 'Le réseau : la même cellule, l’une après l’autre',
    networkNote: (lookback) =>
      lookback === 1
        ? 'H−1 est la sortie de la cellule précédente. Avant la première cellule se trouve une convolution de l’image.'
        : 'H−1 est la sortie de la cellule précédente, H−2 celle d’avant, et ainsi de suite. Avant la première cellule se trouve une convolution de l’image.',
    image: 'image',
    classes: (classes) => `${count(classes)} classes`,
    operators: 'Les opérateurs',
    operatorNotes: {
      identity: 'transmet son entrée',
      '3x3 dconv': 'convolution 3×3 de chaque canal, puis entre canaux',
      '5x5 dconv': 'convolution 5×5 de chaque canal, puis entre canaux',
      '7x7 dconv': 'convolution 7×7 de chaque canal, puis entre canaux',
      '1x7-7x1 conv': 'convolution d’une ligne de 7, puis d’une colonne de 7',
      '3x3 conv': 'convolution 3×3 de tous les canaux',
      '3x3 dilated conv': 'convolution 3×3 qui saute un pixel sur deux',
      '3x3 maxpool': 'le plus grand de 3×3 voisins',
      '3x3 avgpool': 'la moyenne de 3×3 voisins',
    },
    swarm: (cells, of) => `Niveau 1 : ${count(cells)} sur ${count(of)} mesurées`,
    marks: 'Exactitude moyenne des cellules d’un bloc avec chaque opérateur',
    example: 'Une plus grande cellule, d’après ses opérateurs',
    exampleNote:
      'Des lignes pointillées mènent de ses opérateurs à la prédiction. Ce n’est pas leur moyenne, et elle peut se trouver au-delà de tous : le modèle de substitution lit aussi les entrées, les paires et les liens entre blocs.',
    examples: 'Choisissez une plus grande cellule',
    noExample:
      'Dans cette recherche, les plus grandes cellules font partie du jeu à venir ; aucune n’est donc montrée ici.',
    predictedAt: (accuracy) => `prédite à ${accuracy}`,
    growthGrid: (rows, columns) => `${count(rows)} cellules × ${count(columns)} nouveaux blocs`,
    growthNote: (shown, rows) =>
      shown < rows
        ? `Lignes : les ${count(shown)} premières des ${count(rows)} cellules d’un bloc. Colonnes : nouveaux blocs.`
        : 'Lignes : les cellules d’un bloc. Colonnes : les blocs dont chacune peut grandir.',
    growthBlocks: (halves, operators, inputs) =>
      `Un nouveau bloc, ce sont deux moitiés parmi ${count(halves)}, ou deux fois la même : ${counted(operators, 'opérateur')}, chacun lisant l’une des ${counted(inputs, 'entrée')}, dont le premier bloc de la cellule.`,
    curve: 'Toutes les prédictions, de la meilleure à la pire',
    fates: {
      duplicate: 'rayée : même plan qu’une autre',
      dropped: 'prédite, non choisie',
      kept: 'choisie par le modèle de substitution',
      probe: 'tirée au sort',
    },
    duplicateOf: (parent, block) => `Même plan que la cellule ${parent} avec le bloc ${block}.`,
    grownFrom: (parent) => `Cellule ${parent}, agrandie d’un bloc.`,
    picks: 'choisies par le modèle de substitution',
    lot: 'tirées au sort',
    bestOfRow: 'la meilleure de sa ligne',
    levelHead: (level) => `Niveau ${level}`,
    counted: (done, of) => `${count(done)} sur ${counted(of, 'cellule')}`,
    mean: (accuracy) => `moyenne ${accuracy}`,
    half: (operator, input) => `${operator} de ${input < 0 ? `H−${-input}` : `bloc ${input}`}`,
    axis: (images) => `exactitude sur ${count(images)} images de validation ; échelle étirée vers 100 %`,
    touch: 'Touchez une marque ou donnez-lui le focus pour voir sa cellule ; les flèches vont de marque en marque.',
    asTable: 'Voir en tableau',
    asPicture: 'Voir en image',
    table: ['cellule', 'niveau', 'prédit, %', 'mesuré, %', 'écart'],
    play: 'Lecture',
    pause: 'Pause',
    place: 'Position dans la recherche enregistrée',
    ofRun: (now, all) => `${now} sur ${all} d’entraînement`,
    confirm: 'Confirmation',
  },
  panel: {
    level: (level) => `niveau ${level}`,
    predicted: 'prédit',
    measured: 'mesuré',
    difference: 'écart',
    notMeasured: 'pas encore',
    failed: 'échec',
    none: 'non prédit',
  },
  projector: { name: 'Mode projecteur', note: 'grand texte, fort contraste ; le lien aussi' },
  link: {
    heading: 'Lien pour votre classe',
    note: (step) =>
      `Ouvre cette leçon à l’étape ${step}, les réglages de la recherche étant remplis et rien n’étant lancé.`,
    hide: { settings: 'masquer les réglages', answers: 'sans réponses' },
    copy: 'Copier le lien',
    copied: 'Le lien est copié.',
    length: (characters) => `${count(characters)} sur ${count(2000)} caractères`,
    local:
      'Cette adresse n’est valable que sur cet ordinateur ou ce réseau : d’autres ne peuvent ouvrir le lien que s’ils y sont aussi.',
    qr: 'Le lien en code QR',
  },
  race: {
    heading: 'La meilleure cellule à ce jour, à mesure que chaque recherche dépense son budget',
    caption: (seeds) =>
      seeds > 2
        ? `Lignes : moyenne sur ${inWords(seeds)} graines de l’exactitude estimée de la meilleure cellule à ce jour ; bandes : intervalles à 95 %.`
        : seeds > 1
          ? `Lignes : moyenne sur ${inWords(seeds)} graines de l’exactitude estimée de la meilleure cellule à ce jour. Cela montre ce qui s’est passé, non ce qui se reproduirait.`
          : 'Lignes : l’exactitude estimée de la meilleure cellule à ce jour. Une graine chacune : cela montre ce qui s’est passé, non ce qui se reproduirait.',
    estimate:
      'Estimée : sa mesure et ce que suggèrent des cellules semblables, si bien qu’une mesure chanceuse compte moins. Les courbes sont prudentes : elles peuvent baisser quand on en sait plus, et les marques finales, issues de nouveaux entraînements jugés sur d’autres images, peuvent se trouver au-dessus.',
    intro: (seeds) =>
      `Ces recherches ont eu le même budget${seeds > 1 ? `, avec ${inWords(seeds)} graines chacune` : ''} :`,
    how: {
      pnas: '{measured:PNAS} choisit avec le modèle de substitution.',
      random: '{strong:Hasard} tire au sort les plus grandes cellules.',
      shuffled: '{strong:Mélangé} grandit comme PNAS, mais ses prédictions sont mêlées : il choisit donc au hasard.',
      evolution: '{strong:Évolution} change une chose à la fois dans de bonnes cellules.',
      'local-search': '{strong:Recherche locale} essaie les voisines de sa meilleure cellule.',
      bananas:
        '{strong:BANANAS} demande aussi à un modèle de substitution quels changements de bonnes cellules entraîner.',
    },
    confirmed:
      'À la fin, chaque recherche entraîne de nouveau ses meilleures cellules, avec de nouvelles graines, et est jugée sur des images jamais vues. Une mesure chanceuse ne gagne donc pas.',
    difference: (strategy, lead) =>
      areLevel(lead)
        ? `à égalité avec « ${lanes[strategy]} »`
        : `${pointsApart(lead)} ${Math.abs(lead) < 0.02 ? 'point' : 'points'} ${lead < 0 ? 'au-dessous' : 'au-dessus'} de « ${lanes[strategy]} »`,
    verdict: {
      none: 'Aucun témoin n’a été confirmé ici : personne n’a donc gagné.',
      few: (differences, seeds) =>
        `Ici la meilleure cellule confirmée de PNAS est ${differences}, sur ${seeds === 1 ? 'une seule graine' : `${inWords(seeds)} graines`} : trop peu pour dire que cela se reproduirait.`,
      above: (differences) =>
        `Ici la meilleure cellule confirmée de PNAS est ${differences} : plus que la chance n’explique. Le modèle de substitution a payé.`,
      below: (differences) =>
        `Ici la meilleure cellule confirmée de PNAS est ${differences} : plus que la chance n’explique. Le modèle de substitution n’a pas payé.`,
      close: (differences) =>
        `Impossible de trancher : la meilleure cellule confirmée de PNAS est ${differences}, et la chance seule peut l’expliquer.`,
      mixed: (differences) =>
        `Ici la meilleure cellule confirmée de PNAS est ${differences}. La chance seule peut en expliquer une partie, mais pas tout.`,
    },
    onTable: (cells, searches, children, pnas, random) =>
      `Une course tient à la chance. NAS-Bench-201 est une table publique de ${count(cells)} cellules entraînées par d’autres. En ${count(searches)} recherches de ${count(children)} cellules chacune, PNAS a fini en moyenne ${pointsApart(pnas, 2)} point d’exactitude sous la meilleure cellule de la table, la recherche aléatoire ${pointsApart(random, 2)} : bien plus que la chance n’explique.`,
    level: (level, isFirst) => (isFirst ? `niveau ${level} de PNAS` : `niveau ${level}`),
    axis: (unit) => `${unit} de multiplications-additions d’entraînement`,
    unit: (value, unit) => `${count(value)} ${unit}`,
    units: { T: 'mille milliards', G: 'milliards' },
    confirmedHead: (seeds) => (seeds > 1 ? `Confirmée, moyenne de ${inWords(seeds)} graines` : 'Meilleure confirmée'),
    alone: 'Touchez une différence pour ne voir que ses deux recherches.',
    lead: (strategy) => `PNAS moins ${lanes[strategy]}`,
    leadRange: (low, high) => `points, de ${points(low)} à ${points(high)}`,
    leadFew: (seeds) => (seeds === 1 ? 'points, une graine' : `points, ${inWords(seeds)} graines`),
    ahead: (ahead, pairs) =>
      pairs === 1
        ? ''
        : ahead === pairs
          ? `Il était devant sur les ${inWords(pairs)} graines.`
          : `Il était devant sur ${inWords(ahead)} des ${inWords(pairs)} graines.`,
    shuffledNote: 'Les deux grandissent par les mêmes niveaux : seul le modèle de substitution fait la différence.',
    lostHead: 'Où il a perdu',
    lost: (until) =>
      `PNAS n’a été durablement devant qu’à partir d’environ ${until} : le hasard entraîne aussitôt de grandes cellules, tandis que PNAS apprend d’abord des petites.`,
    lostAll: 'À la fin du budget, l’estimation du hasard était encore devant.',
    lostNever: 'À aucun moment le hasard n’a été durablement devant.',
    foot: (seeds, budget, images) =>
      `${seeds > 2 ? 'Les plages sont des intervalles à 95 % sur les graines, appariés par graine. ' : ''}${seeds > 1 ? 'Petits points : les graines. ' : ''}Différences de valeurs non arrondies. ${budget} chacune ; confirmées sur ${count(images)} images, au même coût supplémentaire pour toutes.`,
    table: ['recherche', 'graines', 'cellules', 'meilleure confirmée, %', 'intervalle à 95 %'],
    tableName: 'La course en chiffres',
    estimated: (accuracy) => `estimée à ${accuracy}`,
    confirmedAt: (accuracy) => `confirmée à ${accuracy}`,
    tryIt: 'Essayer avec ces réglages',
    tryNote: (blocks, children, time) =>
      `Ouvre la recherche avec ${counted(blocks, 'bloc')}, K ${children}${time === undefined ? '' : `, environ ${time} sur cet appareil`}. Rien ne commence avant que vous n’y appuyiez sur Démarrer.`,
    running: 'Une recherche est en cours : elle reste telle quelle, et ces réglages attendent la suivante.',
    quiz: 'Quiz : cinq questions',
  },
  quiz: {
    questions: ({ candidates, kept, first }) => [
      {
        question: 'À partir de quoi le modèle de substitution prédit-il ?',
        choices: [
          'Du seul plan d’une cellule : ses opérateurs, ses entrées et ses blocs',
          'Des images sur lesquelles la cellule sera entraînée',
          'Des poids du réseau entraîné',
        ],
        why: 'Il ne voit jamais ni image ni poids. C’est pourquoi il peut prédire des milliers de cellules en quelques secondes.',
      },
      {
        question: `Au niveau 1, les ${count(first)} cellules d’un bloc ont toutes été entraînées. Pourquoi commencer là ?`,
        choices: [
          'Elles sont peu nombreuses et peu coûteuses, et le modèle de substitution en apprend',
          'Les cellules d’un bloc sont les plus exactes',
          'Les plus grandes cellules ne peuvent être entraînées à partir de zéro',
        ],
        why: 'Les cellules simples d’abord : leurs résultats apprennent au modèle de substitution quelles parties aident, avant que le nombre de cellules n’explose.',
      },
      {
        question: `Sur ${count(candidates)} candidates, ${count(kept)} ont été choisies. Que perd-on si le modèle de substitution se trompe ?`,
        choices: [
          'Une bonne cellule peut être écartée et ne jamais être entraînée',
          'Les cellules entraînées reçoivent une exactitude fausse',
          'Rien : les cellules écartées reviennent au niveau suivant',
        ],
        why: 'Les exactitudes mesurées sont réelles, qui que ce soit qui ait choisi la cellule. Ce qui a été écarté ne revient pas, sauf si une autre cellule grandit jusque-là.',
      },
      {
        question:
          'La plus haute de nombreuses exactitudes mesurées, entraînée de nouveau avec une autre graine, sera très probablement',
        choices: ['plus basse', 'plus haute', 'exactement la même'],
        why: 'La plus haute de nombreuses l’est en partie par chance, et la chance ne se répète pas. Les meilleures sont donc confirmées avec de nouvelles graines sur d’autres images.',
      },
      {
        question: 'Comment savoir si le modèle de substitution en valait la peine ?',
        choices: [
          'Chercher au hasard avec le même budget, plusieurs fois, et comparer les meilleures cellules confirmées',
          'Voir si ses prédictions étaient proches des mesures',
          'Comparer la meilleure exactitude à celle d’un article',
        ],
        why: 'Seul un témoin de même budget montre ce que le choix a apporté. Des prédictions proches peuvent mal ordonner, et les articles entraînent sur d’autres données et plus longtemps.',
      },
    ],
    title: 'Cinq questions',
    back: 'Quitter le quiz',
    check: 'Vérifier',
    next: 'Question suivante',
    finish: 'Terminer',
    right: 'Exact.',
    wrong: 'Pas tout à fait.',
    noted: 'C’est noté. Votre classe reprendra les réponses.',
    score: (right) => (right === 5 ? 'Les cinq sont exactes.' : `Réponses exactes : ${inWords(right)} sur cinq.`),
    done: 'Les cinq questions ont une réponse.',
    again: 'Encore une fois',
  },
  handout: {
    title: 'Comment grandit une recherche : huit étapes de la Progressive Neural Architecture Search',
    from: (date, images) =>
      `D’après une vraie recherche enregistrée le ${date}, exactitudes sur ${count(images)} images de validation. Ne les comparez pas aux résultats publiés sur CIFAR-10.`,
    name: 'Nom',
    game: 'Votre réponse : cochez-en trois',
    gameColumns: ['cellule', 'ses blocs', 'vos trois', 'prédit, %', 'mesuré, %'],
    fill: 'Remplissez les deux dernières colonnes quand le résultat est montré.',
    operators: (list) => `Exactitude moyenne des cellules d’un bloc avec chaque opérateur : ${list}.`,
    answers: 'Réponses',
    print: 'Imprimer comme fiche',
  },
};
