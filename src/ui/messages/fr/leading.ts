/** @file The words of a page that leads a room, in French. */
import { count, counted } from '../../model/format.ts';
import type { LeadingWords } from '../words.ts';

export const LEADING: LeadingWords = {
  title: (room) => `La salle ${room} entraîne cette recherche`,
  about:
    'Les ordinateurs de la salle entraînent les cellules ; le modèle de substitution apprend sur celui-ci. Gardez cet onglet ouvert.',
  over: 'La classe a terminé cette recherche',
  overNote:
    'Les ordinateurs ont quitté la salle et leurs onglets peuvent être fermés. Partagez le résultat. Pour une autre recherche : Nouvelle recherche, puis Démarrer ; les ordinateurs rejoignent la salle par le même lien.',
  asking: 'Le terminal de la classe est interrogé.',
  away: 'Le terminal de la classe est injoignable. Tout ce qui est mesuré est gardé, et la recherche reprendra à son retour.',
  here: (laptops) => `${counted(laptops, 'ordinateur', 'ordinateurs')} dans la salle ou à la porte.`,
  gathering: (laptops, wanted) =>
    `${counted(laptops, 'ordinateur', 'ordinateurs')} dans la salle ; la recherche commence à ${count(wanted)}.`,
  searching: (laptops, training) =>
    `${counted(laptops, 'ordinateur', 'ordinateurs')} dans la salle, dont ${count(training)} sur une cellule.`,
  held: 'Le tableau a mis la classe en pause : Continuer, au tableau, la reprend.',
  wanted: 'Ordinateurs à attendre',
  beginNow: 'Commencer maintenant',
  copy: 'Copier le lien d’accès',
  copied: 'Le lien d’accès est copié.',
  board: 'Ouvrir le tableau',
  code: (room) => `Le lien vers la salle ${room}`,
  leave: 'Entraîner plutôt sur cet appareil',
  wasRoom:
    'Une salle a entraîné cette recherche. Ouvrez le lien de l’enseignant pour la poursuivre là-bas ; Reprendre la poursuit sur cet appareil.',
};
