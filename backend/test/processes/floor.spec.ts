import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { PASSWORD, SharedDatabase } from './shared-database.js';

jest.setTimeout(120_000);

const root = fileURLToPath(new URL('../../..', import.meta.url));

let shared: SharedDatabase | undefined;
afterEach(async () => shared?.close());

describe('people at work on the floor', () => {
  it('are shown by another process as they are: every figure as a simulation has counted it', async () => {
    shared = await SharedDatabase.open();
    const [one, other] = [await shared.backend(), await shared.backend()];
    const output = await new Promise<string>((resolve) => {
      const account = { VERSTAK_URL: one.url, VERSTAK_USER: 'admin', VERSTAK_PASSWORD: PASSWORD };
      const env = { ...process.env, NODE_OPTIONS: '', ...account, WATCH_URL: other.url, SIMULATE_SECONDS: '8' };
      const program = ['--no-warnings', 'backend/scripts/simulate-floor.ts'];
      execFile(process.execPath, program, { cwd: root, env }, (_error, stdout, stderr) => resolve(stdout + stderr));
    });
    expect(output).toMatch(/\n[1-9]\d+ passed, 0 failed\n$/);
  });
});
