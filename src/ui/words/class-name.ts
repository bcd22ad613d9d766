/** @file What the classes of images are called. */
import { CLASS_NAMES } from '../../contract/class-names.ts';
import { classes } from '../messages/classes.ts';

type Cifar10Class = (typeof CLASS_NAMES)[number];

const isOfCifar10 = (name: string): name is Cifar10Class => (CLASS_NAMES as readonly string[]).includes(name);

/** A class of CIFAR-10 in the language on show; another, of a network from elsewhere, by its own name. */
export const className = (name: string): string => (isOfCifar10(name) ? classes.value.names[name] : name);

/** Longest name over a column, characters (ours). */
const MOST_CHARACTERS = 5;

/** The same where room is short. */
export const shortClassName = (name: string): string =>
  isOfCifar10(name) ? classes.value.short[name] : name.slice(0, MOST_CHARACTERS);

/** The class of a label of CIFAR-10. */
export function labelName(label: number): string {
  const name = CLASS_NAMES[label];
  return name === undefined ? classes.value.numbered(label) : className(name);
}
