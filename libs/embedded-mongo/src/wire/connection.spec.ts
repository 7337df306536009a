import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { encode } from '../values/index.js';
import { serveConnection } from './connection.js';

const MEGABYTE = 1024 * 1024;

let server: Server;
let client: Socket;
let serving: Socket;
let allow: () => void;
let answered: number;

/** A client of a server that answers nothing before it is allowed to. */
beforeEach(async () => {
  answered = 0;
  const allowed = new Promise<void>((resolve) => (allow = resolve));
  server = createServer((socket) => {
    serving = socket;
    serveConnection(
      socket,
      async () => {
        await allowed;
        answered++;
        return [encode(new Map([['ok', 1]]))];
      },
      () => undefined,
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = connect((server.address() as AddressInfo).port, '127.0.0.1');
  await Promise.all([once(client, 'connect'), once(server, 'connection')]);
});

afterEach(async () => {
  client.destroy();
  server.close();
  await once(server, 'close');
});

function message(text: string): Buffer {
  const body = encode(new Map([['text', text]]));
  const head = Buffer.alloc(21);
  head.writeInt32LE(head.length + body.length, 0);
  head.writeInt32LE(2013, 12);
  return Buffer.concat([head, body]);
}

describe('a connection', () => {
  it('leaves with the client what it sends faster than it is answered, and answers all of it', async () => {
    const large = message('x'.repeat(MEGABYTE));
    for (let i = 0; i < 60; i++) client.write(large);
    await setTimeout(300);
    expect(serving.bytesRead).toBeGreaterThan(MEGABYTE);
    expect(serving.bytesRead).toBeLessThan(10 * MEGABYTE);
    allow();
    while (answered < 60) await once(client, 'data');
    expect(serving.bytesRead).toBe(60 * large.length);
    // Sixty megabytes, on a machine that may be busy.
  });

  it('puts together a message that comes byte by byte', async () => {
    allow();
    for (const byte of message('slow')) {
      client.write(Buffer.of(byte));
      await setTimeout(1);
    }
    await once(client, 'data');
    expect(answered).toBe(1);
  });

  it.each([
    ['begins with a length that none has', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['is of a kind that is not served', Buffer.of(16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)],
  ])('is ended where a message %s, also where its length comes in two parts', async (_, bytes) => {
    client.write(bytes.subarray(0, 3));
    await setTimeout(20);
    client.write(bytes.subarray(3));
    await once(client, 'close');
    expect(answered).toBe(0);
  });
});
