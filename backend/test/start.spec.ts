import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type RunningServer } from '@verstak/embedded-mongo';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Product, type Ended } from './product.js';

const folder = mkdtempSync(join(tmpdir(), 'verstak-start-'));
const inside = (name: string): string => join(folder, name);
/** A user without rights of its own, where the tests run as root. */
const NOBODY = process.getuid?.() === 0 ? 65_534 : undefined;

let mongo: RunningServer;
/** Takes every connection and says nothing. */
let silent: Server;
let silentPort: number;
const silenced: Socket[] = [];

beforeAll(async () => {
  const user = { name: 'anna', password: 'the right word' };
  mongo = await startServer({ dataDir: inside('mongo'), port: 0, user });
  silent = createServer((socket) => silenced.push(socket));
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  silentPort = (silent.address() as { port: number }).port;
  writeFileSync(inside('file'), '');
  symlinkSync(inside('nowhere/at/all'), inside('link'));
  mkdirSync(inside('locked'), { mode: 0o500 });
  mkdirSync(inside('newer/database'), { recursive: true });
  writeFileSync(inside('newer/database/FORMAT'), 'embedded-mongo 99\n');
  mkdirSync(inside('unsecret/secrets'), { recursive: true });
  writeFileSync(inside('unsecret/secrets/jwt'), '');
});
afterAll(async () => {
  for (const socket of silenced) socket.destroy();
  silent.close();
  await mongo.close();
  rmSync(folder, { recursive: true, force: true });
});

const start = (variables: Record<string, string>): Promise<Ended> =>
  new Product({ DATA_DIR: inside('unused'), ...variables }).ended;

const mongoAs = (credentials: string): string => mongo.uri.replace(/\/\/.*@/, `//${credentials}`);

describe('a start that a variable makes impossible says so in one line and ends with 1', () => {
  it.each<[string, string | (() => string), RegExp]>([
    ['PORT', 'eighty', /"eighty" is no port number/],
    ['PORT', '65536', /is no port number/],
    ['PORT', () => String(silentPort), /\d+ is in use by another program/],
    ['HOST', 'nosuch.invalid', /"nosuch.invalid" (is no name or address|cannot be looked up)/],
    ['HOST', 'http://localhost', /(is no name or address|cannot be looked up)/],
    ['HOST', '192.0.2.1', /"192.0.2.1" is no address of this machine/],
    ['PUBLIC_URL', 'verstak.example.org', /is no http or https address/],
    ['PUBLIC_URL', 'https://example.org/verstak', /goes on after host and port/],
    ['PUBLIC_URL', 'https://anna:secret-word@example.org', /holds a user name or password/],
    ['TRUST_PROXY', '10.0.0.0/33', /is no list of addresses/],
    ['DATA_DIR', () => inside('file'), /file is a file, no folder/],
    ['DATA_DIR', () => inside('file/below'), /lies below a file/],
    ['DATA_DIR', () => inside('link'), /leads nowhere/],
    ['DATA_DIR', '/proc/verstak', /leads nowhere|may not be/],
    ['DATA_DIR', () => inside('x'.repeat(300)), /has too long a name/],
    ['DATA_DIR', () => inside('newer'), /was written by a newer/],
    ['DATA_DIR', () => inside('unsecret'), /secrets\/jwt holds no secret/],
    ['MONGODB_URI', 'http://example.org', /is no MongoDB connection string/],
    ['MONGODB_URI', 'mongodb://', /is no MongoDB connection string/],
    ['MONGODB_URI', 'mongodb://h,/x', /names a host or port that is none/],
    ['MONGODB_URI', 'mongodb://anna:secret-word@@h/x', /is not percent-encoded/],
    ['MONGODB_URI', 'mongodb://anna:secret/word@h/x', /is not percent-encoded/],
    ['MONGODB_URI', 'mongodb://anna:secret-word@h/?foo=bar', /option foo is not supported/],
    ['MONGODB_URI', () => mongoAs('anna:secret-word@'), /refuses the user name or the password/],
    ['MONGODB_URI', () => mongoAs(''), /has no right to the database/],
    ['MONGODB_URI', 'mongodb://anna:secret-word@127.0.0.1:1/x?replicaSet=rs0', /no primary .*ECONNREFUSED/],
    ['MONGODB_URI', () => `mongodb://127.0.0.1:${silentPort}/x`, /no primary of a replica set answers/],
    ['LOG_LEVEL', 'loud', /"loud" is none of fatal/],
    ['TIME_ZONE', 'Moscow', /"Moscow" is no time zone/],
    ['CURRENCY', 'rub', /"rub" is no ISO 4217/],
    ['WORKSHOP_NAME', 'two\nlines', /is no single line/],
    ['JOURNAL_KEY', 'secret-word', /is shorter than 32 characters/],
    ['JWT_SECRET', 'secret-word', /is shorter than 32 characters/],
    ['ADMIN_PASSWORD', 'a-secret', /is no password of 10 characters/],
  ])('%s: %p', async (name, value, fault) => {
    const { output, code } = await start({ [name]: typeof value === 'string' ? value : value() });
    expect(output).toMatch(new RegExp(`^${name}: [^\\n]*${fault.source}[^\\n]*; example: ${name}=[^\\n]+\\n$`));
    expect(output).not.toMatch(/secret-word|a-secret/);
    expect(code).toBe(1);
  });

  it('DATA_DIR: a folder that this user may not write', async () => {
    const product = new Product({ DATA_DIR: inside('locked') }, NOBODY);
    const { output, code } = await product.ended;
    expect([code, output]).toEqual([1, expect.stringMatching(/^DATA_DIR: .*may not be read and written[^\n]+\n$/)]);
  });

  it('DATA_DIR: a folder that another start uses', async () => {
    const first = new Product({ DATA_DIR: inside('shared') });
    await first.ready();
    const { output, code } = await start({ DATA_DIR: inside('shared') });
    first.signal('SIGTERM');
    expect([code, output]).toEqual([1, expect.stringMatching(/^DATA_DIR: .*is in use[^\n]+\n$/)]);
    expect((await first.ended).code).toBe(0);
  });
});

