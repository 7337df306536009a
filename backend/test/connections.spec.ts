import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@verstak/domain';
import { connect, type Socket } from 'node:net';
import { CONNECTION_LIMITS } from '../src/platform/http/connections.js';
import type { Session } from './caller.js';
import { makeClient } from './factories.js';
import { TestWorkshop } from './harness.js';
import { Screen } from './live.js';
import { uploadPath } from './uploads.js';

/** The product's own limits in small, and yet long enough for a busy machine. */
const LIMITS = {
  headMs: 1_000,
  silenceMs: 1_500,
  requestMs: 4_000,
  answerMs: 20_000,
  idleMs: 1_000,
  handshakeMs: 1_000,
  checkMs: 50,
  most: 40,
};

let workshop: TestWorkshop;
let manager: Session;

beforeAll(async () => {
  workshop = await TestWorkshop.open({}, LIMITS);
  manager = await workshop.as('manager');
});
afterAll(async () => workshop.close());

/** A connection that never closes its own end, with what the server has said over it. */
class Line {
  said = '';

  private constructor(private readonly socket: Socket) {
    socket.on('data', (chunk) => (this.said += chunk.toString()));
    socket.on('error', () => undefined);
  }

  static async open(): Promise<Line> {
    const { port, hostname } = new URL(workshop.url);
    const socket = connect({ port: Number(port), host: hostname, allowHalfOpen: true });
    await new Promise((resolve) => socket.once('connect', resolve));
    return new Line(socket);
  }

  send(text: string | Uint8Array): this {
    this.socket.write(text);
    return this;
  }

  /** Whether the server has not closed it. */
  get isOpen(): boolean {
    return !this.socket.destroyed && !this.socket.readableEnded;
  }

  get status(): number {
    return Number(/^HTTP\/1\.1 (\d+)/.exec(this.said)?.[1]);
  }

  /** The body of the last answer. */
  get problem(): Problem {
    return JSON.parse(this.said.split('\r\n\r\n').at(-1) ?? '') as Problem;
  }

  hangUp(): void {
    this.socket.destroy();
  }
}

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Connections that the server holds. */
async function held(): Promise<number> {
  return new Promise((resolve, reject) =>
    workshop.app
      .getHttpServer()
      .getConnections((error: Error | null, count: number) => (error ? reject(error) : resolve(count))),
  );
}

/** Waits until the server holds no connection but these; the test's time is the limit. */
async function onlyHolds(count: number): Promise<void> {
  while ((await held()) > count) await wait(20);
}

const head = (path: string, ...headers: string[]): string =>
  [`POST ${path} HTTP/1.1`, 'host: workshop', `authorization: Bearer ${manager.accessToken}`, ...headers].join('\r\n');

const upgrade = (path: string): string =>
  `${[
    `GET ${path} HTTP/1.1`,
    'host: workshop',
    'connection: upgrade',
    'upgrade: websocket',
    'sec-websocket-version: 13',
    'sec-websocket-key: dGhlIHNhbXBsZSBub25jZQ==',
  ].join('\r\n')}\r\n\r\n`;

const body = JSON.stringify({ company: 'Неспешная', note: 'x'.repeat(300) });
const announced = [
  'connection: close',
  'content-type: application/json',
  `content-length: ${Buffer.byteLength(body)}`,
] as const;

