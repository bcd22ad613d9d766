/** @file The classes of CIFAR-10 in French. */
import type { ClassesWords } from '../words.ts';

export const CLASSES: ClassesWords = {
  names: {
    airplane: 'avion',
    automobile: 'voiture',
    bird: 'oiseau',
    cat: 'chat',
    deer: 'cerf',
    dog: 'chien',
    frog: 'grenouille',
    horse: 'cheval',
    ship: 'bateau',
    truck: 'camion',
  },
  short: {
    airplane: 'avion',
    automobile: 'auto',
    bird: 'oiseau',
    cat: 'chat',
    deer: 'cerf',
    dog: 'chien',
    frog: 'gren.',
    horse: 'cheval',
    ship: 'bateau',
    truck: 'camion',
  },
  numbered: (label) => `classe ${label}`,
  guess: (name, answer, isRight) =>
    `Une image de validation de la classe ${name} : réponse ${answer}, ${isRight ? 'juste' : 'fausse'}`,
};
