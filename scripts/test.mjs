/** Runs every test: unit and API tests (Jest), then the browser's (Playwright); ends with one line that counts them all. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { chromium } from './chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'verstak-tests-'));

build();
const results = [jest(), playwright()];
const total = (name) => results.reduce((sum, result) => sum + result[name], 0);
rmSync(reports, { recursive: true, force: true });
process.stdout.write(
  `\n${total('passed')} passed, ${total('failed')} failed${total('skipped') ? `, ${total('skipped')} skipped` : ''}\n`,
);
process.exit(total('failed') || results.some((result) => !result.isOk) ? 1 : 0);

function jest() {
  const file = join(reports, 'jest.json');
  const run = node([
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${file}`,
  ]);
  const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = read(file, {});
  return counts(run, numPassedTests, (numFailedTests ?? 0) + (numRuntimeErrorTestSuites ?? 0), numPendingTests);
}

function playwright() {
  const file = join(reports, 'playwright.json');
  const run = node(
    ['node_modules/@playwright/test/cli.js', 'test', '-c', 'frontend/playwright.config.ts', '--reporter=list,json'],
    {
      CHROMIUM_PATH: chromium(),
      PLAYWRIGHT_JSON_OUTPUT_NAME: file,
    },
  );
  const { stats = {} } = read(file, {});
  return counts(run, (stats.expected ?? 0) + (stats.flaky ?? 0), stats.unexpected, stats.skipped);
}

/** A run that counted nothing, or stopped with an error that no test shows, counts as one failure. */
function counts({ status }, passed = 0, failed = 0, skipped = 0) {
  const isOk = status === 0 && passed > 0;
  return { passed, failed: isOk ? failed : Math.max(failed, 1), skipped, isOk };
}

function node(args, env = {}) {
  return spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
}

function read(file, otherwise) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : otherwise;
}
