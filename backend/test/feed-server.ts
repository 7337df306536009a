import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A supplier's server, which says what a test wants it to. */
export interface FeedServer {
  url: string;
  /** How often it was asked. */
  asked: number;
  answer: RequestListener;
  stop(): Promise<void>;
}

/** Starts one on a free port of this machine; it is to be stopped. */
export async function startFeedServer(): Promise<FeedServer> {
  const listening = createServer((request, answer) => {
    server.asked += 1;
    server.answer(request, answer);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const server: FeedServer = {
    url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}/prices`,
    asked: 0,
    answer: saying(''),
    stop: async () => {
      listening.closeAllConnections();
      await new Promise((resolve) => listening.close(resolve));
    },
  };
  return server;
}

/** The answer of a server where this lies. */
export function saying(body: string | Uint8Array, status = 200): RequestListener {
  return (_request, answer) => void answer.writeHead(status).end(body);
}
