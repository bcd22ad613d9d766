/** @file The classes of CIFAR-10 in Spanish. */
import type { ClassesWords } from '../words.ts';

export const CLASSES: ClassesWords = {
  names: {
    airplane: 'avión',
    automobile: 'automóvil',
    bird: 'pájaro',
    cat: 'gato',
    deer: 'ciervo',
    dog: 'perro',
    frog: 'rana',
    horse: 'caballo',
    ship: 'barco',
    truck: 'camión',
  },
  short: {
    airplane: 'avión',
    automobile: 'auto',
    bird: 'pájaro',
    cat: 'gato',
    deer: 'ciervo',
    dog: 'perro',
    frog: 'rana',
    horse: 'cab.',
    ship: 'barco',
    truck: 'camión',
  },
  numbered: (label) => `clase ${label}`,
  guess: (name, answer, isRight) =>
    `Una imagen de validación de la clase ${name}: respuesta ${answer}, ${isRight ? 'correcta' : 'incorrecta'}`,
};
