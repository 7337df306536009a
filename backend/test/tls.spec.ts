import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request } from 'node:https';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, type TLSSocket } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { io } from 'socket.io-client';
import { readEnvironment } from '../src/platform/config/environment.js';
import { localFiles, makeLocal } from '../src/platform/config/local-certificate.js';
import { followTls, readTls } from '../src/platform/config/tls.js';
import { Product } from './product.js';

const PROGRAM = fileURLToPath(new URL('../dist/commands/certificate.js', import.meta.url));
const ADMIN_PASSWORD = 'the first one here';
const folder = mkdtempSync(join(tmpdir(), 'verstak-tls-'));
const DATA_DIR = join(folder, 'data');
const { authority, cert: TLS_CERT, key: TLS_KEY } = localFiles(DATA_DIR);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function make(...args: string[]): string {
  const env = { PATH: process.env['PATH'], DATA_DIR };
  const { stdout, stderr } = spawnSync(process.execPath, [PROGRAM, ...args], { cwd: folder, encoding: 'utf8', env });
  return stdout + stderr;
}

/** Asks over a real connection, trusting this authority alone. */
function ask(url: string, ca: Buffer | undefined, body?: object): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(url, {
      method: body ? 'POST' : 'GET',
      headers: { 'content-type': 'application/json' },
      ...(ca ? { ca } : {}),
      agent: false,
    });
    sent.once('response', (answer) => answer.resume() && resolve(answer));
    sent.once('error', reject);
    sent.end(body && JSON.stringify(body));
  });
}

describe('npm run certificate', () => {
  it('makes a certificate and says what to set and what devices are to trust', () => {
    expect(make('bench.example.org')).toMatch(
      /^The certificate is for bench\.example\.org, localhost, .*127\.0\.0\.1.*\nPut into \.env: TLS_CERT=data\/secrets\/tls\/server\.crt\nPut into \.env: TLS_KEY=data\/secrets\/tls\/server\.key\nLet devices trust: data\/secrets\/tls\/authority\.crt/,
    );
    const made = readFileSync(TLS_CERT, 'utf8');
    make();
    expect(readFileSync(TLS_CERT, 'utf8')).toBe(made);
  });

  it('refuses what is no name', () => {
    expect(make('a name, with spaces')).toBe(
      'No certificate was made. "a name, with spaces" is no name or address of a machine\n',
    );
  });
});

describe('the product with a local certificate', () => {
  let product: Product;
  let url: string;
  let ca: Buffer;

  beforeAll(async () => {
    make();
    ca = readFileSync(authority);
    product = new Product({ DATA_DIR, ADMIN_PASSWORD, TLS_CERT, TLS_KEY });
    url = await product.ready();
  });
  afterAll(async () => {
    product.signal('SIGTERM');
    expect((await product.ended).code).toBe(0);
  });

  it('serves HTTPS to who trusts the authority, and to nobody else', async () => {
    expect(url).toMatch(/^https:/);
    expect((await ask(`${url}/api/v1/health`, ca)).statusCode).toBe(200);
    await expect(ask(`${url}/api/v1/health`, undefined)).rejects.toThrow(/certificate/);
  });

  it('sends cookies over HTTPS alone, and binds no browser to HTTPS for a year', async () => {
    const answer = await ask(`${url}/api/v1/auth/sign-in`, ca, { login: 'admin', password: ADMIN_PASSWORD });
    expect(answer.statusCode).toBe(200);
    for (const cookie of answer.headers['set-cookie'] ?? []) expect(cookie).toMatch(/; Secure/);
    expect(answer.headers['set-cookie']?.length).toBeGreaterThan(1);
    expect(answer.headers['strict-transport-security']).toBeUndefined();
  });

  it('takes WebSockets', async () => {
    const socket = io(url, { transports: ['websocket'], ca: ca.toString(), reconnection: false } as Parameters<
      typeof io
    >[1]);
    const told = await new Promise<string>((resolve) => {
      socket.once('connect', () => resolve('connected'));
      socket.once('connect_error', ({ message }) => resolve(message));
    });
    socket.close();
    expect(told).not.toMatch(/certificate|websocket error/);
  });

  it('gives the authority to whoever is to trust it', async () => {
    const answer = await ask(`${url}/authority.crt`, ca);
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'application/x-x509-ca-cert']);
  });
});

