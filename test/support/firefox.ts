/**
 * @file Finds Firefox and starts it with WebGPU on a software device, driven by puppeteer-core over WebDriver BiDi: playwright-core drives only Firefox
 * builds of its own, and its BiDi needs commands that Firefox ESR does not have (`emulation.setMediaFeaturesOverride`).
 */
import { existsSync } from 'node:fs';
import puppeteer, { type Browser } from 'puppeteer-core';
import { SWIFTSHADER } from './swiftshader.ts';

const PATHS = [
  process.env['FIREFOX'],
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
];

/** Path of a Firefox; undefined where there is none. */
export function findFirefox(): string | undefined {
  return PATHS.find((path) => path !== undefined && existsSync(path));
}

/** Firefox offers WebGPU on Linux, and on software devices, where these say so. */
const WEBGPU = {
  'dom.webgpu.enabled': true,
  'gfx.webgpu.ignore-blocklist': true,
  'layers.gpu-process.force-enabled': true,
};

/** A headless browser of an empty profile, with WebGPU on a software device where Chromium has one, else on what Vulkan finds. */
export function launchFirefox(): Promise<Browser> {
  const executablePath = findFirefox();
  if (executablePath === undefined) throw new Error('tests: need Firefox; run npm test, which finds or installs it');
  const env = existsSync(SWIFTSHADER) ? { ...process.env, VK_DRIVER_FILES: SWIFTSHADER } : process.env;
  return puppeteer.launch({ browser: 'firefox', executablePath, headless: true, extraPrefsFirefox: WEBGPU, env });
}
