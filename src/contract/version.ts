/** @file The release's version; a test keeps it that of package.json. */
export const VERSION = '0.1.0';
