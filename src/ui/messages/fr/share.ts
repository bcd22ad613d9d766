/** @file The words of sharing a result in French. */
import { count, counted, percent } from '../../model/format.ts';
import type { ShareWords } from '../words.ts';

export const SHARE: ShareWords = {
  title: 'Partager ce résultat',
  name: 'Titre, si vous voulez',
  close: 'Fermer',
  copy: 'Copier le lien et le titre',
  copied: 'Le lien est copié, précédé de son titre.',
  send: 'Envoyer',
  embed: 'Copier le HTML pour l’intégrer',
  embedCopied: 'Le HTML d’un cadre avec ce résultat est copié.',
  see: 'Voir ce que les autres verront',
  about: (characters, isLocal, note) =>
    `${count(characters)} caractères ; ${isLocal ? 'cette page est sur cet ordinateur ou dans son réseau, le lien aussi' : 'il s’ouvre sur tout appareil'}. Rien n’est envoyé. ${note}`,
  qr: 'Code QR du lien',
  tooLong: (most) => `Trop long pour un code QR, qui tient ${count(most)} caractères.`,
  save: (file) => `Enregistrer ${file}`,
  everything: 'Il contient tout.',
  result: {
    none: (cells) => `${counted(cells, 'cellule entraînée', 'cellules entraînées')}, aucune mesurée`,
    measured: (accuracy, images, data, of, cells) =>
      `meilleure mesure ${percent(accuracy)} sur ${count(images)} images de ${data ?? 'l’échantillon de CIFAR-10'}, mises de côté sur ${count(of)}, après ${counted(cells, 'cellule', 'cellules')}`,
    confirmed: (accuracy, images, data, trainings, cells) =>
      `${percent(accuracy)} sur ${count(images)} images de ${data ?? 'l’échantillon de CIFAR-10'} que la recherche n’a jamais vues, ${trainings === 1 ? 'entraînée une fois de plus' : `moyenne de ${count(trainings)} entraînements`}, après ${counted(cells, 'cellule', 'cellules')}`,
  },
  headline: (sentence) => `PNAS dans mon navigateur : ${sentence}`,
  bestOnly: (kept, cells) =>
    ` Il contient les ${count(kept)} meilleures cellules sur ${count(cells)}, sans réentraînements.`,
  omits: (parts, best) => `Pour rester court, le lien omet : ${parts}.${best} run.json contient tout.`,
  omitted: {
    surrogate: 'les prédictions sur toutes les candidates',
    curves: 'les courbes d’apprentissage',
    durations: 'les secondes',
    waiting: 'les cellules choisies mais pas entraînées',
  },
};