describe('the product', () => {
  it('says at its first start the password and where to open it, and nothing else', async () => {
    const product = new Product({ DATA_DIR: inside('first') });
    await product.ready();
    product.signal('SIGINT');
    const { output, code } = await product.ended;
    expect(output).toMatch(/^admin password: \S{12,}\nVerstak is ready: open http:\/\/localhost:\d+\n$/);
    expect(code).toBe(0);
  });

  it('warns of a PUBLIC_URL that no other device opens', async () => {
    const product = new Product({ DATA_DIR: inside('first'), PUBLIC_URL: 'http://localhost:3000' });
    await product.ready();
    product.signal('SIGINT');
    const { output } = await product.ended;
    expect(output).toMatch(/^PUBLIC_URL: http:\/\/localhost:3000 opens on this machine alone$/m);
  });

  it.each([0, 100, 250, 400, 600, 800])('ends in order when it is interrupted %d ms after its start', async (wait) => {
    const product = new Product({ DATA_DIR: inside('interrupted') });
    await new Promise((resolve) => setTimeout(resolve, 80 + wait));
    product.signal('SIGINT');
    const { output, code } = await product.ended;
    // Before the first line of it runs, the system ends it.
    expect([0, ...(wait > 100 ? [] : ['SIGINT'])]).toContain(code);
    expect(output).not.toMatch(/cannot|error|did not/i);
  });

  it('ends in order while it waits for a database', async () => {
    const product = new Product({ DATA_DIR: inside('unused'), MONGODB_URI: `mongodb://127.0.0.1:${silentPort}/x` });
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    product.signal('SIGTERM');
    expect(await product.ended).toEqual({ output: '', code: 0 });
  });

  it('takes two signals of one press for one, and ends in order though a request hangs', async () => {
    const product = new Product({ DATA_DIR: inside('first') });
    const { port } = new URL(await product.ready());
    const hanging = connect(Number(port), '127.0.0.1');
    hanging.on('error', () => undefined);
    hanging.write('POST /api/v1/auth/sign-in HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\n');
    hanging.write('content-length: 100\r\n\r\n{');
    await new Promise((resolve) => setTimeout(resolve, 300));
    product.signal('SIGINT');
    product.signal('SIGINT');
    const { output, code } = await product.ended;
    expect([code, output]).toEqual([0, expect.stringMatching(/^Verstak is ready.*\n$/)]);
  });

  it('ends at once when it is asked again', async () => {
    const product = new Product({ DATA_DIR: inside('first') });
    const { port } = new URL(await product.ready());
    const hanging = connect(Number(port), '127.0.0.1');
    hanging.on('error', () => undefined);
    hanging.write('POST /api/v1/auth/sign-in HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\n{');
    await new Promise((resolve) => setTimeout(resolve, 300));
    product.signal('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 700));
    product.signal('SIGINT');
    expect((await product.ended).code).toBe(130);
  });
});
