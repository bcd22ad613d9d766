/** @file The words of Try it in German. */
import { count, counted } from '../../model/format.ts';
import type { TryingWords } from '../words.ts';

export const TRYING: TryingWords = {
  title: 'Ein trainiertes Netz testen',
  noWeights: 'Die Gewichte dieses Netzes sind nicht hier. Öffne seine Datei: network.onnx.',
  opening: 'Das Netz wird geöffnet.',
  none: 'Hier ist noch kein Netz trainiert. Trainiere eines oder öffne die Datei eines anderen: network.onnx.',
  chooseNetwork: 'network.onnx wählen',
  cannotOpen: (file, reason) => `${file} lässt sich nicht öffnen. ${reason}.`,
  back: 'Zurück zum Ergebnis',
  train: 'Ein Netz trainieren',
  show: 'Zeig ihm ein Bild',
  says: (answer, sure) => `Es sagt ${answer}, zu ${sure} sicher`,
  reads: (side, words) =>
    `Das Netz sieht ${side} × ${side} Pixel und kennt ${counted(words, 'Wort', 'Wörter')}. Was du ihm auch zeigst, es wählt eines davon.`,
  live: 'live',
  stop: 'Stopp',
  choose: 'Auswählen',
  camera: 'Kamera',
  empty: (words, hasMore) =>
    `Zieh ein Bild hierher, füge eines ein, wähle eine Datei oder nimm die Kamera. Es kennt ${words}${hasMore ? ' und mehr' : ''}.`,
  drag: 'Zieh den Rahmen oder seine Ecken. Ein anderes Bild kannst du überall ablegen oder einfügen.',
  mirror: 'spiegeln',
  frame: (side, width, height) =>
    `Das Quadrat, das dem Netz gezeigt wird, ${side} Pixel von ${width} × ${height}. Pfeiltasten verschieben es, Plus und Minus ändern seine Größe.`,
  asItGets: 'Wie das Netz es bekommt',
  size: (side) => `${side} × ${side} Pixel, drei Farben.`,
  pictureAsItGets: 'Das Bild, wie das Netz es bekommt',
  numbers: (values) => `Jedes Quadrat ist ein Pixel: ${count(values)} Zahlen sind alles, was es von deinem Bild weiß.`,
  pasted: 'eingefügtes Bild',
  fromCamera: (time) => `Kamera, ${time}`,
  noPicture: (name) => `${name} ist kein Bild, das dieser Browser lesen kann; nimm eine PNG-, JPEG- oder WebP-Datei.`,
  refusals: {
    notAllowed: 'Die Kamera wurde nicht erlaubt. Erlaube sie neben der Adresse der Seite oder wähle ein Bild.',
    forbidden: 'Diese Seite darf die Kamera nicht benutzen. Wähle ein Bild.',
    none: 'Hier gibt es keine Kamera. Wähle ein Bild.',
    inUse: 'Ein anderes Programm benutzt die Kamera.',
    insecure: 'Browser geben die Kamera nur sicheren Seiten (https). Wähle ein Bild.',
    other: (reason) => `Die Kamera lässt sich nicht benutzen: ${reason}`,
    notShown: (reason) => `Das Kamerabild lässt sich nicht zeigen: ${reason}`,
  },
  itsAnswer: 'Was das Netz sagt',
  answerToCome: 'Hier erscheint seine Antwort.',
  looking: 'Es sieht sich das Bild an.',
  believes: 'Was es glaubt',
  took: (ms) => `${ms} ms auf dem Prozessor`,
  byProbability: 'Klassen nach Wahrscheinlichkeit',
  worth: (sure, right, images) =>
    `Wo es sich etwa zu ${sure} sicher war, lag es bei ${right} von ${count(images)} Testbildern richtig. Dein Bild kann anders sein als sie: Trau der Antwort weniger.`,
  trained: 'Trainiertes Netz',
  rightOn: (share, images) => `Richtig bei ${share} von ${count(images)} Testbildern`,
  detail: (repeats, filters, seed, when, data) =>
    `N ${repeats}, F ${filters}, Seed ${seed}, trainiert${when === '' ? '' : ` am ${when}`} mit ${data}`,
  openAnother: 'Ein anderes Modell öffnen',
  seen: 'Schon gezeigt',
  seenNote: 'bleiben, bis du diese Seite schließt, und werden nie gesendet',
  unsure: (name) => `${name}, unsicher`,
  saw: {
    title: 'Was es sah',
    measure: 'Messen',
    about: (squares, name) =>
      `Verdeckt nacheinander ${squares} Quadrate des Bildes und fragt erneut: Wo ${name} sinkt, hat es hingesehen.`,
    map: (name) => `Wo ${name} sank, als ein Quadrat verdeckt war`,
    how: (name) =>
      `Jedes Quadrat wurde einmal verdeckt und das Bild neu klassifiziert: je dunkler, desto stärker sank ${name}.`,
    soFar: (done, of) => `${done} von ${of} Quadraten`,
    points: (figure) => `${figure} Punkte`,
    none: 'Kein Quadrat war für sich wichtig.',
    covered: (place, figure) => `${place} verdeckt: {measured:${figure}}`,
    places: [
      ['Oben links', 'Oben Mitte', 'Oben rechts'],
      ['Mitte links', 'Die Mitte', 'Mitte rechts'],
      ['Unten links', 'Unten Mitte', 'Unten rechts'],
    ],
  },
};
