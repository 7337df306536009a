import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { PASSWORD, SharedDatabase } from './shared-database.js';

jest.setTimeout(240_000);

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** As much as shows whether it holds. */
const SMALL = {
  SIMULATE_MINUTES: '0',
  SIMULATE_BUYERS: '40',
  SIMULATE_PEOPLE: '16',
  SIMULATE_ROOMS: '5',
  SIMULATE_RATE: '20',
  SIMULATE_SECONDS: '8',
  SIMULATE_GOODS: '60',
  SIMULATE_BITRIX24: '20',
  SIMULATE_MOYSKLAD: '20',
};

let shared: SharedDatabase | undefined;
afterEach(async () => shared?.close());

/** What all simulations at once print, at two processes of one database. */
async function simulateAll(): Promise<string> {
  // Some of the other systems are played on this machine.
  shared = await SharedDatabase.open({ CONNECTION_PRIVATE_NETWORKS: 'allow' });
  const [one, other] = [await shared.backend(), await shared.backend()];
  const account = { VERSTAK_URL: one.url, VERSTAK_USER: 'admin', VERSTAK_PASSWORD: PASSWORD, WATCH_URL: other.url };
  const env = { ...process.env, NODE_OPTIONS: '', ...account, ...SMALL };
  return new Promise((resolve) => {
    const program = ['--no-warnings', 'backend/scripts/simulate-all.ts'];
    execFile(process.execPath, program, { cwd: root, env }, (_error, stdout, stderr) => resolve(stdout + stderr));
  });
}

describe('people on the floor, buyers in the shop, people who write to one another and other systems, all at once at two processes', () => {
  it('are shown as they are, get the last pieces once, lose no message, and meet no 500', async () => {
    // One for each simulation, and one for each process.
    expect(await simulateAll()).toMatch(/\n6 passed, 0 failed\n$/);
  });
});
