import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptSecret } from './secrets.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'verstak-secrets-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a secret of the data folder', () => {
  it('is made once, for its owner alone, and leaves no other file', async () => {
    const secret = await keptSecret(folder, 'jwt');
    expect(secret).toMatch(/^[0-9a-f]{64}$/);
    expect(await keptSecret(folder, 'jwt')).toBe(secret);
    expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'secrets/jwt')).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'secrets'))).toEqual(['jwt']);
  });

  it('is the same for all who ask for it first at the same moment', async () => {
    const secrets = await Promise.all(Array.from({ length: 20 }, () => keptSecret(folder, 'jwt')));
    expect(new Set(secrets)).toEqual(new Set([readFileSync(join(folder, 'secrets/jwt'), 'utf8').trim()]));
  });

  it.each(['', '\n', 'too short\n'])('is refused where its file holds %j', async (content) => {
    mkdirSync(join(folder, 'secrets'));
    writeFileSync(join(folder, 'secrets/jwt'), content);
    await expect(keptSecret(folder, 'jwt')).rejects.toThrow(/secrets\/jwt holds no secret of 32 characters/);
  });
});
