/** @file The words of Runs in German. */
import { count, counted } from '../../model/format.ts';
import type { RunsWords } from '../words.ts';

export const RUNS: RunsWords = {
  title: 'Läufe auf diesem Computer',
  note: 'Jedes fertige Kind jedes Laufs. Öffne einen, um ihn anzusehen; nichts startet von selbst.',
  nothingKept:
    'Dieses Fenster behält nichts: Sein Speicher ist aus, wie in manchen privaten Fenstern. Eine Suche läuft trotzdem, ist aber weg, wenn das Fenster schließt.',
  reading: 'Die Liste wird gelesen.',
  none: 'Noch keiner. Die erste Suche, die du startest, erscheint hier.',
  tick: 'Hake zwei bis sechs an, um sie zu vergleichen; Läufe, die sich nur im Seed unterscheiden, sind einer.',
  taken: (places, of) => `${places} von ${of} Plätzen belegt.`,
  clear: 'Leeren',
  queued: (searches) =>
    `${counted(searches, 'Suche wartet', 'Suchen warten')}; die nächste beginnt, wenn die vorige zu Ende ist, solange diese Seite offen ist.`,
  startNext: 'Die nächste starten',
  openFile: 'run.json oder final.json öffnen',
  storage: (used, allowed) =>
    `Diese Seite belegt hier ${used} MB, Bilder eingeschlossen; der Browser erlaubt ihr ${allowed} MB.`,
  sort: 'Ordnen',
  orders: {
    newest: 'neueste zuerst',
    best: 'beste zuerst',
    name: 'nach Namen',
    cells: 'meiste Zellen zuerst',
  },
  tag: 'Schlagwort',
  all: 'alle',
  compare: (text) => `${text} vergleichen`,
  seeds: (runs, text) => `${counted(runs, 'Lauf', 'Läufe')}, Seeds ${text}`,
  meanBest: 'beste im Mittel',
  running: 'läuft',
  elsewhere: 'läuft in einem anderen Tab',
  notFinished: 'nicht beendet',
  cellsIn: (cells, time) => `${counted(cells, 'Zelle', 'Zellen')} in ${time}`,
  resume: 'Fortsetzen',
  open: 'Öffnen',
  more: 'Mehr',
  remove: 'Löschen',
  deleted: (name, begun) => `${name}, begonnen ${begun}, ist mit allen Ergebnissen gelöscht.`,
  back: (name, begun) => `${name}, begonnen ${begun}, ist wieder da.`,
  best: 'beste',
  bestMeasured: 'beste gemessene',
  save: (file) => `${file} speichern`,
  name: 'Name',
  tags: 'Schlagwörter, mit Kommas getrennt',
  enterSeeds: (most, example) => `Gib bis zu ${most} Seeds ein, mit Kommas getrennt, etwa ${example}.`,
  nowQueued: (searches) =>
    `${counted(searches, 'Suche', 'Suchen')} eingereiht. Jede beginnt, wenn die vorige zu Ende ist, solange diese Seite offen ist.`,
  again: 'Dieselbe Suche noch einmal',
  strategy: 'Strategie',
  seedList: 'Seeds',
  queue: 'Einreihen',
  noImages: 'Seine Bilder sind nicht auf diesem Computer.',
  finals: 'Endgültige Trainings',
  networksIn: (networks, of, time) => `${count(networks)} von ${counted(of, 'Netz', 'Netzen')} in ${time}`,
  test: 'Test',
  unreadable: {
    run: (reason) => `Ein Lauf auf diesem Computer ist nicht lesbar. ${reason}.`,
    data: (reason) => `Ein Datensatz auf diesem Computer ist nicht lesbar. ${reason}.`,
    record: (reason, isIncident) =>
      `Ein Eintrag dieses Laufs ist nicht lesbar und fehlt. ${reason}.${isIncident ? '' : ' Ist er gelöscht, lässt sich der Lauf fortsetzen; mit demselben Seed trainiert er dasselbe noch einmal.'}`,
    delete: 'Löschen',
    deleteAll: (after) => `Löschen, samt ${counted(after, 'Eintrag', 'Einträgen')} danach`,
    ask: 'Eine andere Fassung dieser Seite kann es vielleicht lesen; gelöscht ist es weg.',
    keep: 'Behalten',
  },
};
