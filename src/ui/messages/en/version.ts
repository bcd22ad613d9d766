/** @file What is said of a newer version of the page in English. Names of a module. Pure. */

export const isReady = 'A new version of this page is ready.';
export const pauseThere = 'This browser does not tell whether another tab searches: pause it there first.';
export const reload = 'Reload';
export const later = 'Later';
export const waits = 'Another tab is searching or importing images. The new version waits until it is done.';
