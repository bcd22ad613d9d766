/** @file The classes of CIFAR-10 in Portuguese, as written in Brazil. */
import type { ClassesWords } from '../words.ts';

export const CLASSES: ClassesWords = {
  names: {
    airplane: 'avião',
    automobile: 'automóvel',
    bird: 'pássaro',
    cat: 'gato',
    deer: 'cervo',
    dog: 'cachorro',
    frog: 'sapo',
    horse: 'cavalo',
    ship: 'navio',
    truck: 'caminhão',
  },
  short: {
    airplane: 'avião',
    automobile: 'auto',
    bird: 'páss.',
    cat: 'gato',
    deer: 'cervo',
    dog: 'cão',
    frog: 'sapo',
    horse: 'cavalo',
    ship: 'navio',
    truck: 'camin.',
  },
  numbered: (label) => `classe ${label}`,
  guess: (name, answer, isRight) =>
    `Uma imagem de validação da classe ${name}: resposta ${answer}, ${isRight ? 'certa' : 'errada'}`,
};
