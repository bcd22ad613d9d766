/** @file The words of a page that leads a room, in German. */
import { count, counted } from '../../model/format.ts';
import type { LeadingWords } from '../words.ts';

export const LEADING: LeadingWords = {
  title: (room) => `Raum ${room} trainiert diese Suche`,
  about: 'Die Laptops trainieren die Zellen; das Surrogat lernt auf diesem Computer. Diesen Tab offen lassen.',
  over: 'Die Klasse hat diese Suche beendet',
  overNote:
    'Die Laptops haben den Raum verlassen, ihre Tabs können zu. Das Ergebnis lässt sich teilen. Für eine weitere Suche: Neue Suche, dann Start; die Laptops treten mit demselben Link wieder bei.',
  asking: 'Das Terminal der Klasse wird gefragt.',
  away: 'Das Terminal der Klasse ist nicht erreichbar. Alles Gemessene bleibt, und die Suche geht weiter, sobald es wieder da ist.',
  here: (laptops) => `${counted(laptops, 'Laptop', 'Laptops')} im Raum oder vor der Tür.`,
  gathering: (laptops, wanted) =>
    `${counted(laptops, 'Laptop', 'Laptops')} da; die Suche beginnt bei ${count(wanted)}.`,
  searching: (laptops, training) => `${counted(laptops, 'Laptop', 'Laptops')} da, ${count(training)} an einer Zelle.`,
  held: 'Die Klasse ist von der Tafel aus angehalten: Dort geht es mit „Weiter“ weiter.',
  wanted: 'Auf so viele Laptops warten',
  beginNow: 'Jetzt beginnen',
  copy: 'Link zum Mitmachen kopieren',
  copied: 'Der Link zum Mitmachen ist kopiert.',
  board: 'Tafel öffnen',
  code: (room) => `Der Link in den Raum ${room}`,
  leave: 'Doch auf diesem Gerät trainieren',
  wasRoom:
    'Diese Suche hat ein Raum trainiert. Mit dem Link der Lehrkraft geht sie dort weiter; Fortsetzen trainiert auf diesem Gerät.',
};
