import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser } from 'playwright-core';

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
] as const;

/** The browser of this machine: `CHROMIUM_PATH`, or where it usually is; null when there is none. */
export const chromiumPath = (): string | null =>
  [process.env['CHROMIUM_PATH'] ?? '', ...usualPlaces].find(
    (path) => path !== '' && existsSync(path),
  ) ?? null;

/** Without the flags about networking it looks for its maker's hosts at every start. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
] as const;

export const launchChromium = (executablePath: string): Promise<Browser> =>
  chromium.launch({ executablePath, args: [...flags], timeout: 90_000 });
