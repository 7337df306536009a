import type { Socket } from 'node:net';
import { frameReply, MAX_MESSAGE, parseMessage, type Request } from './message.js';

/** Bytes of requests that may wait behind the one that is being answered; what comes then is left with the client. */
const MOST_WAITING = 1024 * 1024;

/** Answers one request with the parts of the reply's document; never rejects. No parts end the connection. */
export type Answer = (request: Request) => Promise<readonly Uint8Array[]>;

/**
 * One client's socket: cuts the stream into messages and answers them one after the other, as MongoDB does within a
 * connection. `onClose` is called once.
 */
export function serveConnection(socket: Socket, answer: Answer, onClose: () => void): void {
  const waiting: Buffer[] = [];
  let partial: Buffer[] = [];
  let partialSize = 0;
  let waitingSize = 0;
  let isBusy = false;

  const drain = async (): Promise<void> => {
    isBusy = true;
    while (waiting.length > 0 && !socket.destroyed) {
      const message = waiting.shift()!;
      waitingSize -= message.length;
      if (waitingSize <= MOST_WAITING && socket.isPaused()) socket.resume();
      let request: Request;
      try {
        request = parseMessage(message);
      } catch {
        socket.destroy();
        break;
      }
      const reply = await answer(request);
      if (reply.length === 0) {
        socket.destroy();
        break;
      }
      if (!request.isUnacknowledged && !socket.destroyed) {
        const isFlushed = socket.write(frameReply(request, reply));
        if (!isFlushed) await drained(socket);
      }
    }
    isBusy = false;
  };

  const take = (data: Buffer): void => {
    let rest = data;
    if (partialSize > 0) {
      partial.push(data);
      partialSize += data.length;
      if (partialSize < 4) return;
      if (partial[0]!.length < 4) partial = [Buffer.concat(partial)];
      const size = partial[0]!.readInt32LE(0);
      if (isSize(size) && partialSize < size) return;
      rest = Buffer.concat(partial);
      partial = [];
      partialSize = 0;
    }
    let at = 0;
    while (rest.length - at >= 4) {
      const size = rest.readInt32LE(at);
      if (!isSize(size)) {
        socket.destroy();
        return;
      }
      if (rest.length - at < size) break;
      waiting.push(rest.subarray(at, at + size));
      waitingSize += size;
      at += size;
    }
    if (at < rest.length) {
      partial = [rest.subarray(at)];
      partialSize = rest.length - at;
    }
    if (!isBusy && waiting.length > 0) void drain();
    if (waitingSize > MOST_WAITING) socket.pause();
  };

  socket.setNoDelay?.(true);
  socket.on('data', take);
  socket.on('error', () => socket.destroy());
  socket.once('close', onClose);
}

const isSize = (bytes: number): boolean => bytes >= 16 && bytes <= MAX_MESSAGE + 1024;

function drained(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
  });
}
