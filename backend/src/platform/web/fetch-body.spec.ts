import { afterEach, describe, expect, it } from '@jest/globals';
import type { FetchFault } from '@verstak/domain';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createBare, type AddressInfo, type Server as BareServer, type Socket } from 'node:net';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { fetchBody, type FetchRules } from './fetch-body.js';
import { isPublicAddress } from './public-address.js';
import { NotFetched } from './request.js';

const MEGABYTE = 1024 * 1024;
const RULES: FetchRules = { isAllowed: () => true, mostBytes: MEGABYTE, patience: 10_000, accept: '*/*' };
const SOON = { patience: 300 };
/** A name that stands for this machine, as somebody else's server of names may say. */
const HERE: Partial<FetchRules> = { resolve: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]) };

const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

const servers: (Server | BareServer)[] = [];
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

async function listening(server: Server | BareServer): Promise<string> {
  servers.push(server);
  server.on('connection', (socket: Socket) => sockets.push(socket.on('error', () => undefined)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const serve = (answer: RequestListener): Promise<string> => listening(createServer(answer));
const bare = (speak: (socket: Socket) => void): Promise<string> => listening(createBare(speak));

async function refusalOf(address: string, rules: Partial<FetchRules> = {}): Promise<NotFetched> {
  const error = await fetchBody(address, { ...RULES, ...rules }).then(
    ({ bytes }) => new Error(`${bytes.length} bytes were fetched`),
    (reason: unknown) => reason,
  );
  if (!(error instanceof NotFetched)) throw error;
  return error;
}
const faultOf = async (address: string, rules?: Partial<FetchRules>): Promise<FetchFault> =>
  (await refusalOf(address, rules)).fault;

const text = async (address: string, rules: Partial<FetchRules> = {}): Promise<string> =>
  (await fetchBody(address, { ...RULES, ...rules })).bytes.toString();

const redirecting =
  (to: (request: IncomingMessage) => string, code = 302): RequestListener =>
  (request, answer) =>
    void answer.writeHead(code, { location: to(request) }).end('moved');

describe('what lies at an address', () => {
  it('is fetched whole, with its query, and unpacked however it is packed', async () => {
    const asked: (string | undefined)[] = [];
    const packers = { '/plain': Buffer.from, '/gzip': gzipSync, '/deflate': deflateSync, '/br': brotliCompressSync };
    const at = await serve((request, answer) => {
      asked.push(request.url, request.headers.accept);
      const kind = (request.url?.split('?')[0] ?? '') as keyof typeof packers;
      const headers = kind === '/plain' ? {} : { 'content-encoding': kind.slice(1) };
      answer.writeHead(200, headers).end(packers[kind](Buffer.from('a;b')));
    });
    for (const kind of Object.keys(packers))
      expect(await text(`${at}${kind}?key=1&n=%D1%8F`, { accept: 'text/csv' })).toBe('a;b');
    expect(asked.slice(0, 2)).toEqual(['/plain?key=1&n=%D1%8F', 'text/csv']);
  });

  it('is told to be whole where the server says where it ends', async () => {
    const isWhole = async (head: string, body: string): Promise<boolean> => {
      const at = await bare((socket) => socket.once('data', () => socket.end(`HTTP/1.1 200 OK\r\n${head}\r\n${body}`)));
      return (await fetchBody(at, RULES)).isWhole;
    };
    expect(await isWhole('Content-Length: 3\r\n', 'a;b')).toBe(true);
    expect(await isWhole('Transfer-Encoding: chunked\r\n', '3\r\na;b\r\n0\r\n\r\n')).toBe(true);
    expect(await isWhole('', 'a;b')).toBe(false);
    expect(await faultOf(await bare((socket) => socket.once('data', () => socket.end(`${CHUNKED}3\r\na;b\r\n`))))).toBe(
      'cut_off',
    );
  });

  it('is fetched over at most three redirects', async () => {
    const counting = (request: IncomingMessage): string => `/${Number(request.url?.slice(1)) - 1}`;
    const at = await serve((request, answer) =>
      request.url === '/0' ? void answer.end('there') : redirecting(counting)(request, answer),
    );
    expect(await text(`${at}/3`)).toBe('there');
    expect(await faultOf(`${at}/4`)).toBe('redirects');
  });

  it('is fetched by user and password, which no other server is told', async () => {
    const told: (string | undefined)[] = [];
    const other = await serve((request, answer) => {
      told.push(request.headers.authorization);
      answer.end('there');
    });
    const at = await serve((request, answer) => {
      told.push(request.headers.authorization);
      redirecting(() => (request.url === '/' ? '/on' : other.replace('//', '//evil:word@')))(request, answer);
    });
    await text(at.replace('//', '//anna:a%20word@'));
    const basic = `Basic ${Buffer.from('anna:a word').toString('base64')}`;
    expect(told).toEqual([basic, basic, undefined]);
  });
});

const FAULTS: [FetchFault, string, RequestListener, Partial<FetchRules>?][] = [
  ['status', 'nothing there', (_request, answer) => void answer.writeHead(404).end('no')],
  ['status', 'a server in trouble', (_request, answer) => void answer.writeHead(500).end('no')],
  ['status', 'nothing new', (_request, answer) => void answer.writeHead(304).end()],
  ['status', 'nothing at all', (_request, answer) => void answer.writeHead(204).end()],
  ['silent', 'a server that says nothing', () => undefined, SOON],
  ['silent', 'a server that stops in the middle', (_request, answer) => void answer.write('a;b'), SOON],
  ['silent', 'a server that drips', drip, SOON],
  ['redirects', 'a loop', redirecting((request) => request.url ?? '/')],
  ['redirects', 'another kind of address', redirecting(() => 'file:///etc/passwd')],
  ['redirects', 'a redirect to nowhere', (_request, answer) => void answer.writeHead(301).end()],
  ['cut_off', 'half of what was announced', halfOf],
  [
    'cut_off',
    'half of what is packed',
    (_request, answer) => gzipped(answer, gzipSync('a'.repeat(999)).subarray(0, 20)),
  ],
  ['cut_off', 'what is not packed as it says', (_request, answer) => gzipped(answer, Buffer.from('plain'))],
  [
    'too_large',
    'what is announced to be',
    (_request, answer) => void answer.writeHead(200, { 'content-length': 100 * MEGABYTE }).write('a'),
  ],
  ['too_large', 'what turns out to be', pour],
  ['too_large', 'a bomb', (_request, answer) => gzipped(answer, gzipSync(Buffer.alloc(50 * MEGABYTE)))],
];

describe('what is not fetched', () => {
  it.each(FAULTS.map(([fault, what, answer, rules = {}]) => [fault, what, answer, rules] as const))(
    'is told as %s: %s',
    async (fault, _what, answer, rules) => {
      expect(await faultOf(await serve(answer), rules)).toBe(fault);
    },
  );

  it('tells what a server answered, and never the address', async () => {
    const at = await serve((_request, answer) => void answer.writeHead(403).end());
    const error = await refusalOf(`${at.replace('//', '//anna:secret@')}/?key=secret`);
    expect(error.status).toBe(403);
    expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain('secret');
  });

  it('takes no more of what is too large than it may', async () => {
    let sent = 0;
    const at = await serve((request, answer) => pour(request, answer, (bytes) => (sent += bytes)));
    await faultOf(at);
    expect(sent).toBeLessThan(40 * MEGABYTE);
  });

  it('tells a server that speaks no HTTP, one that is not there, and a name that nothing has', async () => {
    expect(await faultOf(await bare((socket) => socket.end('220 mail ready\r\n')))).toBe('no_http');
    expect(await faultOf(await bare((socket) => socket.destroy()))).toBe('no_http');
    const plain = await serve((_request, answer) => void answer.end());
    expect(await faultOf(plain.replace('http:', 'https:'))).toBe('no_http');
    expect(await faultOf('http://127.0.0.1:1')).toBe('unreachable');
    const nowhere = { resolve: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })) };
    expect(await faultOf('http://keramika.example', nowhere)).toBe('host_unknown');
  });

  it('ends when it is told to', async () => {
    const ending = new AbortController();
    const at = await serve(() => ending.abort());
    await expect(fetchBody(at, { ...RULES, signal: ending.signal })).rejects.toThrow();
  });
});

