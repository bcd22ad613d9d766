/** @file The words of Try it in French. */
import { count, counted } from '../../model/format.ts';
import type { TryingWords } from '../words.ts';

export const TRYING: TryingWords = {
  title: 'Essayer un réseau entraîné',
  noWeights: 'Les poids de ce réseau ne sont pas ici. Ouvrez son fichier : network.onnx.',
  opening: 'Ouverture du réseau.',
  none: 'Aucun réseau n’est encore entraîné ici. Entraînez-en un, ou ouvrez le fichier d’un autre : network.onnx.',
  chooseNetwork: 'Choisir network.onnx',
  cannotOpen: (file, reason) => `${file} ne peut pas être ouvert. ${reason}.`,
  back: 'Retour au résultat',
  train: 'Entraîner un réseau',
  show: 'Montrez-lui une image',
  says: (answer, sure) => `Il dit ${answer}, sûr à ${sure}`,
  reads: (side, words) =>
    `Le réseau lit ${side} × ${side} pixels et connaît ${counted(words, 'mot', 'mots')}. Quoi que vous lui montriez, il en choisit un.`,
  live: 'en direct',
  stop: 'Arrêter',
  choose: 'Choisir',
  camera: 'Caméra',
  empty: (words, hasMore) =>
    `Déposez une image ici, collez-en une, choisissez un fichier ou utilisez la caméra. Il connaît ${words}${hasMore ? ' et d’autres' : ''}.`,
  drag: 'Faites glisser le cadre ou ses coins. Déposez ou collez une autre image n’importe où.',
  mirror: 'miroir',
  frame: (side, width, height) =>
    `Le carré montré au réseau, ${side} pixels sur ${width} × ${height}. Les flèches le déplacent, plus et moins changent sa taille.`,
  asItGets: 'Telle que le réseau la reçoit',
  size: (side) => `${side} × ${side} pixels, trois couleurs.`,
  pictureAsItGets: 'L’image telle que le réseau la reçoit',
  numbers: (values) => `Chaque carré est un pixel : ${count(values)} nombres sont tout ce qu’il sait de votre image.`,
  pasted: 'image collée',
  fromCamera: (time) => `caméra, ${time}`,
  noPicture: (name) =>
    `${name} n’est pas une image que ce navigateur sait lire ; utilisez un fichier PNG, JPEG ou WebP.`,
  refusals: {
    notAllowed:
      'La caméra n’a pas été autorisée. Autorisez-la à côté de l’adresse de la page, ou choisissez une image.',
    forbidden: 'Cette page ne peut pas utiliser la caméra. Choisissez une image.',
    none: 'Il n’y a pas de caméra ici. Choisissez une image.',
    inUse: 'Un autre programme utilise la caméra.',
    insecure: 'Les navigateurs ne donnent la caméra qu’aux pages sécurisées (https). Choisissez une image.',
    other: (reason) => `La caméra ne peut pas être utilisée : ${reason}`,
    notShown: (reason) => `L’image de la caméra ne peut pas être affichée : ${reason}`,
  },
  itsAnswer: 'Ce que dit le réseau',
  answerToCome: 'Sa réponse apparaît ici.',
  looking: 'Il regarde.',
  believes: 'Ce qu’il croit',
  took: (ms) => `${ms} ms sur le processeur`,
  byProbability: 'Classes par probabilité',
  worth: (sure, right, images) =>
    `Quand il était sûr à environ ${sure}, il avait raison sur ${right} des ${count(images)} images de test. Votre image peut être différente : fiez-vous-y moins.`,
  trained: 'Réseau entraîné',
  rightOn: (share, images) => `Juste sur ${share} de ${count(images)} images de test`,
  detail: (repeats, filters, seed, when, data) =>
    `N ${repeats}, F ${filters}, graine ${seed}, entraîné${when === '' ? '' : ` le ${when}`} sur ${data}`,
  openAnother: 'Ouvrir un autre modèle',
  seen: 'Déjà montrées',
  seenNote: 'gardées jusqu’à la fermeture de la page, jamais envoyées',
  unsure: (name) => `${name}, incertain`,
  saw: {
    title: 'Ce qu’il a vu',
    measure: 'Mesurer',
    about: (squares, name) =>
      `Cache tour à tour ${squares} carrés de l’image et redemande : là où ${name} baisse, il regardait.`,
    map: (name) => `Où ${name} a baissé quand un carré était caché`,
    how: (name) =>
      `Chaque carré a été caché tour à tour et l’image classée de nouveau : plus c’est sombre, plus ${name} a baissé.`,
    soFar: (done, of) => `${done} carrés sur ${of}`,
    points: (figure) => `${figure} points`,
    none: 'Aucun carré ne comptait à lui seul.',
    covered: (place, figure) => `${place} caché : {measured:${figure}}`,
    places: [
      ['En haut à gauche', 'En haut au milieu', 'En haut à droite'],
      ['Au milieu à gauche', 'Le milieu', 'Au milieu à droite'],
      ['En bas à gauche', 'En bas au milieu', 'En bas à droite'],
    ],
  },
};
