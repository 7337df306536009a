import { createServer, type Socket } from 'node:net';

const HEADER = 21;

/**
 * A server that reads nothing: it answers each command by its name with bytes made beforehand. What it reaches is the
 * most that any server could through the same driver.
 */
export function startNullServer(replies: ReadonlyMap<string, Uint8Array>, path: string): Promise<void> {
  const framed = new Map([...replies].map(([name, body]) => [name, frame(body)]));
  const server = createServer((socket) => serve(socket, framed));
  return new Promise((resolve) => server.listen(path, resolve));
}

/** An OP_MSG without the number of the request that it answers. */
function frame(body: Uint8Array): Buffer {
  const message = Buffer.alloc(HEADER + body.length);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(2013, 12);
  message.set(body, HEADER);
  return message;
}

function serve(socket: Socket, replies: ReadonlyMap<string, Buffer>): void {
  let rest: Buffer = Buffer.alloc(0);
  socket.on('error', () => socket.destroy());
  socket.on('data', (data: Buffer) => {
    rest = rest.length === 0 ? data : Buffer.concat([rest, data]);
    while (rest.length >= 4 && rest.length >= rest.readInt32LE(0)) {
      const size = rest.readInt32LE(0);
      answer(socket, rest.subarray(0, size), replies);
      rest = rest.subarray(size);
    }
  });
}

function answer(socket: Socket, request: Buffer, replies: ReadonlyMap<string, Buffer>): void {
  const isLegacy = request.readInt32LE(12) === 2004;
  const end = request.indexOf(0, HEADER + 5);
  const name = isLegacy ? 'hello' : request.toString('latin1', HEADER + 5, end);
  const reply = Buffer.from(replies.get(name) ?? replies.get('hello')!);
  reply.writeInt32LE(request.readInt32LE(4), 8);
  socket.write(isLegacy ? asLegacy(reply) : reply);
}

function asLegacy(reply: Buffer): Buffer {
  const message = Buffer.concat([reply.subarray(0, 16), Buffer.alloc(20), reply.subarray(HEADER)]);
  message.writeInt32LE(message.length, 0);
  message.writeInt32LE(1, 12);
  message.writeInt32LE(8, 16);
  message.writeInt32LE(1, 32);
  return message;
}
