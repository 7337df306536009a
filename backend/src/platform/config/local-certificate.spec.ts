import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment, type Environment } from './environment.js';
import { localFiles, makeLocal, renewLocal } from './local-certificate.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

let folder: string;
let environment: Environment;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'verstak-certificate-'));
  environment = readEnvironment({ DATA_DIR: folder, PUBLIC_URL: 'http://workshop.test:3000' });
});
afterEach(() => {
  jest.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

const read = (file: 'authority' | 'cert'): X509Certificate =>
  new X509Certificate(readFileSync(localFiles(folder)[file]));
const after = (days: number): void => {
  jest.useFakeTimers({ now: Date.now() + days * DAY_MS, doNotFake: ['nextTick', 'setImmediate', 'setTimeout'] });
};

describe('a local certificate', () => {
  it('is for the names and addresses of the machine and those given, and vouched for by the authority', async () => {
    await makeLocal(environment, ['192.0.2.7', 'bench.example.org']);
    const [authority, server] = [read('authority'), read('cert')];
    expect([authority.ca, server.ca]).toEqual([true, false]);
    expect([authority.checkIssued(authority), server.checkIssued(authority)]).toEqual([true, true]);
    expect([authority.verify(authority.publicKey), server.verify(authority.publicKey)]).toEqual([true, true]);
    for (const name of ['localhost', 'workshop.test', 'bench.example.org'])
      expect([name, server.checkHost(name)]).toEqual([name, name]);
    for (const address of ['127.0.0.1', '192.0.2.7'])
      expect([address, server.checkIP(address)]).toEqual([address, address]);
    expect(server.checkHost('example.org')).toBeUndefined();
    expect(server.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1']);
    expect((server.validToDate.getTime() - server.validFromDate.getTime()) / DAY_MS).toBeLessThanOrEqual(398);
    expect(server.checkPrivateKey(createPrivateKey(readFileSync(localFiles(folder).key)))).toBe(true);
  });

  it('lies with its keys where only its owner reads them, and nothing else', async () => {
    await makeLocal(environment);
    const tls = join(folder, 'secrets/tls');
    expect(statSync(tls).mode & 0o777).toBe(0o700);
    expect(readdirSync(tls).sort()).toEqual(['authority.crt', 'authority.key', 'server.crt', 'server.key']);
    for (const file of readdirSync(tls)) expect(statSync(join(tls, file)).mode & 0o777).toBe(0o600);
  });

  it('stays as it is while it is good, and is made anew near its end, by the same authority and with the same key', async () => {
    await makeLocal(environment, ['bench.example.org']);
    const [first, authority] = [read('cert'), read('authority')];
    after(360);
    await renewLocal(environment);
    expect(read('cert').serialNumber).toBe(first.serialNumber);
    after(10);
    await renewLocal(environment);
    const renewed = read('cert');
    expect(renewed.serialNumber).not.toBe(first.serialNumber);
    expect(renewed.validToDate.getTime()).toBeGreaterThan(first.validToDate.getTime());
    expect(renewed.checkHost('bench.example.org')).toBe('bench.example.org');
    expect(renewed.publicKey.equals(first.publicKey)).toBe(true);
    expect(read('authority').serialNumber).toBe(authority.serialNumber);
  });

  it('is made anew where the machine has another name', async () => {
    await makeLocal(environment);
    const { serialNumber } = read('cert');
    await renewLocal({ ...environment, PUBLIC_URL: 'http://192.0.2.9:3000' });
    expect(read('cert').serialNumber).not.toBe(serialNumber);
    expect(read('cert').checkIP('192.0.2.9')).toBe('192.0.2.9');
  });

  it('is not made by itself where nobody has made an authority', async () => {
    await renewLocal(environment);
    expect(readdirSync(folder)).toEqual([]);
  });
});
