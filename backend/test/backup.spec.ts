import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Caller } from './caller.js';
import type { ClientBody, PageBody } from './factories.js';
import { Product } from './product.js';
import { addFile } from './uploads.js';

const PROGRAM = fileURLToPath(new URL('../dist/commands/backup.js', import.meta.url));
const PASSWORD = 'kept in the backup';
const folder = mkdtempSync(join(tmpdir(), 'verstak-backup-'));
const inside = (name: string): string => join(folder, name);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (name: string): Product => new Product({ DATA_DIR: inside(name), ADMIN_PASSWORD: PASSWORD });

function backUp(...args: string[]): { status: number | null; output: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], DATA_DIR: inside('data') },
  });
  return { status, output: stdout + stderr };
}

async function companies(url: string): Promise<(string | undefined)[]> {
  const admin = await new Caller(url).signIn('admin', PASSWORD);
  const { body } = await admin.get<PageBody<ClientBody & { company?: string }>>('/clients');
  return body.items.map(({ company }) => company);
}

describe('a backup', () => {
  it('is made while the product runs, and is a data folder that the product starts on', async () => {
    const product = start('data');
    const admin = await new Caller(await product.ready()).signIn('admin', PASSWORD);
    const { body: client } = await admin.post<ClientBody>('/clients', { company: 'Ромашка' });
    const file = await addFile(admin, { subject: 'Client', subjectId: client.id }, 'договор');
    expect(backUp(inside('copy'))).toEqual({ status: 0, output: `Backed up: ${inside('copy')}\n` });
    const { body: setup } = await admin.get<{ topic: string }[]>('/workshop/setup');
    expect(setup.find(({ topic }) => topic === 'backup')).toMatchObject({ state: 'done', value: inside('copy') });
    await admin.post('/clients', { company: 'Поздняя' });
    product.signal('SIGTERM');
    await product.ended;
    expect(statSync(inside('copy')).mode & 0o777).toBe(0o700);
    expect(readFileSync(inside('copy/secrets/jwt'))).toEqual(readFileSync(inside('data/secrets/jwt')));
    const restored = start('copy');
    const url = await restored.ready();
    expect(await companies(url)).toEqual(['Ромашка']);
    const again = await new Caller(url).signIn('admin', PASSWORD);
    expect((await again.get(`/files/${file.id}/content`)).text).toBe('договор');
    restored.signal('SIGTERM');
    expect((await restored.ended).code).toBe(0);
  });

  it('is made of a product that does not run, by default beside the data', async () => {
    const { status, output } = backUp();
    expect([status, output]).toEqual([0, expect.stringMatching(/\/data\/backups\/\d{4}-\d\d-\d\dT[\d-]+\n$/)]);
    const restored = new Product({ DATA_DIR: output.slice('Backed up: '.length).trim() });
    expect((await companies(await restored.ready())).sort()).toEqual(['Поздняя', 'Ромашка']);
    restored.signal('SIGTERM');
    await restored.ended;
  });

  it('writes over nothing', () => {
    expect(backUp(inside('copy'))).toEqual({
      status: 1,
      output: `No backup was made. ${inside('copy')} is there already: name a new folder\n`,
    });
  });
});