describe('a private network', () => {
  const CLOSED = { isAllowed: isPublicAddress };
  const FIRST_ONLY = { isAllowed: (address: string) => address === '127.0.0.1' };

  it('is not looked into, however it is named', async () => {
    let asked = 0;
    const at = await serve((_request, answer) => {
      asked += 1;
      answer.end('secret');
    });
    const { port } = new URL(at);
    for (const host of ['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0', '[::1]', '[::ffff:127.0.0.1]', 'localhost'])
      expect({ host, fault: await faultOf(`http://${host}:${port}/`, CLOSED) }).toEqual({
        host,
        fault: 'private_network',
      });
    expect(await faultOf(`http://keramika.example:${port}/`, { ...CLOSED, ...HERE })).toBe('private_network');
    const mixed = [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
    expect(await faultOf('http://a.example', { ...CLOSED, resolve: () => Promise.resolve(mixed) })).toBe(
      'private_network',
    );
    expect(asked).toBe(0);
  });

  it('is not looked into by a redirect, nor by a name that means another address the second time', async () => {
    const inside = await serve((_request, answer) => void answer.end('secret'));
    // Each redirect is looked up anew: what was allowed once is asked again.
    const asked: string[] = [];
    const resolve = (host: string): Promise<{ address: string; family: number }[]> => {
      asked.push(host);
      return Promise.resolve([{ address: asked.length > 1 ? '10.0.0.1' : '127.0.0.1', family: 4 }]);
    };
    const { port } = new URL(await serve(redirecting(() => `http://next.example:${new URL(inside).port}/`)));
    const opened = { ...FIRST_ONLY, resolve };
    expect(await faultOf(`http://first.example:${port}/`, opened)).toBe('private_network');
    expect(asked).toEqual(['first.example', 'next.example']);
    const toClouds = new URL(await serve(redirecting(() => 'http://169.254.169.254/')));
    expect(await faultOf(`http://first.example:${toClouds.port}/`, { ...FIRST_ONLY, ...HERE })).toBe('private_network');
  });

  it('is connected to at the address that was looked at, whatever the name means by then', async () => {
    const at = await serve((_request, answer) => void answer.end('there'));
    let times = 0;
    const resolve = (): Promise<{ address: string; family: number }[]> => {
      times += 1;
      return Promise.resolve([{ address: times > 1 ? '192.0.2.1' : '127.0.0.1', family: 4 }]);
    };
    expect(await text(`http://keramika.example:${new URL(at).port}/`, { resolve })).toBe('there');
    expect(times).toBe(1);
  });
});

function gzipped(answer: ServerResponse, bytes: Buffer): void {
  answer.writeHead(200, { 'content-encoding': 'gzip' }).end(bytes);
}

function halfOf(_request: IncomingMessage, answer: ServerResponse): void {
  answer.writeHead(200, { 'content-length': 100 });
  answer.write('a'.repeat(50), () => answer.socket?.destroy());
}

function drip(_request: IncomingMessage, answer: ServerResponse): void {
  const dripping = setInterval(() => answer.write('a'), 50);
  answer.on('close', () => clearInterval(dripping));
}

/** Sends 100 MB without saying so before. */
function pour(
  _request: IncomingMessage,
  answer: ServerResponse,
  tell: (bytes: number) => void = () => undefined,
): void {
  const piece = Buffer.alloc(64 * 1024, 'a');
  let left = 1_600;
  const more = (): void => {
    while (left > 0 && !answer.destroyed) {
      left -= 1;
      tell(piece.length);
      if (!answer.write(piece)) return void answer.once('drain', more);
    }
    answer.end();
  };
  more();
}
