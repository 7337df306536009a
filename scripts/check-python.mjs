/**
 * Has a client in Python made of a running product's API document and does a day's work with it: what programs in other
 * languages meet. Needs Python 3.10 or later and its package index; takes VERSTAK_URL, VERSTAK_USER, VERSTAK_PASSWORD.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const GENERATOR = 'openapi-python-client==0.29.1';
const root = fileURLToPath(new URL('..', import.meta.url));
const folder = join(root, 'tmp', 'python-client');
const bin = join(folder, 'venv', process.platform === 'win32' ? 'Scripts' : 'bin');

const url = process.env.VERSTAK_URL ?? 'http://localhost:3000';
if (!process.env.VERSTAK_USER || !process.env.VERSTAK_PASSWORD) {
  fail('VERSTAK_USER, VERSTAK_PASSWORD: are not set; name somebody who may take orders and payments.');
}
mkdirSync(folder, { recursive: true });
if (!existsSync(join(bin, 'openapi-python-client'))) {
  call('python3', ['-m', 'venv', join(folder, 'venv')], 'Python 3 with venv is not installed');
  call(join(bin, 'pip'), ['install', '--quiet', GENERATOR], `${GENERATOR} could not be installed`);
}
const making = ['generate', '--url', `${url}/api/openapi.json`, '--output-path', join(folder, 'client'), '--overwrite'];
call(join(bin, 'openapi-python-client'), making, `no client could be made of ${url}/api/openapi.json`);
const { status } = spawnSync(
  join(bin, 'python'),
  [join(root, 'backend', 'test', 'generated-client', 'day_of_work.py')],
  { stdio: 'inherit', env: { ...process.env, VERSTAK_URL: url, PYTHONPATH: join(folder, 'client') } },
);
process.exit(status ?? 1);

/** Calls a program and ends with what it said where it fails. */
function call(program, args, fault) {
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8' });
  if (status !== 0) fail(`${fault}.\n${stdout ?? ''}${stderr ?? ''}`);
}

function fail(reason) {
  process.stderr.write(`${reason}\n`);
  process.exit(1);
}
