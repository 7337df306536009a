/** Runs the backend for development: every saved file is compiled at once, and the process starts anew. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from './build.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
build(['backend']);

const PROJECTS = ['libs/domain', 'libs/embedded-mongo', 'backend'];
const compilers = PROJECTS.map((folder) =>
  run('npx', ['swc', 'src', '--out-dir', 'dist', '--strip-leading-paths', '--watch', '--quiet'], folder),
);
const watched = PROJECTS.map((folder) => `--watch-path=${folder}/dist`);
const server = run(
  process.execPath,
  [...watched, '--watch-preserve-output', '--enable-source-maps', 'backend/dist/main.js'],
  '.',
);

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, () => [...compilers, server].forEach((child) => child.kill(signal)));

function run(command, args, folder) {
  return spawn(command, args, { cwd: `${root}${folder}`, stdio: 'inherit' });
}
