import { afterAll, describe, expect, it, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Caller } from './caller.js';
import { Product } from './product.js';

jest.setTimeout(60_000);

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
  it('is replaced by a random one while the product runs, and the old sessions end', async () => {
    const product = new Product({ DATA_DIR, ADMIN_PASSWORD: FORGOTTEN });
    const nobody = new Caller(await product.ready());
    await nobody.signIn('admin', FORGOTTEN);
    const password = /^admin password: (\S{12,})\n$/.exec(reset('admin'))?.[1] ?? '';
    expect((await nobody.post('/auth/sign-in', { login: 'admin', password: FORGOTTEN })).status).toBe(401);
    expect((await (await nobody.signIn('admin', password)).get('/auth/me')).status).toBe(200);
    product.signal('SIGTERM');
    expect((await product.ended).code).toBe(0);
  });

  it('is not replaced where nobody has the login', () => {
    expect(reset('anna')).toBe('No password was changed. Nobody signs in as "anna"\n');
  });
});
