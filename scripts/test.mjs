/**
 * Runs every test: unit and API tests (Jest), then the browser's (Playwright); names those that were skipped, and ends
 * with one line that counts them all. With `--strict` a skip that is not expected here counts as a failure.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';
import { chromium } from './chromium.mjs';

/** Tests that may be skipped in a strict run, by the beginning of their names, and why. None, on the systems served. */
const EXPECTED_SKIPS = process.platform === 'win32' ? ['a disk that is full'] : [];
/** What to do about a skip. */
const REMEDIES = [{ name: /^the Northwind loader/, remedy: 'put the data set into ../shared/data/northwind' }];

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'verstak-tests-'));

const isStrict = process.argv.includes('--strict');
build();
const results = [jest(), playwright()];
const skipped = results.flatMap(({ skips }) => skips);
const unexpected = isStrict ? skipped.filter((name) => !EXPECTED_SKIPS.some((start) => name.startsWith(start))) : [];
for (const name of skipped) {
  const { remedy } = REMEDIES.find(({ name: known }) => known.test(name)) ?? {};
  process.stdout.write(`${unexpected.includes(name) ? 'FAILED ' : ''}skipped: ${name}${remedy ? `; ${remedy}` : ''}\n`);
}
const total = (name) => results.reduce((sum, result) => sum + result[name], 0);
rmSync(reports, { recursive: true, force: true });
const failed = total('failed') + unexpected.length;
const others = skipped.length - unexpected.length;
process.stdout.write(`\n${total('passed')} passed, ${failed} failed${others ? `, ${others} skipped` : ''}\n`);
process.exit(failed || results.some((result) => !result.isOk) ? 1 : 0);

function jest() {
  const file = join(reports, 'jest.json');
  const run = node([
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '--json',
    `--outputFile=${file}`,
  ]);
  const { numPassedTests, numFailedTests, numRuntimeErrorTestSuites, testResults = [] } = read(file, {});
  const skips = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => !['passed', 'failed'].includes(status))
    .map(({ fullName }) => fullName);
  return counts(run, numPassedTests, (numFailedTests ?? 0) + (numRuntimeErrorTestSuites ?? 0), skips);
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
  const { stats = {}, suites = [] } = read(file, {});
  return counts(run, (stats.expected ?? 0) + (stats.flaky ?? 0), stats.unexpected, suites.flatMap(skippedIn));
}

function skippedIn({ suites = [], specs = [] }) {
  const own = specs.filter(({ tests }) => tests.some(({ status }) => status === 'skipped')).map(({ title }) => title);
  return [...own, ...suites.flatMap(skippedIn)];
}

/** A run that counted nothing, or stopped with an error that no test shows, counts as one failure. */
function counts({ status }, passed = 0, failed = 0, skips = []) {
  const isOk = status === 0 && passed > 0;
  return { passed, failed: isOk ? failed : Math.max(failed, 1), skips, isOk };
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
