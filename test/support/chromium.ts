/** @file Finds the browser of the end-to-end tests and starts it with WebGPU on a software device. */
import { existsSync } from 'node:fs';
import { INSECURE_HOST } from './page.ts';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';

const PATHS = [
  process.env['CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Path of a Chromium or Chrome; undefined where there is none. */
export function findChromium(): string | undefined {
  return PATHS.find((path) => path !== undefined && existsSync(path));
}

const WEBGPU = ['--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
const ARGS = [
  `--host-resolver-rules=MAP ${INSECURE_HOST} 127.0.0.1`,
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A headless browser that calls nobody; its WebGPU runs on its own software device, or it has none. */
export function launchChromium({ webgpu = true } = {}): Promise<Browser> {
  return chromium.launch({ executablePath: requireChromium(), args: webgpu ? [...ARGS, ...WEBGPU] : ARGS });
}

/** The same with a profile folder, whose `Default/Preferences` it follows. */
export function launchProfile(folder: string, { webgpu = true } = {}): Promise<BrowserContext> {
  const args = webgpu ? [...ARGS, ...WEBGPU] : ARGS;
  return chromium.launchPersistentContext(folder, { executablePath: requireChromium(), args });
}

function requireChromium(): string {
  const path = findChromium();
  if (path === undefined) throw new Error('tests: need Chromium; run npm test, which finds or installs it');
  return path;
}
