import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** What another system was sent. */
export interface Received {
  path: string;
  headers: IncomingHttpHeaders;
  /** As it came, which is what is signed. */
  body: string;
}

/** Another system on this machine, which keeps what it is sent and says what a test wants it to. */
export interface WebhookReceiver {
  url: string;
  received: Received[];
  /** Answers, having kept; 204 unless a test decides otherwise. */
  answer: (answer: ServerResponse, request: Received) => void;
  /** What it was sent under one path. */
  at(path: string): Received[];
  stop(): Promise<void>;
}

/** The answer of a system that has taken something. */
export const taken = (answer: ServerResponse): void => void answer.writeHead(204).end();

/** Starts one on a free port; it is to be stopped. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const listening = createServer((request, answer) => {
    void text(request).then((body) => {
      const one = { path: request.url ?? '', headers: request.headers, body };
      receiver.received.push(one);
      receiver.answer(answer, one);
    });
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    received: [],
    answer: taken,
    at: (path) => receiver.received.filter((one) => one.path === path),
    stop: async () => {
      listening.closeAllConnections();
      await new Promise((resolve) => listening.close(resolve));
    },
  };
  return receiver;
}