describe('a pair that cannot be used', () => {
  const other = join(folder, 'other');
  const files = localFiles(other);
  const text = join(folder, 'text');

  beforeAll(async () => {
    await makeLocal(readEnvironment({ DATA_DIR: other }));
    writeFileSync(text, 'neither');
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['a certificate alone', { TLS_CERT: files.cert }, /^TLS_KEY: is not set, but TLS_CERT is/],
    ['a key alone', { TLS_KEY: files.key }, /^TLS_CERT: is not set, but TLS_KEY is/],
    [
      'a certificate that is not there',
      { TLS_CERT: '/nowhere', TLS_KEY: files.key },
      /^TLS_CERT: \/nowhere is not there/,
    ],
    ['a folder', { TLS_CERT: other, TLS_KEY: files.key }, /^TLS_CERT: .* cannot be read \(EISDIR\)/],
    ['no certificate', { TLS_CERT: text, TLS_KEY: files.key }, /^TLS_CERT: .*text holds no certificate/],
    ['no key', { TLS_CERT: files.cert, TLS_KEY: text }, /^TLS_KEY: .*text holds no private key/],
    ['the key of another', { TLS_CERT: files.cert, TLS_KEY: files.authorityKey }, /^TLS_KEY: .* is the key of another/],
  ])('ends the start in one line: %s', async (_what, variables, fault) => {
    const { output, code } = await new Product({ DATA_DIR: join(folder, 'unused'), ...variables }).ended;
    expect([code, output.trim().split('\n').length]).toEqual([1, 1]);
    expect(output).toMatch(fault);
    expect(output).toMatch(/; example: TLS_/);
  });
});

describe('a certificate that is renewed', () => {
  it('is shown without a new start; what cannot be used leaves the former in its place', async () => {
    const [kept, renewed] = [join(folder, 'kept'), join(folder, 'renewed')];
    for (const data of [kept, renewed]) await makeLocal(readEnvironment({ DATA_DIR: data }));
    // Not where the product would renew it by itself: as certificates of others are.
    const [cert, key] = [join(folder, 'own.crt'), join(folder, 'own.key')];
    const take = (data: string): void => {
      cpSync(localFiles(data).key, key);
      cpSync(localFiles(data).cert, cert);
    };
    take(kept);
    const environment = readEnvironment({ TLS_CERT: cert, TLS_KEY: key });
    const server = createServer((await readTls(environment)) ?? {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const shown = (): Promise<string> =>
      new Promise((resolve, reject) => {
        const { port } = server.address() as AddressInfo;
        const socket: TLSSocket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
          resolve(socket.getPeerCertificate().serialNumber);
          socket.destroy();
        });
        socket.once('error', reject);
      });
    const serialOf = (data: string): string => new X509Certificate(readFileSync(localFiles(data).cert)).serialNumber;
    const told = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
    const following = followTls(server, environment, 20);
    try {
      expect(await shown()).toBe(serialOf(kept));
      writeFileSync(cert, 'torn');
      while (!told.mock.calls.length) await new Promise((resolve) => setTimeout(resolve, 10));
      expect(told.mock.calls[0]?.[0]).toMatch(/^The certificate was not renewed\. TLS_CERT: .* holds no certificate/);
      expect(await shown()).toBe(serialOf(kept));
      take(renewed);
      while ((await shown()) !== serialOf(renewed)) await new Promise((resolve) => setTimeout(resolve, 20));
    } finally {
      clearInterval(following);
      told.mockRestore();
      server.close();
    }
  });
});
