/** @file The classes of CIFAR-10 in English, and what is said of an image of one. Names of a module. Pure. */

export const names = {
  airplane: 'airplane',
  automobile: 'automobile',
  bird: 'bird',
  cat: 'cat',
  deer: 'deer',
  dog: 'dog',
  frog: 'frog',
  horse: 'horse',
  ship: 'ship',
  truck: 'truck',
};
/** As they stand over a column or under a thumbnail. */
export const short = {
  airplane: 'plane',
  automobile: 'auto',
  bird: 'bird',
  cat: 'cat',
  deer: 'deer',
  dog: 'dog',
  frog: 'frog',
  horse: 'horse',
  ship: 'ship',
  truck: 'truck',
};
export const numbered = (label: number): string => `class ${label}`;
export const guess = (name: string, answer: string, isRight: boolean): string =>
  `A validation image of class ${name}: answered ${answer}, ${isRight ? 'right' : 'wrong'}`;
