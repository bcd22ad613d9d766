/** @file The words of Runs in French. */
import { count, counted } from '../../model/format.ts';
import type { RunsWords } from '../words.ts';

export const RUNS: RunsWords = {
  title: 'Recherches gardées sur cet ordinateur',
  note: 'Chaque enfant fini de chaque recherche. Ouvrez-en une pour la voir ; rien ne démarre tout seul.',
  nothingKept:
    'Cette fenêtre ne garde rien : son stockage est coupé, comme dans certaines fenêtres privées. Une recherche tourne quand même, mais disparaît à la fermeture.',
  reading: 'Lecture de la liste.',
  none: 'Aucune encore. La première recherche lancée apparaît ici.',
  tick: 'Cochez-en de deux à six pour les comparer ; celles qui ne diffèrent que par la graine n’en font qu’une.',
  taken: (places, of) => `${places} places prises sur ${of}.`,
  clear: 'Effacer',
  queued: (searches) =>
    `${counted(searches, 'recherche attend', 'recherches attendent')} ; la suivante commence quand la précédente est finie, tant que cette page est ouverte.`,
  startNext: 'Lancer la suivante',
  openFile: 'Ouvrir un run.json ou final.json',
  storage: (used, allowed) =>
    `Cette page occupe ici ${used} Mo, images comprises ; le navigateur lui en permet ${allowed} Mo.`,
  sort: 'Trier',
  orders: {
    newest: 'les plus récentes d’abord',
    best: 'les meilleures d’abord',
    name: 'par nom',
    cells: 'le plus de cellules d’abord',
  },
  tag: 'Étiquette',
  all: 'toutes',
  compare: (text) => `Comparer ${text}`,
  seeds: (runs, text) => `${counted(runs, 'recherche')}, graines ${text}`,
  meanBest: 'meilleure en moyenne',
  running: 'en cours',
  elsewhere: 'en cours dans un autre onglet',
  notFinished: 'pas finie',
  cellsIn: (cells, time) => `${counted(cells, 'cellule')} en ${time}`,
  resume: 'Reprendre',
  open: 'Ouvrir',
  more: 'Plus',
  remove: 'Supprimer',
  deleted: (name, begun) => `${name}, du ${begun} : supprimé avec tous ses résultats.`,
  back: (name, begun) => `${name}, du ${begun} : de retour.`,
  best: 'meilleure',
  bestMeasured: 'meilleure mesure',
  save: (file) => `Enregistrer ${file}`,
  name: 'Nom',
  tags: 'Étiquettes, séparées par des virgules',
  enterSeeds: (most, example) => `Entrez jusqu’à ${most} graines séparées par des virgules, par exemple ${example}.`,
  nowQueued: (searches) =>
    `${counted(searches, 'recherche mise en file', 'recherches mises en file')}. Chacune commence quand la précédente est finie, tant que cette page est ouverte.`,
  again: 'La même recherche encore',
  strategy: 'Stratégie',
  seedList: 'Graines',
  queue: 'Mettre en file',
  noImages: 'Ses images ne sont pas sur cet ordinateur.',
  finals: 'Entraînements finaux',
  networksIn: (networks, of, time) => `${count(networks)} sur ${counted(of, 'réseau', 'réseaux')} en ${time}`,
  test: 'test',
  unreadable: {
    run: (reason) => `Une recherche gardée sur cet ordinateur est illisible. ${reason}.`,
    data: (reason) => `Un jeu de données gardé sur cet ordinateur est illisible. ${reason}.`,
    record: (reason, isIncident) =>
      `Un enregistrement de cette recherche est illisible et omis. ${reason}.${isIncident ? '' : ' Une fois supprimé, elle peut reprendre ; avec la même graine elle entraîne la même chose.'}`,
    delete: 'Supprimer',
    deleteAll: (after) => `Supprimer, avec ${counted(after, 'enregistrement suivant', 'enregistrements suivants')}`,
    ask: 'Une autre version de cette page peut peut-être le lire ; supprimé, il est perdu.',
    keep: 'Garder',
  },
};
