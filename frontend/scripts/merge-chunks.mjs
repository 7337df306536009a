/**
 * Makes few large scripts of the many small ones into which the bundler splits the console, one for every combination of
 * screens that share something. What every page runs first, the frame around all screens (with the page to sign in on),
 * and what at least two screens share become one script each; what one screen needs alone stays with it. A first visit
 * then makes a third of the requests for about as many bytes. Run between the bundle and its compression.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { rolldown } from 'rolldown';
import { FOLDER, linksOf } from './first-page.mjs';

const ROOT = join(import.meta.dirname, '../..');

const scripts = new Map(
  readdirSync(FOLDER)
    .filter((name) => /^(main|chunk)-[\w-]+\.js$/.test(name))
    .map((name) => [name, linksOf(readFileSync(join(FOLDER, name), 'utf8'))]),
);
const main = [...scripts.keys()].find((name) => name.startsWith('main-'));
const first = reachedBy(main);
const frame = new Set(lazyOf(first).flatMap((name) => [...reachedBy(name)]));
const screens = new Map();
for (const screen of new Set(lazyOf(scripts.keys()))) {
  for (const name of reachedBy(screen)) screens.set(name, (screens.get(name) ?? 0) + 1);
}

const bundle = await rolldown({ input: { main: join(FOLDER, main) }, onLog: () => undefined });
const { output } = await bundle.generate({
  minify: { mangle: false, compress: false },
  entryFileNames: '[name]-[hash].js',
  chunkFileNames: 'chunk-[hash].js',
  codeSplitting: {
    includeDependenciesRecursively: false,
    groups: [
      group('first', 3, (name) => first.has(name)),
      group('frame', 2, (name) => frame.has(name)),
      group('shared', 1, (name) => (screens.get(name) ?? 0) > 1),
    ],
  },
});
await bundle.close();

for (const name of scripts.keys()) rmSync(join(FOLDER, name));
for (const { fileName, code } of output) writeFileSync(join(FOLDER, fileName), code);
const index = readFileSync(join(FOLDER, 'index.html'), 'utf8');
writeFileSync(join(FOLDER, 'index.html'), index.replaceAll(main, output.find(({ isEntry }) => isEntry).fileName));
// The service worker keeps what is there now.
execFileSync(join(ROOT, 'node_modules/.bin/ngsw-config'), ['frontend/dist/browser', 'frontend/ngsw-config.json'], {
  cwd: ROOT,
  shell: process.platform === 'win32',
});
console.log(`merged ${scripts.size} scripts to ${output.length}`);

/** Scripts that become one; `main` is the entry whatever they need of it. */
function group(name, priority, has) {
  const test = (id) => basename(id) !== main && has(basename(id));
  return { name, priority, test };
}

/** What some scripts may load later and is more than texts, which need nothing else. */
function lazyOf(names) {
  return [...names].flatMap((name) => scripts.get(name).lazy).filter((name) => scripts.get(name).needed.length);
}

/** A script and all that it needs at once. */
function reachedBy(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const needed of scripts.get(name)?.needed ?? []) reachedBy(needed, found);
  return found;
}