describe('a connection', () => {
  it('over which nothing is said is ended', async () => {
    await Line.open();
    await onlyHolds(0);
  });

  it('whose head does not end is refused as late and ended, however steadily it comes', async () => {
    const line = (await Line.open()).send(head('/api/v1/clients'));
    for (let index = 0; line.isOpen && index < 100; index += 1) {
      line.send(`\r\nx-${index}: 1`);
      await wait(50);
    }
    expect([line.status, line.problem.code]).toEqual([408, 'request.timeout']);
    await onlyHolds(0);
  });

  it('whose body stops half way is ended', async () => {
    (await Line.open()).send(`${head('/api/v1/clients', ...announced)}\r\n\r\n${body.slice(0, 40)}`);
    await onlyHolds(0);
  });

  it('whose body comes slowly but steadily is served', async () => {
    const line = (await Line.open()).send(`${head('/api/v1/clients', ...announced)}\r\n\r\n`);
    const bytes = Buffer.from(body);
    for (let sent = 0; sent < bytes.length; sent += 80) {
      line.send(bytes.subarray(sent, sent + 80));
      await wait(LIMITS.silenceMs / 4);
    }
    while (line.isOpen) await wait(20);
    expect(line.status).toBe(201);
    line.hangUp();
    await onlyHolds(0);
  });

  it('whose file stops half way is ended, and one whose file comes slowly but steadily is served', async () => {
    const { id } = await makeClient(manager);
    const file = head(
      `/api/v1${uploadPath({ subject: 'Client', subjectId: id })}`,
      'connection: close',
      'content-type: application/octet-stream',
      'content-length: 8',
    );
    (await Line.open()).send(`${file}\r\n\r\nhalf`);
    await onlyHolds(0);
    const line = (await Line.open()).send(`${file}\r\n\r\n`);
    for (const byte of 'steadily') {
      line.send(byte);
      await wait(LIMITS.silenceMs / 4);
    }
    while (line.isOpen) await wait(20);
    expect(line.status).toBe(201);
    line.hangUp();
    await onlyHolds(0);
  });

  it('whose body does not end within the longest time is ended', async () => {
    const line = (await Line.open()).send(
      `${head('/api/v1/clients', 'content-type: application/json', 'content-length: 100000')}\r\n\r\n"`,
    );
    for (let index = 0; line.isOpen && index < 200; index += 1) {
      line.send('x');
      await wait(50);
    }
    expect(line.status).toBe(408);
    await onlyHolds(0);
  });

  it('that is kept for a further request is ended when none comes', async () => {
    const line = (await Line.open()).send('GET /api/v1/health HTTP/1.1\r\nhost: workshop\r\n\r\n');
    while (!line.said.includes('"ok"')) await wait(20);
    await onlyHolds(0);
  });

  it.each(['/socket.io/?EIO=4&transport=websocket', '/elsewhere'])(
    'that becomes a WebSocket at %s and does not sign in is ended',
    async (path) => {
      (await Line.open()).send(upgrade(path));
      await onlyHolds(0);
    },
  );

  it('of a screen that has signed in outlives all of these times', async () => {
    const screen = await Screen.open(manager);
    await wait(1.5 * LIMITS.requestMs);
    expect(screen.isConnected).toBe(true);
    screen.close();
    await onlyHolds(0);
  });

  it('beyond the number that may be open is ended at once, and the others are served', async () => {
    const lines = await Promise.all(Array.from({ length: LIMITS.most }, () => Line.open()));
    const [first] = lines;
    const further = await Line.open();
    while (further.isOpen) await wait(20);
    expect(further.said).toBe('');
    first?.send('GET /api/v1/health HTTP/1.1\r\nhost: workshop\r\n\r\n');
    while (first?.isOpen && !first.said) await wait(20);
    expect(first?.status).toBe(200);
    await onlyHolds(0);
    expect((await manager.get('/auth/me')).status).toBe(200);
  });
});

describe('the product itself', () => {
  it('gives each of these times, and a number that a machine can bear', () => {
    expect(CONNECTION_LIMITS).toEqual({
      headMs: 15_000,
      silenceMs: 30_000,
      requestMs: 3_600_000,
      answerMs: 300_000,
      idleMs: 75_000,
      handshakeMs: 10_000,
      checkMs: 5_000,
      most: 1_000,
    });
  });

  it('keeps them on its server', async () => {
    const product = await TestWorkshop.open();
    try {
      const { headersTimeout, requestTimeout, keepAliveTimeout, timeout, maxConnections } = product.app.getHttpServer();
      expect({ headersTimeout, requestTimeout, keepAliveTimeout, timeout, maxConnections }).toEqual({
        headersTimeout: 15_000,
        requestTimeout: 3_600_000,
        keepAliveTimeout: 75_000,
        timeout: 30_000,
        maxConnections: 1_000,
      });
    } finally {
      await product.close();
    }
  });
});
