/** @file The words of a search on show in German. */
import { count, counted } from '../../model/format.ts';
import type { SearchingWords } from '../words.ts';

export const SEARCHING: SearchingWords = {
  pause: 'Anhalten',
  pausing: 'Hält an',
  stop: 'Abbrechen',
  resume: 'Fortsetzen',
  step: 'Schritt',
  stepNote: 'Führt eine Phase aus: die Stufe ordnen, sie trainieren oder das Surrogat neu anpassen',
  split: 'Aufteilen',
  splitNote: 'Gibt Laptops, was als Nächstes zu trainieren ist, jedem seinen Teil per Link',
  trainFinal: 'Endgültiges Netz trainieren',
  trainFinalNote:
    'Ein Netz aus der besten Zelle in etwa zehn Minuten, einmal beurteilt an Bildern, die kein Training gesehen hat',
  newSearch: 'Neue Suche',
  share: 'Teilen',
  screenOn: 'Bildschirm an',
  screenOnNote: 'Der Bildschirm bleibt an, solange diese Seite trainiert und zu sehen ist',
  tellEnd: 'Am Ende melden',
  tellEndNote: 'Eine Mitteilung am Ende der Suche, wenn ein anderes Fenster vorn ist',
  noNotifications: 'Der Browser erlaubt dieser Seite keine Mitteilungen.',
  hasEnded: 'Die Suche ist beendet',
  hasStopped: 'Die Suche ist stehen geblieben',
  bestUntilNow: (accuracy) => `Bisher am besten: ${accuracy}.`,
  childrenTrained: (trained, planned) => `{strong:${count(trained)}} von ${count(planned)} Kindern trainiert`,
  again: (done, planned) => `, ${done} von ${planned} noch einmal`,
  confirmations: (done, planned) => `, ${done} von ${planned} Bestätigungen`,
  finished: 'fertig',
  noTimeYet: 'die Restzeit ist nach dem ersten bekannt',
  timeLeft: (time) => `noch etwa {strong:${time}}`,
  paused: 'Dieser Lauf ist angehalten',
  pausedNote: (level, of) =>
    `Stufe ${level} von ${of}. Alles Gemessene bleibt; Fortsetzen macht mit dem nächsten Kind weiter.`,
  retraining: 'Einige Zellen werden noch einmal trainiert',
  retrainingNote: (child, of, level) =>
    `Zelle ${child} von ${of} der Stufe ${level}, mit anderen Anfangsgewichten: Wie weit ihre beiden Genauigkeiten auseinanderliegen, zeigt, wie viel daran Zufall ist. Sie zählt nicht als weitere Zelle.`,
  confirming: 'Die besten Zellen werden bestätigt',
  confirmingNote: (child, of, repeat, seeds) =>
    `Zelle ${child} von ${of} mit Seed ${repeat} von ${seeds}, beurteilt an Bildern, die die Suche nie sah: Die höchste von vielen Messungen ist zum Teil Glück.`,
  fitting: 'Das Surrogat lernt aus dem Gemessenen',
  fittingNote: (level) =>
    `Es wird an alle bisher trainierten Zellen angepasst, dann ordnet es die Kandidaten der Stufe ${level}.`,
  fittingWhole:
    'Es wird an alle bisher trainierten Zellen angepasst, dann wählt es die nächsten unter Zellen nahe den besten.',
  pickingWhole: 'Das Surrogat wählt die nächsten Zellen',
  pickingWholeNote:
    'Zellen nahe den bisher besten werden nach seinen Vorhersagen geordnet, je nachdem, wie weit seine Netze auseinanderliegen.',
  ranking: 'Das Surrogat ordnet jede Zelle, die wachsen kann',
  rankingNote: (parents, level, newBlocks, kept, ranked) =>
    `${counted(parents, 'Zelle', 'Zellen')} der Stufe ${level} können um je ${count(newBlocks)} Blöcke wachsen. Die besten ${kept === undefined ? '' : `${kept} `}bleiben; ${count(ranked)} sind bisher geordnet.`,
  training: (level, children) =>
    level === 1
      ? 'Alle Zellen aus einem Block werden trainiert'
      : `Die ${children} Favoriten des Surrogats werden trainiert`,
  trainingNote: (level, of, epochs) =>
    `Stufe ${level} von ${of}. Jede bekommt ${counted(epochs, 'Epoche', 'Epochen')}.`,
  firstNote: (of, number, epochs) =>
    `Stufe 1 von ${of}: ${counted(number, 'Zelle', 'Zellen')}. Jede bekommt ${counted(epochs, 'Epoche', 'Epochen')}.`,
  thenGrows: (children, block) =>
    `Wenn alle ${children} gemessen sind, lernt das Surrogat daraus, und jede Zelle wächst um den ${block}. Block.`,
  thenConfirmed: 'Wenn alle gemessen sind, werden die wenigen besten neu trainiert, und die beste davon steht fest.',
  thenKnown: 'Wenn alle gemessen sind, steht die beste gemessene Zelle des Laufs fest.',
  trainingExternal: 'Zellen, die ein anderes Programm gewählt hat, werden trainiert',
  externalNote: (epochs) => `Jede, wie sie kommt. Jede bekommt ${counted(epochs, 'Epoche', 'Epochen')}.`,
  trainingWhole: {
    random: (number) =>
      `${counted(number, 'zufällig gezogene Zelle wird', 'zufällig gezogene Zellen werden')} trainiert`,
    evolution: (number) => `${counted(number, 'Zelle', 'Zellen')}, wie die Evolution sie findet`,
    'local-search': (number) => `${counted(number, 'Zelle', 'Zellen')} nahe der besten`,
    bananas: (number) => `${counted(number, 'Zelle', 'Zellen')} nahe den besten`,
  },
  wholeNote: (number, epochs, hasSurrogate) =>
    `Alle haben ${counted(number, 'Block', 'Blöcke')}. Jede bekommt ${counted(epochs, 'Epoche', 'Epochen')}. So viele, wie PNAS mit diesen Einstellungen trainieren würde${hasSurrogate ? '' : ', ohne Surrogat'}.`,
  wholeCells: {
    random: 'Ohne Surrogat. Ganze Zellen werden zufällig gezogen.',
    evolution: 'Ohne Surrogat. Eine gute Zelle wird mit einem geänderten Teil kopiert.',
    'local-search': 'Ohne Surrogat. Nahe der besten wird eine bessere gesucht.',
    bananas: 'Das Surrogat wählt Zellen nahe den besten.',
    external: 'Ein anderes Programm hat diese Zellen gewählt.',
  },
  ended: 'Die Suche ist beendet',
  endedNoResult: (number) =>
    `${counted(number, 'Zelle', 'Zellen')} trainiert, keine mit Ergebnis. Rangliste zeigt, warum.`,
  endedMeasured: (number, best) =>
    `${counted(number, 'Zelle', 'Zellen')} trainiert und gemessen; die beste gemessene erreichte ${best}. Zelle zeigt, woraus sie besteht.`,
  endedConfirmed: (number, best) =>
    `${counted(number, 'Zelle', 'Zellen')} trainiert und gemessen; die beste, neu trainiert und an Bildern beurteilt, die die Suche nie sah, erreichte ${best}. Zelle zeigt, woraus sie besteht.`,
  bestCell: 'Die beste Zelle',
  ofCells: (number, isConfirmed) =>
    `Von ${counted(number, 'Zelle', 'Zellen')} ${isConfirmed ? 'ist diese die beste' : 'maß diese am besten'}:`,
  cellTitle: (number) => `Zelle ${number}`,
  cellName: (number) => `Zelle ${number}`,
  levelName: (level) => `Stufe ${level}`,
  levelTitle: (level) => `Stufe ${level}`,
  blocks: (number) => counted(number, 'Block', 'Blöcke'),
  cells: (number) => counted(number, 'Zelle', 'Zellen'),
  measuredOnce: (images) =>
    `Einmal gemessen, an ${count(images)} Bildern. Die höchste von vielen Messungen ist zum Teil Glück; diese Suche hat keine bestätigt.`,
  confirmedHow: (seeds, accuracies, images) =>
    `Bestätigt: neu trainiert ${seeds === 1 ? 'mit einem frischen Seed' : `mit ${seeds} frischen Seeds`} (${accuracies}) und an ${count(images)} Bildern beurteilt, die die Suche nie sah.`,
  luck: (measured, lead) =>
    `In der Suche maß sie ${measured} %, ${lead} Punkte mehr. Die höchste von vielen Messungen ist immer zum Teil Glück, darum zählt sie hier nicht.`,
  size: (parameters, work) => `{strong:${parameters}} Parameter, {strong:${work}} Multiply-Adds je Bild`,
  onDevices: (first, later) =>
    `Begonnen auf ${first}; fortgesetzt ${later.map(([number, device]) => `nach ${counted(number, 'Zelle', 'Zellen')} auf ${device}`).join(', dann ')}.`,
  outcome: 'Was die Suche ergab',
  trainedAgain: 'Die besten, neu trainiert',
  whatNext: 'Wie weiter',
  didItHelp: 'Hat das Surrogat geholfen?',
  howItOrdered: 'Wie es die ausgewählten Zellen ordnete.',
  gain: (difference, low, high) =>
    `${difference} Punkte (${low} bis ${high}): seine Auswahl minus zufällig gezogene Zellen.`,
  look: 'Ansehen',
  tie: (numbers) =>
    `${numbers.length === 1 ? 'Zelle' : 'Zellen'} ${numbers.join(', ')} ebenso gut möglich: vielleicht ein Gleichstand.`,
  beat: 'Was sie übertraf',
  beaten: (first, firstMean, last, lastMean, images) =>
    `Zellen der Stufe ${first} maßen im Mittel {measured:${firstMean} %}, die der Stufe ${last} {measured:${lastMean} %}, je einmal, an ${count(images)} Bildern.`,
  shareThis: 'Dieses Ergebnis teilen',
  shareThisNote: 'Ein Link mit der Zelle, den Stufen und den Seeds.',
  control: 'Die Zufallskontrolle laufen lassen',
  controlNote: 'Ebenso viele ganze Zellen, zufällig gezogen: Ist es besser als der Zufall?',
  setUp: 'Einrichten',
  confirmedNote:
    'Neu trainiert mit frischen Seeds, beurteilt an Bildern, die die Suche nie sah. Balken: 95-%-Intervall des Mittels; kleiner Punkt: einmal in der Suche gemessen.',
  confirmedTable: ['Zelle', 'bestätigt', '%', 'gemessen'],
  saved: 'Nach jedem Kind gespeichert: Der Deckel darf jederzeit zu.',
  accuracyOn: (images, isSample) =>
    `Genauigkeit auf ${count(images)} Validierungsbildern${isSample ? ' der Stichprobe, kein CIFAR-10-Wert' : ''}. Letzte Stellen können sich je Gerät unterscheiden.`,
  asStrips: 'Als Streifen zeigen',
  asTable: 'Als Tabelle zeigen',
  bestSoFar: 'beste bisher gemessene',
  steps: ['Wachsen', 'Auswählen', 'Trainieren', 'Anpassen'],
  pickSome: (children) => `${children} wählen`,
  growAndRank: 'Wachsen und ordnen',
  scored: 'bewertet vom {predicted:Surrogat}',
  drawCells: 'Zellen ziehen',
  trainAndMeasure: 'Trainieren und messen',
  measuredOn: (images) => `{measured:gemessene} Genauigkeit an ${count(images)} Bildern`,
  refit: 'Anpassen',
  levelTable: ['Stufe', 'Kandidaten', 'behalten', 'trainiert', 'gescheitert', 'beste gemessene, %', 'Spearman'],
  noise: (deviation, retrained) =>
    `Die Genauigkeit schwankt um etwa ±${deviation} Punkte zwischen Trainings derselben Zelle (${retrained} neu trainiert).`,
  keptOf: (kept, candidates) => `${kept} von ${count(candidates)} behalten`,
  byLot: (probes) => `, ${probes} zufällig gezogen`,
  willBeKept: (children) => `${children} werden behalten`,
  atMost: (children) => `höchstens ${children}`,
  cellsOf: (done, all) => `${done} von ${all} Zellen`,
  trained: 'trainiert',
  nowTraining: 'im Training',
  waits: 'wartet',
  noSurrogate: 'Noch kein Surrogat. Alle Zellen aus einem Block werden trainiert, damit es etwas zu lernen gibt.',
  grown: (parents, newBlocks) => `${count(parents)} Zellen × ${count(newBlocks)} neue Blöcke`,
  struckOut: (duplicates) => `, ${count(duplicates)} Doppelte gestrichen`,
  rankedSoFar: (ranked, all) => `${count(ranked)} Kandidaten bisher geordnet, von höchstens ${count(all)}.`,
  willGive: (parents, newBlocks, all, kept) =>
    `${count(parents)} Zellen × ${count(newBlocks)} neue Blöcke ergeben höchstens ${count(all)} Kandidaten, Doppelte gestrichen; die besten${kept === undefined ? '' : ` ${kept}`} bleiben.`,
  fittedOn: (number) => `angepasst an ${counted(number, 'Zelle', 'Zellen')}`,
  fittingNow: 'wird angepasst',
  refitsWhen: (children) => `wird angepasst, wenn alle ${children} gemessen sind`,
  everyGrows: 'jede Zelle wächst um einen Block',
  measuredGrow: (parents) => `die ${parents} eben gemessenen wachsen um einen Block`,
  theseGrow: 'dann wachsen diese um einen Block',
  child: 'Das Kind im Training',
  noChild: 'Noch ist kein Kind trainiert.',
  firstChild: 'Das erste Kind wird gebaut: Seine Kernel werden für dieses Gerät übersetzt.',
  byEpoch: 'Genauigkeit je Epoche',
  thinLines: 'dünne Linien: die davor',
  lastChild: (number, level) => `Zuletzt: Zelle ${number}, Stufe ${level}`,
  toTrain: (time) => `${time} Training`,
  childTitle: {
    train: (number, level) => `Zelle ${number}, Stufe ${level}`,
    retrain: (number, level) => `Noch einmal: Zelle ${number}, Stufe ${level}`,
    confirm: (number, level) => `Bestätigung: Zelle ${number}, Stufe ${level}`,
  },
  childOf: (number, of, left) => `${number} von ${of}${left === undefined ? '' : `, noch ${left}`}`,
  figures: { speed: 'Bilder/s', epochs: 'Epochen', loss: 'Verlust', weights: 'Gewichte' },
  justMeasured: 'Eben gemessen',
  predictedThenMeasured: '{predicted:vorhergesagt}, dann {measured:gemessen}',
  openCell: (number, notation) => `Zelle ${number}: ${notation} öffnen`,
  failed: 'gescheitert',
  imagesRight: (images, right) => `${counted(images, 'Validierungsbild', 'Validierungsbilder')}, ${right} richtig`,
  guessesNow: (epochs) => `Was es jetzt rät, nach ${counted(epochs, 'Epoche', 'Epochen')}`,
  guessesOf: (number) => `Was Zelle ${number} riet`,
  lastGuesses: 'Was zuletzt geraten wurde',
  seeRecorded: 'In einer aufgezeichneten Suche ansehen',
  setUpSearch: 'Eine Suche einrichten',
  bestQuestion: 'Welche Zellen waren am besten?',
  bestToCome: 'Jede trainierte Zelle erscheint hier, mit dem, was das Surrogat von ihr erwartete.',
  surrogateToCome:
    'Hier steht jede Zelle dort, wo sie {predicted:vorhergesagt}, und dort, wo sie dann {measured:gemessen} wurde, mit einer Note für die Reihenfolge. Das Surrogat sagt erstmals auf Stufe 2 vorher: Der erste Punkt erscheint, wenn eine von ihm ausgewählte Zelle trainiert ist.',
};
