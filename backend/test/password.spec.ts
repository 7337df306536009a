import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Caller, type Answer } from './caller.js';
import { Product } from './product.js';

const PROGRAM = fileURLToPath(new URL('../dist/commands/password.js', import.meta.url));
const FORGOTTEN = 'nobody remembers it';
const folder = mkdtempSync(join(tmpdir(), 'verstak-password-'));
const DATA_DIR = join(folder, 'data');
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function reset(...args: string[]): string {
  const env = { PATH: process.env['PATH'], DATA_DIR };
  const { stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { cwd: folder, encoding: 'utf8', env });
  return stdout + stderr;
}

describe('a lost password', () => {
  it('is replaced by a random one while the product runs, the old sessions end, and so does a lock', async () => {
    const product = new Product({ DATA_DIR, ADMIN_PASSWORD: FORGOTTEN });
    const nobody = new Caller(await product.ready());
    await nobody.signIn('admin', FORGOTTEN);
    const guess = (password: string): Promise<Answer<unknown>> =>
      nobody.post('/auth/sign-in', { login: 'admin', password });
    let status = 0;
    for (let attempt = 0; attempt < 12 && status !== 429; attempt += 1) status = (await guess('not it at all')).status;
    expect(status).toBe(429);
    const password = /^admin password: (\S{12,})\n$/.exec(reset('admin'))?.[1] ?? '';
    expect((await guess(FORGOTTEN)).status).toBe(401);
    expect((await (await nobody.signIn('admin', password)).get('/auth/me')).status).toBe(200);
    product.signal('SIGTERM');
    expect((await product.ended).code).toBe(0);
  });

  it('is not replaced where nobody has the login', () => {
    expect(reset('anna')).toBe('No password was changed. Nobody signs in as "anna"\n');
  });
});
