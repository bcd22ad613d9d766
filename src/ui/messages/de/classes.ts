/** @file The classes of CIFAR-10 in German. */
import type { ClassesWords } from '../words.ts';

export const CLASSES: ClassesWords = {
  names: {
    airplane: 'Flugzeug',
    automobile: 'Auto',
    bird: 'Vogel',
    cat: 'Katze',
    deer: 'Hirsch',
    dog: 'Hund',
    frog: 'Frosch',
    horse: 'Pferd',
    ship: 'Schiff',
    truck: 'Lastwagen',
  },
  short: {
    airplane: 'Flugz.',
    automobile: 'Auto',
    bird: 'Vogel',
    cat: 'Katze',
    deer: 'Hirsch',
    dog: 'Hund',
    frog: 'Frosch',
    horse: 'Pferd',
    ship: 'Schiff',
    truck: 'Lkw',
  },
  numbered: (label) => `Klasse ${label}`,
  guess: (name, answer, isRight) =>
    `Ein Validierungsbild der Klasse ${name}: Antwort ${answer}, ${isRight ? 'richtig' : 'falsch'}`,
};
