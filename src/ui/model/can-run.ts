/**
 * @file Whether this build can run a search: the page can; the viewer, built in the mode `viewer` (`src/build/viewer-config.ts`), cannot. A
 * constant, so that what only a running search shows is left out of the viewer's file.
 */
export const CAN_RUN = import.meta.env?.MODE !== 'viewer'; // Node, which has no build, has no modes
