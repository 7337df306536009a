import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { TestWorkshop } from './harness.js';

const run = promisify(execFile);
const GUIDE = fileURLToPath(new URL('../../docs/connections.md', import.meta.url));
const hasPython = spawnSync('python3', ['--version']).status === 0;

let workshop: TestWorkshop;
let folder: string;
let guide: string;
let env: Record<string, string | undefined>;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  folder = await mkdtemp(join(tmpdir(), 'verstak-guide-'));
  guide = await readFile(GUIDE, 'utf8');
  const scopes = ['clients:read', 'clients:write'];
  const { body } = await (await workshop.asAdmin()).post<{ key: string }>('/api-keys', { name: 'Сайт', scopes });
  env = { ...process.env, NODE_OPTIONS: '', VERSTAK_URL: workshop.url, VERSTAK_KEY: body.key };
}, 60_000);
afterAll(async () => {
  await workshop.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the program that stands in the guide in a language, and gives what it says. */
async function said(language: string, name: string, program: string): Promise<string> {
  const [, source = ''] = new RegExp('```' + language + '\n([^]*?)```').exec(guide) ?? [];
  const file = join(folder, name);
  await writeFile(file, source);
  return (await run(program, [file], { env })).stdout;
}

describe('the guide for other programs', () => {
  it('has a program in TypeScript that works as it stands, and twice does no more than once', async () => {
    const first = await said('ts', 'program.mts', process.execPath);
    expect(first).toMatch(/^client [0-9a-f]{24}, 1 of 1\n$/);
    expect(await said('ts', 'program.mts', process.execPath)).toBe(first);
  }, 60_000);

  (hasPython ? it : it.skip)(
    'has a program in Python that works as it stands',
    async () => {
      expect(await said('python', 'program.py', 'python3')).toMatch(/^client [0-9a-f]{24}, 2 of 2\n$/);
    },
    60_000,
  );
});
