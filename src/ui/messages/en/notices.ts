/** @file What stands above a screen after something was done or has failed, in English. Names of a module: the viewer takes only those that it shows. Pure. */
import { count } from '../../model/format.ts';

// images
export const imagesStored = (images: number): string => `${count(images)} images are stored on this computer.`;
export const testLeftOut = 'The test batch was left out: it must not be searched on.';
export const imagesDeleted = 'The images are deleted. Runs made on them are kept to look at.';
export const imagesMissing = (images: number, name: string): string =>
  `The images of this run, ${count(images)} of ${name}, are not on this computer. Import them under New search, then resume it.`;

// a search
export const searchRuns = 'A search is running. Pause or stop it first; nothing is lost.';
export const paused = 'Paused. Every finished child is kept; resume whenever you like, also tomorrow.';
export const stopped = (children: number): string =>
  `Stopped. ${children === 1 ? 'The 1 trained child is' : `All ${count(children)} trained children are`} kept; Resume goes on from there.`;
export const failed = (reason: string): string => `The search stopped. ${reason} Everything measured so far is kept.`;
export const crashed = (reason: string): string => `${reason}. Everything measured so far is kept.`;
export const copyKept = 'A copy of this run is kept here.';
export const notKept = 'This run is here until the window closes.';
export const canResume = 'Resume continues from where it stands.';

// a final training, on whatever screen
export const finalPaused = 'Paused. Everything up to the last step is kept; resume whenever you like.';
export const finalFailed = (reason: string): string =>
  `The training stopped. ${reason}. What is trained so far is kept.`;

// links and the clipboard
export const settingsCopied = 'The link is copied. It fills in these settings and starts nothing.';
/** The text follows. */
export const noCopying = 'The browser did not allow copying. The text is:';
export const badSettings = (mistake: string): string =>
  `This link has a mistake: ${mistake}. The settings shown are not the link's.`;
export const badCell = (reason: string): string => `This cell cannot be drawn here. ${reason}.`;

// the page itself
export const noScreen = (reason: string): string =>
  `This screen could not be loaded. ${reason}. Reload the page when the network is back.`;

// why a setting as typed is refused
export const refused = {
  operators: 'Choose at least one operator.',
  heldOut: 'At most half of the images can be held out.',
  number: (example: string): string => `Enter a number, such as ${example}.`,
  range: (range: string): string => `Enter a number from ${range}.`,
};
