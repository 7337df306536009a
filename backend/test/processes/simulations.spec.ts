import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { PASSWORD, SharedDatabase } from './shared-database.js';

jest.setTimeout(240_000);

const root = fileURLToPath(new URL('../../..', import.meta.url));

let shared: SharedDatabase | undefined;
afterEach(async () => shared?.close());

/** What a simulation prints that works at one process and looks, or buys, at another of the same database. */
async function simulate(name: string, more: Record<string, string>): Promise<string> {
  shared = await SharedDatabase.open();
  const [one, other] = [await shared.backend(), await shared.backend()];
  const account = { VERSTAK_URL: one.url, VERSTAK_USER: 'admin', VERSTAK_PASSWORD: PASSWORD, WATCH_URL: other.url };
  const env = { ...process.env, NODE_OPTIONS: '', ...account, ...more };
  return new Promise((resolve) => {
    const program = ['--no-warnings', `backend/scripts/simulate-${name}.ts`];
    execFile(process.execPath, program, { cwd: root, env }, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
}

describe('people at work on the floor', () => {
  it('are shown by another process as they are: every figure as a simulation has counted it', async () => {
    expect(await simulate('floor', { SIMULATE_SECONDS: '8' })).toMatch(/\n[1-9]\d+ passed, 0 failed\n$/);
  });
});

describe('buyers at the shop of two processes', () => {
  it('get the last pieces once, and the stock is as a simulation has counted it', async () => {
    expect(await simulate('shop', { SIMULATE_BUYERS: '40' })).toMatch(/(^|\n)[1-9]\d+ passed, 0 failed\n$/);
  });
});

describe('people who write to one another at two processes', () => {
  it('lose no message, get none twice and all in one order, over connections that come and go', async () => {
    const small = { SIMULATE_PEOPLE: '16', SIMULATE_ROOMS: '5', SIMULATE_RATE: '20', SIMULATE_SECONDS: '6' };
    expect(await simulate('chat', small)).toMatch(/\n[1-9]\d+ passed, 0 failed\n$/);
  });
});
