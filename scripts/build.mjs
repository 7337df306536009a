/** The build as a function: whether anything is older than its sources, and the task that builds it. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));
/** What may be asked for: the folders that it is made from, what must be there afterwards, and the stamp of its last build. */
const PRODUCTS = {
  whole: {
    sources: ['libs/domain', 'libs/embedded-mongo', 'libs/api-client', 'backend', 'frontend', 'package-lock.json'],
    results: [
      'libs/domain/dist',
      'libs/embedded-mongo/dist',
      'backend/dist',
      'frontend/dist/browser/index.html',
      'frontend/shop/dist/server/server.mjs',
    ],
    stamp: 'backend/dist/.built',
    projects: [],
  },
  database: {
    sources: ['libs/embedded-mongo', 'package-lock.json'],
    results: ['libs/embedded-mongo/dist/cli.js'],
    stamp: 'libs/embedded-mongo/dist/.built',
    projects: ['embedded-mongo'],
  },
};
const SKIPPED = new Set(['dist', 'node_modules', '.angular', 'e2e', 'test', 'bench', 'conformance']);

/** Runs the build task where a result of the product is missing or a source was changed after the last build. */
export async function buildIfStale(product = 'whole') {
  const { sources, results, stamp, projects } = PRODUCTS[product];
  const isComplete = [...results, stamp].every((path) => existsSync(join(root, path)));
  if (isComplete && newest(sources) <= statSync(join(root, stamp)).mtimeMs) return;
  process.stdout.write('Building what is missing: less than two minutes the first time.\n');
  build(projects);
  if (projects.length) writeFileSync(join(root, stamp), '');
}

/** Runs the build task of all projects, or of those named and what they need; what is up to date comes from the cache. */
export function build(projects = []) {
  if (!existsSync(join(root, 'node_modules/nx'))) {
    process.stderr.write('What builds the product is not installed: run `npm ci --include=dev`.\n');
    process.exit(1);
  }
  const only = projects.length ? ['-p', ...projects] : [];
  const { status } = spawnSync('npx', ['nx', 'run-many', '-t', 'build', '--output-style=static', ...only], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  if (status !== 0) process.exit(status ?? 1);
  if (!projects.length) writeFileSync(join(root, PRODUCTS.whole.stamp), '');
}

function newest(paths) {
  return Math.max(...paths.map((path) => newestIn(join(root, path))));
}

function newestIn(path) {
  const entry = statSync(path);
  if (!entry.isDirectory()) return entry.mtimeMs;
  const inside = readdirSync(path, { withFileTypes: true })
    .filter(({ name }) => !SKIPPED.has(name) && !name.endsWith('.spec.ts'))
    .map(({ name }) => newestIn(join(path, name)));
  return Math.max(0, ...inside);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build(process.argv.slice(2));
