/**
 * Plays one order through the whole product, in both languages, against a fresh start, and leaves its pictures in
 * docs/screenshots/film (`FOLDER`, another place).
 */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.mjs';
import { chromium } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = process.env.FOLDER ?? fileURLToPath(new URL('../docs/screenshots/film', import.meta.url));

await buildIfStale();
rmSync(folder, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  ['node_modules/@playwright/test/cli.js', 'test', '-c', 'frontend/playwright.config.ts', 'e2e/film'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, CHROMIUM_PATH: chromium(), FILM_FOLDER: folder } },
);
process.exit(status ?? 1);
