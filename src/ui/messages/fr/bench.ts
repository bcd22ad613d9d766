/** @file The words of Device in French. */
import { count } from '../../model/format.ts';
import type { BenchWords } from '../words.ts';

export const BENCH: BenchWords = {
  title: 'Quelle est la vitesse de cet appareil ?',
  note: 'En moins d’une minute, cette page mesure à quelle vitesse il copie, multiplie et entraîne deux réseaux, les mêmes aussi avec TensorFlow.js standard. Rien n’est envoyé.',
  others: 'Autres appareils',
  stop: 'Arrêter',
  measure: 'Mesurer',
  measureAgain: 'Mesurer de nouveau',
  busy: 'Une recherche tourne : mettez-la en pause pour mesurer.',
  opening: 'L’appareil est en cours d’ouverture.',
  figures: {
    images: 'images/s, enfant de l’article',
    step: (images) => `un pas de ${images} images`,
    copy: 'copie, lecture et écriture',
    product: 'meilleur produit de matrices',
    reached: 'atteint à l’entraînement',
  },
  beside: 'À côté d’autres appareils',
  fromLinks: 'D’après des liens partagés : ce que les navigateurs ont déclaré, non vérifié par nous.',
  columns: {
    device: 'appareil',
    paper: 'enfant de l’article, ms',
    titu1994: 'celui de titu1994',
  },
  discs: 'Disques : échelle log, à gauche plus rapide. Plein : mesuré ici. Creux : d’après un lien.',
  thisDevice: (where) => `cet appareil, ${where}`,
  aLink: 'Un lien avec #bench=',
  paste: 'Coller un lien #bench=',
  add: 'Ajouter',
  searches: 'Recherches sur cet appareil',
  estimated: 'estimé d’après cette mesure',
  notKnown: 'pas encore connu',
  share: 'Partager ce résultat',
  shareNote:
    'Le lien contient les chiffres, l’appareil et le navigateur tels que déclarés, le jour et la version. Rien d’autre, et personne ne l’a si vous ne l’envoyez pas.',
  shareName: 'Appareil, tel que déclaré ; les navigateurs cachent bien des noms',
  theLink: 'Le lien',
  copyLink: 'Copier le lien',
  copied: 'Le lien est copié.',
  characters: (number) => `${count(number)} caractères`,
};
