/**
 * Has MongoDB's own database tools, where they are installed, import, dump, restore, export and watch an embedded
 * database on a folder of its own. Everything of them is needed, or nothing: where none is installed that is said.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from './build.mjs';

const TOOLS = ['mongoimport', 'mongodump', 'mongorestore', 'mongoexport', 'mongostat'];
const LINES = ['{"_id":1,"at":{"$timestamp":{"t":0,"i":0}},"name":"шкаф"}', '{"_id":2,"name":"стол"}'];

const missing = TOOLS.filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
if (missing.length === TOOLS.length) {
  say('skipped', `MongoDB's database tools: none of ${TOOLS.join(', ')} is installed`);
  process.exit(0);
}
if (missing.length > 0) {
  say('FAILED', `${missing.join(', ')}: not installed, though others of the database tools are`);
  process.exit(1);
}

await buildIfStale('database');
const { startServer } = await import('../libs/embedded-mongo/dist/index.js');
const folder = mkdtempSync(join(tmpdir(), 'verstak-tools-'));
const server = await startServer({ dataDir: join(folder, 'data'), port: 0 });
try {
  const source = join(folder, 'goods.json');
  const dump = join(folder, 'dump');
  writeFileSync(source, LINES.join('\n'));
  run('mongoimport', '--db=shop', '--collection=goods', source);
  run('mongoimport', '--db=shop', '--collection=goods', '--mode=upsert', source);
  run('mongodump', `--out=${dump}`);
  run('mongorestore', '--nsFrom=shop.*', '--nsTo=copy.*', dump);
  const exported = run('mongoexport', '--db=copy', '--collection=goods', '--sort={_id: 1}').trim().split('\n');
  const wanted = LINES.map((line) => JSON.parse(line));
  check('mongoexport gives of the restored dump what was imported', same(exported.map(JSON.parse), wanted));
  const [status] = Object.values(JSON.parse(run('mongostat', '--json', '--rowcount=1')));
  check('mongostat reads the statistics', status.set === 'rs0' && /^\d/.test(status.net_in));
} finally {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
}

/** Runs a tool and gives what it printed. */
function run(tool, ...options) {
  const { status, stdout, stderr } = spawnSync(tool, [`--uri=${server.uri}`, ...options], { encoding: 'utf8' });
  check([tool, ...options.filter((option) => option.startsWith('--mode'))].join(' '), status === 0, stderr);
  return stdout;
}

/** Equal whatever the order of the fields. */
function same(some, others) {
  const sorted = (rows) => JSON.stringify(rows.map((row) => Object.entries(row).sort()));
  return sorted(some) === sorted(others);
}

function check(sentence, holds, detail = '') {
  say(holds ? 'ok' : 'FAILED', holds ? sentence : `${sentence}\n${detail}`);
  if (!holds) process.exitCode = 1;
}

function say(state, sentence) {
  process.stdout.write(`${state.padEnd(6)} ${sentence}\n`);
}
