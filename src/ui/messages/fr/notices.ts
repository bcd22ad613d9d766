/** @file What stands above a screen after something was done or has failed, in French. */
import { count, counted } from '../../model/format.ts';
import type { NoticesWords } from '../words.ts';

export const NOTICES: NoticesWords = {
  imagesStored: (images) =>
    `${counted(images, 'image est enregistrée', 'images sont enregistrées')} sur cet ordinateur.`,
  testLeftOut: 'Le lot de test a été laissé de côté : la recherche ne doit pas le voir.',
  imagesDeleted: 'Les images sont supprimées. Les recherches faites avec elles restent consultables.',
  imagesMissing: (images, name) =>
    `Les images de cette recherche, ${count(images)} de ${name}, ne sont pas sur cet ordinateur. Importez-les sous Nouvelle recherche, puis reprenez-la.`,
  searchRuns: 'Une recherche tourne. Mettez-la d’abord en pause ou arrêtez-la ; rien n’est perdu.',
  paused: 'En pause. Chaque enfant terminé est gardé ; reprenez quand vous voulez, demain aussi.',
  stopped: (children) =>
    `Arrêtée. ${children === 1 ? 'Le seul enfant entraîné est gardé' : `Les ${count(children)} enfants entraînés sont gardés`} ; Reprendre continue à partir de là.`,
  failed: (reason) => `La recherche s’est arrêtée. ${reason} Tout ce qui est mesuré est gardé.`,
  crashed: (reason) => `${reason}. Tout ce qui est mesuré est gardé.`,
  copyKept: 'Une copie de cette recherche est gardée ici.',
  notKept: 'Cette recherche reste ici jusqu’à la fermeture de la fenêtre.',
  canResume: 'Reprendre continue là où elle en est.',
  finalPaused: 'En pause. Tout est gardé jusqu’au dernier pas ; reprenez quand vous voulez.',
  finalFailed: (reason) => `L’entraînement s’est arrêté. ${reason}. Ce qui est entraîné est gardé.`,
  settingsCopied: 'Le lien est copié. Il remplit ces réglages et ne lance rien.',
  noCopying: 'Le navigateur n’a pas autorisé la copie. Voici le texte :',
  badSettings: (mistake) => `Ce lien contient une erreur : ${mistake}. Les réglages affichés ne sont pas ceux du lien.`,
  badCell: (reason) => `Cette cellule ne peut pas être dessinée ici. ${reason}.`,
  noScreen: (reason) => `Cet écran n’a pas pu être chargé. ${reason}. Rechargez la page quand le réseau sera revenu.`,
  refused: {
    operators: 'Choisissez au moins un opérateur.',
    heldOut: 'La moitié des images au plus peut être mise de côté.',
    number: (example) => `Entrez un nombre, par exemple ${example}.`,
    range: (range) => `Entrez un nombre de ${range}.`,
  },
};
