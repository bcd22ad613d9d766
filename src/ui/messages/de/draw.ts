/** @file The words of drawing a cell in German. */
import { count, counted, percent, points } from '../../model/format.ts';
import type { DrawWords } from '../words.ts';

export const DRAW: DrawWords = {
  open: 'Eine Zelle zeichnen',
  title: 'Eine Zelle zeichnen',
  subtitle: 'Eingänge und Operatoren wählen. Lässt sich schlagen, was das Surrogat als Nächstes wählen würde?',
  close: 'Zurück zu den Zellen',
  undo: 'Rückgängig',
  redo: 'Wiederholen',
  clear: 'Leeren',
  fromBest: 'Mit der besten Zelle beginnen',
  fromThis: 'Diese Zelle abwandeln',
  add: (block) => `Block ${block} hinzufügen`,
  full: 'Eine Zelle hat höchstens acht Blöcke.',
  remove: 'Block entfernen',
  block: (block) => `Block ${block}`,
  blockInGraph: (block) => `Block ${block}`,
  blockNote: 'zwei Operatoren auf zwei Eingängen; ihre Ausgaben werden addiert',
  halves: ['Erste Hälfte', 'Zweite Hälfte'],
  selected: 'ausgewählt',
  input: (input) => (input < 0 ? `H c−${-input}` : `Block ${input}`),
  inputs: (half) => `${half}: Eingang`,
  operators: (half) => `${half}: Operator`,
  dashed:
    'Gestrichelt: nicht in diesem Lauf. Zeichnen lässt sich damit, aber das Surrogat hat ihn nie gesehen und sagt das, statt zu raten.',
  keys: 'Tasten: Tab geht von Hälfte zu Hälfte, 1 bis 9 setzen den Operator, Pfeile links und rechts den Eingang, Entf entfernt den Block, Strg+Z nimmt zurück.',
  graph: 'Die Zelle; ein Druck auf eine Hälfte wählt sie aus',
  half: (operator, parameters, input, block, half) =>
    `${operator} ${count(parameters)} Parameter, von ${input}: ${half} von Block ${block}`,
  concatenate: 'verketten',
  handOn: 'weitergeben',
  side: {
    title: 'Die eigene Zelle beim Zeichnen',
    noRun:
      'Ihr Netz wird mit den Einstellungen der Vorlage Kostprobe gezeichnet. Ein geöffneter Lauf zeigt, was sein Surrogat erwartet, und macht ein Rennen möglich.',
    figures: { parameters: 'Parameter', work: 'Multiply-Adds je Bild', blocks: 'Blöcke' },
    expects: 'Was das Surrogat erwartet',
    asking: 'Das Surrogat wird gefragt.',
    before: 'vorhergesagt, vor jedem Training',
    after: 'vorhergesagt; es kennt das Ergebnis dieser Zelle',
    range: (low, high) =>
      `Vier von fünf Vorhersagen dieses Laufs lagen um ${points(low)} bis ${points(high)} Punkte daneben: der gezeichnete Bereich.`,
    unseen: (operators) =>
      `Das Surrogat hat ${operators.join(' oder ')} nie gesehen: keine Vorhersage. Ein Rennen geht trotzdem.`,
    trained: (number, accuracy) => `Der Lauf hat diesen Bauplan als Zelle ${number} trainiert: gemessen ${accuracy}.`,
    failed: (number) => `Der Lauf hat diesen Bauplan als Zelle ${number} trainiert: Das Training scheiterte.`,
    yours: 'eigene Zelle',
    pick: (name) => `erste Wahl des Surrogats, ${name}`,
    sameSize: (blocks) => `Zellen aus ${counted(blocks, 'Block', 'Blöcken')} in diesem Lauf, gemessen`,
    overlap: 'Die Bereiche überlappen: Das Surrogat kann die beiden nicht unterscheiden. Ein Training kann es.',
    axis: (yours, pick) =>
      `Vorhergesagt: eigene Zelle ${yours}${pick === undefined ? '' : `, Wahl des Surrogats ${pick}`}.`,
    cell: (number) => (number === undefined ? 'noch nicht trainiert' : `Zelle ${number}`),
  },
  race: {
    title: 'Rennen gegen die Wahl des Surrogats',
    noPick: (blocks) =>
      `Das Surrogat hat in diesem Lauf keine Zelle aus ${counted(blocks, 'Block', 'Blöcken')} ausgewählt; es gibt also keinen Gegner.`,
    same: 'Das ist die Wahl des Surrogats selbst. Für ein Rennen etwas ändern.',
    yours: 'eigene',
    against: 'gegen',
    start: (seeds, time) => `Rennen: je ${count(seeds)} Seeds${time === undefined ? '' : `, etwa ${time}`}`,
    busy: 'Eine Suche läuft. Für ein Rennen anhalten.',
    note: (images) =>
      `Beide trainieren nebeneinander und werden an ${count(images)} Bildern beurteilt, mit denen keine trainiert wird. Die Suche bleibt, wie sie ist.`,
    stop: 'Rennen abbrechen',
    now: (done, of) => `${count(done)} von ${count(of)} Trainings fertig`,
    history: 'Bisherige Rennen',
    columns: ['Blöcke', 'eigene, %', 'seine Wahl, %', 'Unterschied'],
    deviation: (mean, deviation) => (deviation === undefined ? mean : `${mean} ± ${deviation}`),
    historyNote:
      '± ist die Streuung über die Seeds einer Zelle. Drei Seeds entscheiden wenig: Kleinere Unterschiede können Glück sein.',
    failed: 'gescheitert',
    live: (yours, rival) =>
      yours === undefined || rival === undefined
        ? ''
        : `Eigene Zelle ${percent(yours)}, Wahl des Surrogats ${percent(rival)}.`,
  },
};
