/** @file The words of the tour in German, which addresses nobody as du or Sie. */
import { areLevel, count, counted, decimal, hundredths, percent, points, pointsApart } from '../../model/format.ts';
import type { TourWords } from '../words.ts';

const NUMBERS = 'keine eine zwei drei vier fünf sechs sieben acht neun zehn elf zwölf'.split(' ');

/** Small numbers as words. */
function inWords(value: number, isFirst = false): string {
  const word = NUMBERS[value] ?? count(value);
  return isFirst ? word.charAt(0).toUpperCase() + word.slice(1) : word;
}

const cellName = (number: number): string => `Zelle ${number}`;

const lanes: TourWords['lanes'] = {
  pnas: 'PNAS',
  random: 'Zufall',
  shuffled: 'gemischt',
  evolution: 'Evolution',
  'local-search': 'lokale Suche',
  bananas: 'BANANAS',
};

export const TOUR: TourWords = {
  name: 'Wie eine Suche wächst',
  stepOf: (at, of) => `${at} von ${of}`,
  back: 'Zurück',
  next: (title) => `Weiter: ${title}`,
  beforeYouGoOn: 'Bevor es weitergeht',
  showAnswer: 'Eine Antwort zeigen',
  opening: 'Der aufgezeichnete Lauf wird geöffnet.',
  noRecording: (reason) => `Der aufgezeichnete Lauf kann nicht gezeigt werden. ${reason}.`,
  noLesson:
    'Der aufgezeichnete Lauf hat keine zweite Stufe, deren Zellen ein Surrogat ausgewählt hat; es gibt also nichts zu erzählen.',
  cellName,
  titles: {
    cell: 'Wonach wird gesucht?',
    simple: 'Die einfachsten trainieren',
    learn: 'Ein kleines Modell lernt aus den Ergebnissen',
    grow: 'Jede Zelle wächst um einen Block',
    game: 'Gegen das Surrogat raten',
    picked: 'Was es ausgewählt hat',
    again: 'Und noch einmal, einen Block größer',
    worth: 'Hat es sich gelohnt?',
  },
  steps: {
    cell: ({ operators, lookback, cells }) => ({
      text: [
        'Ein neuronales Netz für Bilder ist ein Stapel aus einem kleinen Bauplan, der {strong:Zelle}, die sich wiederholt. Eine Zelle besteht aus Blöcken: zwei Operatoren, die je eine frühere Ausgabe lesen, und ihre Summe.',
        `${counted(operators, 'Operator', 'Operatoren')} und ${counted(lookback, 'lesbare frühere Ausgabe', 'lesbare frühere Ausgaben')} ergeben ${count(cells)} verschiedene Zellen aus einem Block. {screen:Ein Quadrat antippen, um seine Zelle zu sehen.}`,
      ],
      question: 'Warum eine kleine Zelle suchen und nicht gleich ein ganzes Netz?',
      answer:
        'Es gibt weit weniger Zellen als Netze, und eine Zelle, die in einem kleinen Stapel gefunden wurde, lässt sich danach tiefer und breiter stapeln.',
    }),
    simple: ({ cells, epochs, images }) => ({
      text: [
        `Alle ${count(cells)} Zellen aus einem Block werden trainiert, jede von Grund auf, ${counted(epochs, 'Epoche', 'Epochen')} lang. Sie kommen zuerst, weil es wenige sind, weil sie schnell trainiert sind und weil größere Zellen aus denselben Teilen bestehen: Was hier hilft, ist dort ein Hinweis. {screen:Jeder Punkt ist eine von ihnen; weiter rechts ist besser.}`,
        `Die {measured:gemessene} Genauigkeit ist der Anteil richtig erkannter Bilder unter ${count(images)}, mit denen nicht trainiert wurde. {screen:Einen Punkt oder ein Quadrat berühren: Es sind dieselben Zellen.}`,
      ],
      question: 'Warum mit Bildern prüfen, mit denen nicht trainiert wurde?',
      answer:
        'Ein Netz kann seine Trainingsbilder auswendig lernen. Nur Bilder, die es nie gesehen hat, zeigen, was es verstanden hat.',
    }),
    learn: ({ cells }) => ({
      text: [
        `Das {predicted:Surrogat} ist ein kleines Modell, das den Bauplan einer Zelle liest und ihre Genauigkeit vorhersagt. Es hat ${count(cells)} Baupläne mit ihren Ergebnissen gesehen; daraus zu lernen dauert Sekunden.`,
        '{screen:Jeder Operator steht bei der mittleren Genauigkeit der Zellen, die ihn haben. Eine größere Zelle wählen, um zu sehen, was das Surrogat für sie vorhersagt.}',
      ],
      question: 'Was könnte das Surrogat an diesen Ergebnissen bemerken?',
      answer:
        'Zum Beispiel, welche Operatoren in den besseren Zellen vorkommen, welche Eingänge helfen und welche Paare.',
    }),
    grow: ({ parents, blocks, duplicates, candidates, kept }) => ({
      text: [
        `${count(parents)} Zellen × ${count(blocks)} neue Blöcke ergeben ${count(parents * blocks)} größere Zellen. ${count(duplicates)} davon sind derselbe Bauplan wie eine andere und werden gestrichen: {strong:${count(candidates)}} bleiben übrig, zu viele zum Trainieren.`,
        `Das {predicted:Surrogat} sagt sie alle in Sekunden vorher, und nur die ${count(kept)} nach seiner Meinung besten werden ausgewählt. {screen:Ein Quadrat berühren, um zu sehen, was es ist.}`,
      ],
      question: 'Die vorhergesagten Genauigkeiten dürfen alle falsch sein, wenn nur ihre Reihenfolge stimmt. Warum?',
      answer:
        'Nur die besten werden ausgewählt. Wäre jede Vorhersage um denselben Betrag zu hoch, würden dieselben Zellen ausgewählt.',
    }),
    again: ({ blocks, means }) => ({
      text: [
        `Das Surrogat lernt aus allem bisher Gemessenen, die eben trainierten Zellen wachsen um einen weiteren Block, und so geht es weiter bis ${counted(blocks, 'Block', 'Blöcke')}. {screen:Jeder Punkt wandert von seiner Vorhersage zur Messung.}`,
        `Mittlere Genauigkeit, ohne die zufällig gezogenen: ${means}. Größere Zellen können von sich aus besser sein; dass die Auswahl half, zeigt das also noch nicht.`,
        'Das ist Progressive Neural Architecture Search: vom Einfachen zum Komplexen, mit einem Führer.',
      ],
      question: 'Warum nicht mit den größten Zellen beginnen?',
      answer:
        'Es gibt zu viele davon, und noch ist nichts bekannt. Kleine Zellen sind schneller trainiert und lehren das Surrogat, worauf es ankommt.',
    }),
  },
  lanes,
  game: {
    text: {
      probes: (cells, left, first) =>
        `Aus den ${count(left)} Zellen aus zwei Blöcken, die das {predicted:Surrogat} nicht auswählte, wurden ${inWords(cells)} zufällig gezogen und trainiert. Bekannt ist, was es wusste: die Ergebnisse der ${count(first)} Zellen aus einem Block. Welche drei waren am besten?`,
      picked: (cells, first) =>
        `Das sind ${inWords(cells)} der Zellen aus zwei Blöcken, die das {predicted:Surrogat} ausgewählt hat; sie wurden trainiert. Bekannt ist, was es wusste: die Ergebnisse der ${count(first)} Zellen aus einem Block. Welche drei waren am besten?`,
    },
    pickedNote:
      'Dieser Lauf hat keine zufällig gezogenen Zellen trainiert; dies sind also ausgewählte, alle nahe der Spitze: schwerer zu ordnen als eine faire Stichprobe, für Menschen wie für das Surrogat.',
    inputs:
      'Unter jedem Operator steht, was er liest: −1 die Zelle davor, −2 die vor dieser, 0 den ersten Block der Zelle selbst.',
    group: 'Drei Zellen wählen',
    chosen: (number) => `${number} von 3 gewählt.`,
    free: 'Noch einmal drücken gibt eine wieder frei.',
    full: 'Drei sind gewählt. Zuerst eine davon durch Drücken freigeben.',
    more: (left) => (left === 1 ? 'Noch eine wählen' : `Noch ${inWords(left)} wählen`),
    reveal: 'Zeigen, was geschah',
    skip: 'Keine Lust zu raten?',
    skipButton: 'Ohne Tipp zeigen',
    again: 'Noch einmal raten',
    next: 'Weiter: Was es ausgewählt hat',
    noGame: 'Dieser Lauf hat für ein Spiel zu wenige gemessene Zellen aus zwei Blöcken.',
    failed: (numbers) => `Training gescheitert und nicht Teil des Spiels: ${numbers.map(cellName).join(', ')}.`,
    heading: (surrogate, reader) => {
      const found = (hits: number): string => (hits === 3 ? 'alle drei' : inWords(hits));
      if (reader === undefined) return `Das Surrogat fand ${found(surrogate)} der besten drei`;
      if (reader === surrogate) return `Beide gleichauf: ${found(reader)} gefunden`;
      return reader > surrogate
        ? `Selbst ${found(reader)} gefunden, das Surrogat ${found(surrogate)}`
        : `Das Surrogat fand ${found(surrogate)}, selbst gefunden: ${found(reader)}`;
    },
    meaning: {
      picked:
        'Alle diese Zellen waren schon nahe der Spitze; ob die Auswahl besser war als der Zufall, könnten nur zufällig gezogene Zellen zeigen.',
      ordered:
        'Allein aus Zellen mit einem Block brachte es größere in fast die richtige Reihenfolge: Darum kommen einfache Zellen zuerst.',
      better:
        'Seine drei waren besser, als drei zufällig gezogene im Mittel wären, obwohl es die übrigen nur schwach ordnete.',
      chance: 'Hier waren seine drei nicht besser, als drei zufällig gezogene im Mittel wären.',
    },
    certainty: {
      lucky: (hits, chance) =>
        `Eine Runde mit dreien kann Glück sein: Drei zufällig gezogene finden in ${percent(chance, 0)} der Runden mindestens ${inWords(hits)}.`,
      none: 'Eine Runde mit dreien entscheidet wenig.',
      luck: (training, images, shown) =>
        `Eine Genauigkeit ist hier zum Teil Glück (Standardabweichungen): ±${training} Punkte von einem Training einer Zelle zum nächsten, ±${images} je nachdem, an welchen ${count(shown)} Bildern sie gemessen wird.`,
      luckOfImages: (images, shown) =>
        `Eine Genauigkeit ist hier zum Teil Glück: ±${images} Punkte (Standardabweichung) allein je nachdem, an welchen ${count(shown)} Bildern sie gemessen wird.`,
      order: (cells, rho, low, high) =>
        `Über alle ${inWords(cells)} erreicht seine Reihenfolge ${decimal(rho, 2)} (95-%-Intervall ${decimal(low, 2)} bis ${decimal(high, 2)}); 1 ist perfekt, 0 ist Zufall.`,
      noOrder: 'Für eine Bewertung der Reihenfolge sind es zu wenige Zellen.',
    },
    stageBefore: 'Eine Genauigkeitsachse für Bekanntes und Kommendes',
    stageAfter: (cells) => `Die ${inWords(cells)} in der Reihenfolge, in der das Surrogat sie probiert hätte`,
    firstLevel: (cells) => `${count(cells)} Zellen aus einem Block, alle gemessen`,
    operatorMean: 'Mittel mit diesem Operator',
    waiting: 'wartet',
    hint: [
      'Ein Hinweis für beide',
      'Das Surrogat hat diese gesehen und sonst nichts. Ein Punkt zeigt beim Berühren seine Zelle.',
    ],
    wait: ['Wo werden sie landen?', 'Sie warten neben der Achse: Jeder Platz darauf wäre schon ein Tipp.'],
    covered: [
      'Seine Vorhersagen stehen fest',
      'Das Surrogat hat sie geordnet. Seine Reihenfolge bleibt verdeckt, bis der eigene Tipp steht.',
    ],
    legend: 'Zwei Marken je Zeile',
    legendPredicted: 'vorhergesagt',
    legendMeasured: 'gemessen',
    legendBest: 'die drei besten',
    cell: 'Zelle',
    marks: 'vorhergesagt und gemessen auf der Achse',
    you: 'selbst',
    its: 'seine 3',
    moved:
      'Jeder Punkt wanderte von seinem {predicted:vorhergesagten} zum {measured:gemessenen} Wert. Die Strecke ist der Fehler.',
    columns: ['der besten 3', 'Mittel, %', 'über Zufall'],
    rows: { reader: 'Selbst', surrogate: 'Surrogat', lot: 'Zufall' },
    sure: 'Wie sicher ist das?',
  },
  picked: {
    error: (kept, candidates, off) =>
      `Die ${count(kept)} vom Surrogat ausgewählten Zellen, ${percent(kept / Math.max(1, candidates), 1)} aller Kandidaten, wurden trainiert. {screen:Jeder Punkt wandert von der Vorhersage zur Messung.} Die Vorhersagen lagen im Mittel um ${hundredths(off)} Punkte daneben.`,
    against: (picks, probes, gain, low, high) =>
      `{strong:Besser als der Zufall?} Die ausgewählten erreichten im Mittel ${percent(picks, 2)}, die zufällig gezogenen ${percent(probes, 2)}: ${points(gain)} Punkte (95-%-Intervall ${points(low)} bis ${points(high)}).`,
    picking: {
      above: 'Die Auswahl nach Vorhersage hat also geholfen.',
      below: 'Die Auswahl nach Vorhersage hat hier also geschadet.',
      close: 'Das ist nach einem Lauf nicht zu entscheiden.',
    },
    noProbes:
      'Ob die Auswahl besser ist als der Zufall, kann dieser Lauf nicht sagen: Er hat daneben keine zufällig gezogenen Zellen trainiert.',
    orderOfProbes: (rho, low, high, cells) =>
      `Seine Reihenfolge der ${count(cells)} zufällig gezogenen Zellen erreicht nach Spearmans Rangkorrelation ${decimal(rho, 2)} (${decimal(low, 2)} bis ${decimal(high, 2)}): 1 ist perfekt, 0 ist Zufall.`,
    orderOfPicks: (rho, low, high) =>
      `Unter den ausgewählten allein sind es ${decimal(rho, 2)} (${decimal(low, 2)} bis ${decimal(high, 2)}): Alle waren nahe der Spitze vorhergesagt, da bleibt wenig zu ordnen.`,
    question: 'Ist es nutzlos, wenn es die ausgewählten Zellen nicht ordnen kann?',
    answer: (left, isTold) =>
      `Nicht deshalb: Seine Aufgabe war, sie von den ${count(left)} zu unterscheiden, die es wegließ. ${isTold ? 'Ob das gelang, sagen die zufällig gezogenen Zellen, eine faire Stichprobe davon; die ausgewählten können es nicht.' : 'Ob das gelang, könnten nur zufällig gezogene Zellen sagen, und dieser Lauf hat keine.'}`,
  },
  worth: {
    confirmed: (mean, seeds, digits) =>
      `Die beste Zelle erreichte {strong:${percent(mean, digits)}}, das Mittel aus ${counted(seeds, 'neuen Training', 'neuen Trainings')}, beurteilt an Bildern, die die Suche nie sah.`,
    luck: (highest, again, digits) =>
      `Die höchste Einzelmessung war ${percent(highest, digits)}; neu trainiert erreichte diese Zelle ${percent(again, digits)}. ${
        again < highest ? 'Die höchste von vielen Messungen ist zum Teil Glück.' : 'Diesmal war es kein Glück.'
      }`,
    measured: (best, level, noise, digits) =>
      `Die beste gemessene Zelle erreichte ${percent(best, digits)}, auf Stufe ${level}; liegen zwei Zellen weniger als ${noise} Punkte auseinander, kann das allein Glück sein.`,
    scale:
      'Das sind winzige Netze mit wenigen Bildern. Sie sind nicht mit veröffentlichten CIFAR-10-Ergebnissen vergleichbar.',
    noRace:
      'Eine faire Antwort braucht dasselbe Budget, vom Zufall ausgegeben, und das mehrmals. Diese Aufzeichnung hat keine solchen Gegenstücke.',
    question: 'Wer läge mit einem Zehntel des Budgets vorn?',
    answer:
      'Wahrscheinlich die Zufallssuche: Die ersten Stufen bezahlen, was das Surrogat lernt, und sie trainiert von Anfang an große Zellen.',
    control: 'Wie ließe sich herausfinden, ob sich das Surrogat gelohnt hat?',
    controlAnswer:
      'Mit demselben Budget zufällig suchen, beides mehrmals, und die besten Zellen nach neuem Training vergleichen.',
  },
  stage: {
    firstGrid: 'Alle Zellen aus einem Block',
    firstGridNote:
      'Eine Hälfte des Blocks nach unten, die andere zur Seite. Ein Quadrat ist eine Zelle; seine Farbe, sobald gemessen, ihre Genauigkeit.',
    network: 'Das Netz: dieselbe Zelle, eine nach der anderen',
    networkNote: (lookback) =>
      lookback === 1
        ? 'H−1 ist die Ausgabe der Zelle davor. Vor der ersten Zelle steht eine Faltung des Bildes.'
        : 'H−1 ist die Ausgabe der Zelle davor, H−2 die der vorletzten, und so weiter. Vor der ersten Zelle steht eine Faltung des Bildes.',
    image: 'Bild',
    classes: (classes) => `${count(classes)} Klassen`,
    operators: 'Die Operatoren',
    operatorNotes: {
      identity: 'gibt seinen Eingang weiter',
      '3x3 dconv': '3×3-Faltung je Kanal, dann über die Kanäle',
      '5x5 dconv': '5×5-Faltung je Kanal, dann über die Kanäle',
      '7x7 dconv': '7×7-Faltung je Kanal, dann über die Kanäle',
      '1x7-7x1 conv': 'Faltung über eine Zeile von 7, dann über eine Spalte von 7',
      '3x3 conv': '3×3-Faltung über alle Kanäle',
      '3x3 dilated conv': '3×3-Faltung, die jedes zweite Pixel auslässt',
      '3x3 maxpool': 'der größte von 3×3 Nachbarn',
      '3x3 avgpool': 'das Mittel von 3×3 Nachbarn',
    },
    swarm: (cells, of) => `Stufe 1: ${count(cells)} von ${count(of)} gemessen`,
    marks: 'Mittlere Genauigkeit der Zellen aus einem Block mit jedem Operator',
    example: 'Eine größere Zelle nach ihren Operatoren',
    exampleNote:
      'Gepunktete Linien führen von ihren Operatoren zur Vorhersage. Sie ist nicht deren Mittel und kann jenseits von allen liegen: Das Surrogat liest auch Eingänge, Paare und wie die Blöcke verbunden sind.',
    examples: 'Eine größere Zelle wählen',
    noExample: 'In diesem Lauf gehören die größeren Zellen zum kommenden Spiel; darum steht hier keine.',
    predictedAt: (accuracy) => `vorhergesagt ${accuracy}`,
    growthGrid: (rows, columns) => `${count(rows)} Zellen × ${count(columns)} neue Blöcke`,
    growthNote: (shown, rows) =>
      shown < rows
        ? `Zeilen: die ersten ${count(shown)} von ${count(rows)} Zellen aus einem Block. Spalten: neue Blöcke.`
        : 'Zeilen: die Zellen aus einem Block. Spalten: die Blöcke, um die jede wachsen kann.',
    growthBlocks: (halves, operators, inputs) =>
      `Ein neuer Block sind zwei beliebige von ${count(halves)} Hälften oder eine doppelt: ${counted(operators, 'Operator', 'Operatoren')}, jeder liest einen von ${counted(inputs, 'Eingang', 'Eingängen')}, darunter der erste Block der Zelle.`,
    curve: 'Alle Vorhersagen, von der besten zur schlechtesten',
    fates: {
      duplicate: 'gestrichen: derselbe Bauplan wie ein anderer',
      dropped: 'vorhergesagt, nicht ausgewählt',
      kept: 'vom Surrogat ausgewählt',
      probe: 'zufällig gezogen',
    },
    duplicateOf: (parent, block) => `Derselbe Bauplan wie Zelle ${parent} mit dem Block ${block}.`,
    grownFrom: (parent) => `Zelle ${parent}, um einen Block gewachsen.`,
    picks: 'vom Surrogat ausgewählt',
    lot: 'zufällig gezogen',
    bestOfRow: 'die beste ihrer Zeile',
    levelHead: (level) => `Stufe ${level}`,
    counted: (done, of) => `${count(done)} von ${counted(of, 'Zelle', 'Zellen')}`,
    mean: (accuracy) => `Mittel ${accuracy}`,
    half: (operator, input) => `${operator} von ${input < 0 ? `H−${-input}` : `Block ${input}`}`,
    axis: (images) => `Genauigkeit auf ${count(images)} Validierungsbildern; zu 100 % hin gespreizt`,
    touch: 'Eine Marke berühren oder ansteuern, um ihre Zelle zu sehen; Pfeiltasten gehen von Marke zu Marke.',
    asTable: 'Als Tabelle zeigen',
    asPicture: 'Als Bild zeigen',
    table: ['Zelle', 'Stufe', 'vorhergesagt, %', 'gemessen, %', 'Unterschied'],
    play: 'Abspielen',
    pause: 'Anhalten',
    place: 'Stelle im aufgezeichneten Lauf',
    ofRun: (now, all) => `${now} von ${all} Training`,
    confirm: 'Bestätigung',
  },
  panel: {
    level: (level) => `Stufe ${level}`,
    predicted: 'vorhergesagt',
    measured: 'gemessen',
    difference: 'Unterschied',
    notMeasured: 'noch nicht',
    failed: 'gescheitert',
    none: 'nicht vorhergesagt',
  },
  projector: { name: 'Beamer-Modus', note: 'große Schrift, starker Kontrast; auch im Link' },
  link: {
    heading: 'Link für die Klasse',
    note: (step) =>
      `Öffnet diese Lektion bei Schritt ${step}; die Einstellungen der Suche sind ausgefüllt, gestartet ist nichts.`,
    hide: { settings: 'Einstellungen ausblenden', answers: 'ohne Antworten' },
    copy: 'Link kopieren',
    copied: 'Der Link ist kopiert.',
    length: (characters) => `${count(characters)} von ${count(2000)} Zeichen`,
    local:
      'Diese Adresse gilt nur auf diesem Rechner oder in diesem Netz: Andere können den Link nur öffnen, wenn sie auch dort sind.',
    qr: 'Der Link als QR-Code',
  },
  race: {
    heading: 'Die bisher beste Zelle, während jede Suche ihr Budget ausgibt',
    caption: (seeds) =>
      seeds > 2
        ? `Linien: Mittel über ${inWords(seeds)} Seeds der geschätzten Genauigkeit der bisher besten Zelle; Bänder: 95-%-Intervalle.`
        : seeds > 1
          ? `Linien: Mittel über ${inWords(seeds)} Seeds der geschätzten Genauigkeit der bisher besten Zelle. Das zeigt, was geschah, nicht, was wieder geschähe.`
          : 'Linien: die geschätzte Genauigkeit der bisher besten Zelle. Je ein Seed: Das zeigt, was geschah, nicht, was wieder geschähe.',
    estimate:
      'Geschätzt: aus der Messung und dem, was ähnliche Zellen nahelegen; eine glückliche Messung zählt so weniger. Die Linien sind vorsichtig: Sie können fallen, wenn mehr bekannt wird, und die Marken am Ende, aus neuen Trainings und auf anderen Bildern, können darüber liegen.',
    intro: (seeds) => `Diese Suchen hatten dasselbe Budget${seeds > 1 ? `, mit je ${inWords(seeds)} Seeds` : ''}:`,
    how: {
      pnas: '{measured:PNAS} wählt mit dem Surrogat aus.',
      random: '{strong:Zufall} zieht die größten Zellen zufällig.',
      shuffled:
        '{strong:Gemischt} wächst wie PNAS, aber mit durcheinandergewürfelten Vorhersagen, wählt also zufällig.',
      evolution: '{strong:Evolution} ändert an guten Zellen jeweils eine Sache.',
      'local-search': '{strong:Lokale Suche} probiert die Nachbarn ihrer besten Zelle.',
      bananas: '{strong:BANANAS} fragt ebenfalls ein Surrogat, welche Änderungen guter Zellen zu trainieren sind.',
    },
    confirmed:
      'Am Ende trainiert jede Suche ihre besten Zellen neu, mit frischen Seeds, und wird an Bildern beurteilt, die sie nie sah. So gewinnt keine Messung durch Glück.',
    difference: (strategy, lead) =>
      areLevel(lead)
        ? `gleichauf mit „${lanes[strategy]}“`
        : `${pointsApart(lead)} Punkte ${lead < 0 ? 'unter' : 'über'} „${lanes[strategy]}“`,
    verdict: {
      none: 'Hier wurde keine Kontrolle bestätigt; gewonnen hat also niemand.',
      few: (differences, seeds) =>
        `Hier liegt die bestätigte beste Zelle von PNAS ${differences}, mit ${seeds === 1 ? 'einem Seed' : `${inWords(seeds)} Seeds`}: zu wenig, um zu sagen, dass es wieder so käme.`,
      above: (differences) =>
        `Hier liegt die bestätigte beste Zelle von PNAS ${differences}: mehr, als Glück erklärt. Das Surrogat hat sich gelohnt.`,
      below: (differences) =>
        `Hier liegt die bestätigte beste Zelle von PNAS ${differences}: mehr, als Glück erklärt. Das Surrogat hat sich nicht gelohnt.`,
      close: (differences) =>
        `Nicht zu entscheiden: Die bestätigte beste Zelle von PNAS liegt ${differences}, und das kann allein Glück sein.`,
      mixed: (differences) =>
        `Hier liegt die bestätigte beste Zelle von PNAS ${differences}. Einiges davon kann Glück sein, aber nicht alles.`,
    },
    onTable: (cells, searches, children, pnas, random) =>
      `Ein Rennen ist Glückssache. NAS-Bench-201 ist eine öffentliche Tabelle von ${count(cells)} Zellen, die andere trainiert haben. In je ${count(searches)} Suchen mit ${count(children)} Zellen endete PNAS im Mittel ${pointsApart(pnas, 2)} Genauigkeitspunkte unter der besten Zelle der Tabelle, die Zufallssuche ${pointsApart(random, 2)}: weit mehr, als Glück erklärt.`,
    level: (level, isFirst) => (isFirst ? `Stufe ${level} von PNAS` : `Stufe ${level}`),
    axis: (unit) => `${unit} Multiply-Adds für das Training`,
    unit: (value, unit) => `${count(value)} ${unit}`,
    units: { T: 'Billionen', G: 'Milliarden' },
    confirmedHead: (seeds) => (seeds > 1 ? `Bestätigt, Mittel über ${inWords(seeds)} Seeds` : 'Beste, bestätigt'),
    alone: 'Eine Differenz drücken, um ihre beiden Suchen allein zu sehen.',
    lead: (strategy) => `PNAS minus ${lanes[strategy]}`,
    leadRange: (low, high) => `Punkte, ${points(low)} bis ${points(high)}`,
    leadFew: (seeds) => (seeds === 1 ? 'Punkte, ein Seed' : `Punkte, ${inWords(seeds)} Seeds`),
    ahead: (ahead, pairs) =>
      pairs === 1
        ? ''
        : ahead === pairs
          ? `Mit allen ${inWords(pairs)} Seeds lag es vorn.`
          : `Mit ${count(ahead)} von ${inWords(pairs)} Seeds lag es vorn.`,
    shuffledNote: 'Beide wachsen durch dieselben Stufen: Den Unterschied macht allein das Surrogat.',
    lostHead: 'Wo es verlor',
    lost: (until) =>
      `Erst ab etwa ${until} lag PNAS auf Dauer vorn: Der Zufall trainiert sofort große Zellen, während PNAS erst von kleinen lernt.`,
    lostAll: 'Am Ende des Budgets lag die Schätzung des Zufalls noch vorn.',
    lostNever: 'Der Zufall lag zu keiner Zeit dauerhaft vorn.',
    foot: (seeds, budget, images) =>
      `${seeds > 2 ? 'Bereiche sind 95-%-Intervalle über Seeds, gepaart nach Seed. ' : ''}${seeds > 1 ? 'Kleine Punkte: die Seeds. ' : ''}Differenzen aus ungerundeten Werten. Je ${budget}; bestätigt auf ${count(images)} Bildern, zu gleichen Zusatzkosten für alle.`,
    table: ['Suche', 'Seeds', 'Zellen', 'bestätigte beste, %', '95-%-Intervall'],
    tableName: 'Das Rennen in Zahlen',
    estimated: (accuracy) => `geschätzt ${accuracy}`,
    confirmedAt: (accuracy) => `bestätigt ${accuracy}`,
    tryIt: 'Ausprobieren: mit diesen Einstellungen',
    tryNote: (blocks, children, time) =>
      `Öffnet die Suche mit ${counted(blocks, 'Block', 'Blöcken')}, K ${children}${time === undefined ? '' : `, etwa ${time} auf diesem Gerät`}. Nichts startet, bevor dort Start gedrückt wird.`,
    running: 'Eine Suche läuft: Sie bleibt, wie sie ist, und diese Einstellungen warten auf die nächste.',
    quiz: 'Quiz: fünf Fragen',
  },
  quiz: {
    questions: ({ candidates, kept, first }) => [
      {
        question: 'Woraus sagt das Surrogat vorher?',
        choices: [
          'Allein aus dem Bauplan einer Zelle: ihren Operatoren, Eingängen und Blöcken',
          'Aus den Bildern, mit denen die Zelle trainiert wird',
          'Aus den Gewichten des trainierten Netzes',
        ],
        why: 'Es sieht nie ein Bild oder ein Gewicht. Darum kann es Tausende Zellen in Sekunden vorhersagen.',
      },
      {
        question: `Auf Stufe 1 wurden alle ${count(first)} Zellen aus einem Block trainiert. Warum dort beginnen?`,
        choices: [
          'Es sind wenige und billige, und das Surrogat lernt von ihnen',
          'Zellen aus einem Block sind am genauesten',
          'Größere Zellen lassen sich nicht von Grund auf trainieren',
        ],
        why: 'Einfache Zellen zuerst: Ihre Ergebnisse lehren das Surrogat, welche Teile helfen, bevor die Zahl der Zellen explodiert.',
      },
      {
        question: `Von ${count(candidates)} Kandidaten wurden ${count(kept)} ausgewählt. Was geht verloren, wenn das Surrogat irrt?`,
        choices: [
          'Eine gute Zelle fällt vielleicht weg und wird nie trainiert',
          'Die trainierten Zellen bekommen eine falsche Genauigkeit',
          'Nichts: Weggefallene Zellen kommen auf der nächsten Stufe wieder',
        ],
        why: 'Gemessene Genauigkeiten sind echt, wer auch immer die Zelle gewählt hat. Was wegfiel, kommt nicht wieder, außer eine andere Zelle wächst hinein.',
      },
      {
        question:
          'Die höchste von vielen gemessenen Genauigkeiten wird, mit neuem Seed trainiert, höchstwahrscheinlich',
        choices: ['niedriger', 'höher', 'genau gleich'],
        why: 'Die höchste von vielen ist zum Teil durch Glück hoch, und Glück wiederholt sich nicht. Darum werden die besten mit frischen Seeds an anderen Bildern bestätigt.',
      },
      {
        question: 'Woran lässt sich erkennen, ob sich das Surrogat gelohnt hat?',
        choices: [
          'Mehrmals zufällig suchen, mit demselben Budget, und die bestätigten besten Zellen vergleichen',
          'Prüfen, ob seine Vorhersagen nahe an den Messungen lagen',
          'Die beste Genauigkeit mit der aus einem Artikel vergleichen',
        ],
        why: 'Nur eine Kontrolle mit demselben Budget zeigt, was die Auswahl gebracht hat. Nahe Vorhersagen können trotzdem schlecht ordnen, und Artikel trainieren mit anderen Daten und länger.',
      },
    ],
    title: 'Fünf Fragen',
    back: 'Quiz verlassen',
    check: 'Prüfen',
    next: 'Nächste Frage',
    finish: 'Fertig',
    right: 'Richtig.',
    wrong: 'Nicht ganz.',
    noted: 'Notiert. Die Antworten werden in der Klasse besprochen.',
    score: (right) => (right === 5 ? 'Alle fünf richtig.' : `${inWords(right, true)} von fünf richtig.`),
    done: 'Alle fünf sind beantwortet.',
    again: 'Noch einmal',
  },
  handout: {
    title: 'Wie eine Suche wächst: acht Schritte der Progressive Neural Architecture Search',
    from: (date, images) =>
      `Aus einer echten aufgezeichneten Suche vom ${date}, Genauigkeiten auf ${count(images)} Validierungsbildern. Nicht mit veröffentlichten CIFAR-10-Ergebnissen vergleichbar.`,
    name: 'Name',
    game: 'Eigener Tipp: drei ankreuzen',
    gameColumns: ['Zelle', 'ihre Blöcke', 'eigene drei', 'vorhergesagt, %', 'gemessen, %'],
    fill: 'Die letzten beiden Spalten ausfüllen, wenn das Ergebnis gezeigt wird.',
    operators: (list) => `Mittlere Genauigkeit der Zellen aus einem Block mit jedem Operator: ${list}.`,
    answers: 'Antworten',
    print: 'Als Arbeitsblatt drucken',
  },
};
