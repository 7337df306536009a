/** The build as a function: whether anything is older than its sources, and the task that builds it. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

const root = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = ['libs/domain', 'libs/embedded-mongo', 'libs/api-client', 'backend', 'frontend', 'package-lock.json'];
const RESULTS = ['libs/domain/dist', 'libs/embedded-mongo/dist', 'backend/dist', 'frontend/dist/browser/index.html'];
const STAMP = join(root, 'backend/dist/.built');
const SKIPPED = new Set(['dist', 'node_modules', '.angular', 'e2e', 'test', 'bench', 'conformance']);

/** Runs the build task where a result is missing or a source was changed after the last build. */
export async function buildIfStale() {
  const isComplete = RESULTS.every((path) => existsSync(join(root, path))) && existsSync(STAMP);
  if (isComplete && newest(SOURCES) <= statSync(STAMP).mtimeMs) return;
  process.stdout.write('Building what is missing: less than two minutes the first time.\n');
  build();
}

/** Runs the build task of all projects, or of those named and what they need; what is up to date comes from the cache. */
export function build(projects = []) {
  const only = projects.length ? ['-p', ...projects] : [];
  const { status } = spawnSync('npx', ['nx', 'run-many', '-t', 'build', '--output-style=static', ...only], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  if (status !== 0) process.exit(status ?? 1);
  if (!projects.length) writeFileSync(STAMP, '');
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
