import { defineConfig } from '@playwright/test';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'chrome'];

/** An installed Chromium: `CHROMIUM_PATH`, else the first of its names in PATH, else Playwright's own. */
function chromium(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find((path) => existsSync(path));
  return process.env['CHROMIUM_PATH'] || found;
}

const executablePath = chromium();

/** Real pages in a real browser against the built product; each worker starts one of its own (`e2e/product.ts`). */
export default defineConfig({
  testDir: 'e2e',
  // It takes minutes, and waits a whole one for a letter that might be taken back: `npm run film`.
  testIgnore: process.env['FILM_FOLDER'] ? [] : ['film.spec.ts'],
  outputDir: '../tmp/e2e',
  fullyParallel: false,
  workers: 2,
  // A loaded machine may miss a deadline once; what fails twice fails. The list names what needed its second try.
  retries: process.env['CI'] ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: {
    browserName: 'chromium',
    viewport: { width: 1280, height: 800 },
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    serviceWorkers: 'block',
    trace: 'retain-on-failure',
    // A name without HTTPS that is not `localhost`, as the address of a machine in a workshop's network.
    launchOptions: {
      args: ['--no-sandbox', '--host-resolver-rules=MAP workshop.test 127.0.0.1'],
      ...(executablePath ? { executablePath } : {}),
    },
  },
});
