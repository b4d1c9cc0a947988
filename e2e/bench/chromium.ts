// The Chromium that benchmarks run in.
import { chromium, type Browser } from '@playwright/test';
import { findBrowsers } from '../support/browsers.mjs';
import { CHROMIUM_SWITCHES } from '../support/chromium-switches.mjs';

/** @param switches - besides those of every Chromium of this project */
export function launchChromium(...switches: string[]): Promise<Browser> {
  const executablePath = findBrowsers().chromium?.path;
  return chromium.launch({ ...(executablePath && { executablePath }), args: [...CHROMIUM_SWITCHES, ...switches] });
}
