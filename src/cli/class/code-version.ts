/** @file What trains a cell, as a version: devices of one room must agree on it, and a release's number is not enough while code changes. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VERSION } from '../../contract/version.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
/** The rooms that decide what comes of a training. */
const ROOMS = ['src/core', 'src/contract', 'workers'];
/** Digits of the digest (ours). */
const DIGITS = 12;

/** `0.1.0+3f1c09ab12de`: the release, and a digest of the sources that train. The page has it from its build. */
export function codeVersion(): string {
  const hash = createHash('sha256');
  for (const room of ROOMS) {
    const names = readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' });
    for (const name of names.filter((one) => one.endsWith('.ts')).sort()) {
      const path = join(ROOT, room, name);
      hash.update(`\0${relative(ROOT, path).replaceAll('\\', '/')}\0`).update(readFileSync(path));
    }
  }
  return `${VERSION}+${hash.digest('hex').slice(0, DIGITS)}`;
}
