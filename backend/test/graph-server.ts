import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What lies in the drive. */
interface Item {
  id: string;
  name: string;
  parentId: string;
  /** None of a folder. */
  content?: Buffer;
  eTag: string;
}

/** What the stand-in was asked. */
export interface SeenRequest {
  /** `GET /v1.0/users/…`, decoded. */
  line: string;
  authorization: string | undefined;
  body: Buffer;
}

/** A fault, once: the answer to the next request whose line matches. */
interface Fault {
  on: RegExp;
  answer: RequestListener;
}

interface Session {
  folderId: string;
  name: string;
  conflict: string;
  total: number;
  bytes: Buffer;
}

const TENANT = '5f0c1d2e-3a4b-4c5d-8e6f-7a8b9c0d1e2f';
const CLIENT = '0a1b2c3d-4e5f-4a6b-9c7d-8e9f0a1b2c3d';
const SECRET = 'aB38Q~the-secret-of-the-tests';
const USER = 'anna@romashka.onmicrosoft.com';

/** The four variables of somebody whom the stand-in knows. */
const KNOWN = { MS_TENANT_ID: TENANT, MS_CLIENT_ID: CLIENT, MS_CLIENT_SECRET: SECRET, MS_ONEDRIVE_USER_ID: USER };

/**
 * Microsoft's login and Graph for one drive, over http on this machine, with another host for contents. It speaks the
 * protocol as its pages tell it, and refuses what they forbid.
 */
export class GraphServer {
  readonly seen: SeenRequest[] = [];
  /** Tokens that it gave out. */
  tokens: string[] = [];
  tokenSeconds = 3_600;
  pageSize = 200;
  /** Answers to the next requests, each once. */
  readonly faults: Fault[] = [];
  isConsented = true;
  private readonly items = new Map<string, Item>();
  private readonly sessions = new Map<string, Session>();
  private readonly secret = randomUUID();

  private constructor(
    private readonly api: Server,
    private readonly contents: Server,
  ) {
    this.items.set('root', { id: 'root', name: 'root', parentId: '', eTag: '"root,1"' });
  }

  static async start(): Promise<GraphServer> {
    const handle = (request: IncomingMessage, answer: ServerResponse): void => void server.handle(request, answer);
    const [api, contents] = [createServer(handle), createServer(handle)];
    const server = new GraphServer(api, contents);
    for (const one of [api, contents]) await new Promise<void>((resolve) => one.listen(0, '127.0.0.1', resolve));
    return server;
  }

  async stop(): Promise<void> {
    for (const one of [this.api, this.contents]) {
      one.closeAllConnections();
      await new Promise((resolve) => one.close(resolve));
    }
  }

  /** The variables by which it is spoken to. */
  get settings(): Record<keyof typeof KNOWN | 'MS_GRAPH_URL' | 'MS_LOGIN_URL', string> {
    const url = urlOf(this.api);
    return { ...KNOWN, MS_GRAPH_URL: `${url}/v1.0`, MS_LOGIN_URL: url };
  }

  /** Puts a file there, with the folders that it lies in; its id. */
  put(path: string, content: Buffer | string): string {
    const names = path.split('/');
    const name = names.pop() ?? '';
    const folder = names.reduce((parentId, one) => this.child(parentId, one)?.id ?? this.add(parentId, one).id, 'root');
    const known = this.child(folder, name);
    if (known) {
      Object.assign(known, { content: Buffer.from(content), eTag: `"${randomUUID()},1"` });
      return known.id;
    }
    return this.add(folder, name, Buffer.from(content)).id;
  }

  /** What a file holds; `undefined` where there is none. */
  content(path: string): Buffer | undefined {
    return this.at(path)?.content;
  }

  /** Uploads that are neither done nor given up. */
  get openSessions(): number {
    return this.sessions.size;
  }

  /** Answers the next request whose line matches so; `times` of them. */
  fail(on: RegExp, answer: RequestListener, times = 1): void {
    for (let n = 0; n < times; n += 1) this.faults.push({ on, answer });
  }

  /** How often it was asked so. */
  count(on: RegExp): number {
    return this.seen.filter(({ line }) => on.test(line)).length;
  }

  /** Answers as ever. */
  async handle(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', urlOf(this.api));
    const line = `${request.method} ${decodeURIComponent(url.pathname)}`;
    const fault = this.faults.findIndex(({ on }) => on.test(line));
    const { authorization } = request.headers;
    const seen: SeenRequest = { line, authorization, body: Buffer.alloc(0) };
    this.seen.push(seen);
    // A fault may hang up before everything has come.
    if (fault >= 0) return void this.faults.splice(fault, 1)[0]?.answer(request, answer);
    seen.body = await buffer(request);
    if (url.pathname.endsWith('/oauth2/v2.0/token')) return this.giveToken(url, seen, answer);
    if (/^\/(down|up)\//.test(url.pathname)) return this.named(request, url, seen, answer);
    if (!this.tokens.includes(authorization?.replace('Bearer ', '') ?? ''))
      return refuse(answer, 401, 'InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.');
    if (!this.isConsented) return refuse(answer, 403, 'accessDenied', 'Access denied');
    this.graph(request, url, seen, answer);
  }

  private giveToken(url: URL, { body }: SeenRequest, answer: ServerResponse): void {
    const form = new URLSearchParams(body.toString());
    if (url.pathname.split('/')[1] !== TENANT)
      return refuseToken(answer, 400, 'invalid_request', 90002, `Tenant '${url.pathname.split('/')[1]}' not found.`);
    if (form.get('client_id') !== CLIENT)
      return refuseToken(answer, 400, 'unauthorized_client', 700016, 'Application was not found in the directory.');
    if (form.get('client_secret') !== SECRET) {
      const said = `Invalid client secret provided: ${form.get('client_secret')}.`;
      return refuseToken(answer, 401, 'invalid_client', 7000215, said);
    }
    const isRight =
      form.get('grant_type') === 'client_credentials' && form.get('scope') === 'https://graph.microsoft.com/.default';
    if (!isRight) return refuseToken(answer, 400, 'invalid_scope', 70011, 'The scope is not valid.');
    const token = `token-${this.tokens.length + 1}-${this.secret}`;
    this.tokens.push(token);
    say(answer, 200, { token_type: 'Bearer', expires_in: this.tokenSeconds, access_token: token });
  }

  private graph(request: IncomingMessage, url: URL, seen: SeenRequest, answer: ServerResponse): void {
    const drive = `/v1.0/users/${encodeURIComponent(USER)}/drive`;
    if (!url.pathname.startsWith(drive))
      return refuse(answer, 404, 'Request_ResourceNotFound', 'Resource does not exist.');
    const rest = url.pathname.slice(drive.length);
    if (!rest) return say(answer, 200, { owner: { user: { displayName: 'Анна Петрова' } }, quota: { remaining: 5e9 } });
    const [, id, path, part] = /^\/(?:root|items\/([^/:]+))(?::\/([^:]*):?)?(?:\/(\w+))?$/.exec(rest) ?? [];
    const folder = id === undefined ? 'root' : decodeURIComponent(id);
    const names = (path ?? '').split('/').filter(Boolean).map(decodeURIComponent);
    if (part === 'createUploadSession') return this.begin(folder, names, seen, answer);
    if (part === 'content' && request.method === 'PUT') {
      const conflict = url.searchParams.get('@microsoft.graph.conflictBehavior') ?? 'replace';
      return this.keep(this.folderOf(folder, names), names.at(-1) ?? '', seen.body, conflict, answer);
    }
    const item = this.at(names.join('/'), folder);
    if (!item) return refuse(answer, 404, 'itemNotFound', 'The resource could not be found.');
    if (part !== 'children') return say(answer, 200, this.bodyOf(item));
    this.list(item, url, answer);
  }

  private list({ id }: Item, url: URL, answer: ServerResponse): void {
    const all = [...this.items.values()]
      .filter(({ parentId }) => parentId === id)
      .sort((one, other) => one.name.localeCompare(other.name, 'ru'));
    const from = Number(url.searchParams.get('$skiptoken') ?? 0);
    const to = from + Math.min(this.pageSize, Number(url.searchParams.get('$top') ?? this.pageSize));
    const next = new URL(url);
    next.searchParams.set('$skiptoken', String(to));
    const value = all.slice(from, to).map((item) => this.bodyOf(item));
    say(answer, 200, { value, ...(to < all.length ? { '@odata.nextLink': next.href } : {}) });
  }

  private begin(folder: string, names: string[], { body }: SeenRequest, answer: ServerResponse): void {
    const { item = {} } = JSON.parse(body.toString() || '{}') as { item?: Record<string, string> };
    const id = randomUUID();
    const session = {
      folderId: this.folderOf(folder, names),
      name: names.at(-1) ?? '',
      total: 0,
      bytes: Buffer.alloc(0),
    };
    this.sessions.set(id, { ...session, conflict: item['@microsoft.graph.conflictBehavior'] ?? 'fail' });
    say(answer, 200, { uploadUrl: `${urlOf(this.contents)}/up/${id}`, expirationDateTime: '2030-01-01T00:00:00Z' });
  }

  /** At addresses that are keys by themselves nobody may be signed in. */
  private named(request: IncomingMessage, url: URL, seen: SeenRequest, answer: ServerResponse): void {
    if (seen.authorization) return refuse(answer, 401, 'unauthenticated', 'No authorization is wanted here.');
    const id = decodeURIComponent(url.pathname.split('/')[2] ?? '');
    if (url.pathname.startsWith('/down/')) {
      const content = this.items.get(id)?.content;
      return void (content ? answer.end(content) : answer.writeHead(404).end());
    }
    const session = this.sessions.get(id);
    if (!session) return refuse(answer, 404, 'itemNotFound', 'The upload session was not found');
    if (request.method === 'DELETE') {
      this.sessions.delete(id);
      return void answer.writeHead(204).end();
    }
    if (request.method === 'GET') return say(answer, 200, { nextExpectedRanges: [`${session.bytes.length}-`] });
    this.take(id, session, request.headers['content-range'] ?? '', seen.body, answer);
  }

  private take(id: string, session: Session, range: string, body: Buffer, answer: ServerResponse): void {
    const [from = 0, to = 0, total = 0] = (/^bytes (\d+)-(\d+)\/(\d+)$/.exec(range) ?? []).slice(1).map(Number);
    const isLast = to + 1 === total;
    if (body.length !== to - from + 1 || (!isLast && body.length % (320 * 1_024)) || body.length >= 60 * 1_024 * 1_024)
      return refuse(answer, 400, 'invalidRequest', `Invalid Content-Range ${range} of ${body.length} bytes`);
    if (from !== session.bytes.length) return refuse(answer, 416, 'invalidRange', 'Optimistic concurrency failure');
    session.bytes = Buffer.concat([session.bytes, body]);
    if (!isLast) return say(answer, 202, { nextExpectedRanges: [`${session.bytes.length}-`] });
    this.sessions.delete(id);
    this.keep(session.folderId, session.name, session.bytes, session.conflict, answer);
  }

  private keep(folderId: string, name: string, content: Buffer, conflict: string, answer: ServerResponse): void {
    const known = this.child(folderId, name);
    if (known && conflict === 'fail') return refuse(answer, 409, 'nameAlreadyExists', 'Name already exists');
    if (known && conflict === 'replace') {
      Object.assign(known, { content, eTag: `"${randomUUID()},1"` });
      return say(answer, 200, this.bodyOf(known));
    }
    let free = name;
    for (let n = 1; this.child(folderId, free); n += 1) free = name.replace(/(\.\w+)?$/, ` ${n}$1`);
    say(answer, 201, this.bodyOf(this.add(folderId, free, content)));
  }

  private bodyOf({ id, name, content, eTag }: Item): object {
    const facet = content
      ? { file: {}, '@microsoft.graph.downloadUrl': `${urlOf(this.contents)}/down/${id}` }
      : { folder: {} };
    const said = { id, name, eTag, size: content?.length ?? 0, lastModifiedDateTime: '2026-11-30T09:00:00Z' };
    return { ...said, webUrl: `https://romashka-my.sharepoint.com/${id}`, ...facet };
  }

  private add(parentId: string, name: string, content?: Buffer): Item {
    const id = `01${randomUUID().replaceAll('-', '').toUpperCase()}`;
    const item = { id, name, parentId, eTag: `"${randomUUID()},1"`, ...(content ? { content } : {}) };
    this.items.set(id, item);
    return item;
  }

  private folderOf(folder: string, names: string[]): string {
    return names.slice(0, -1).reduce((at, name) => this.child(at, name)?.id ?? this.add(at, name).id, folder);
  }

  private at(path: string, folder = 'root'): Item | undefined {
    const names = path.split('/').filter(Boolean);
    return names.reduce<Item | undefined>((at, name) => at && this.child(at.id, name), this.items.get(folder));
  }

  private child(parentId: string, name: string): Item | undefined {
    return [...this.items.values()].find((item) => item.parentId === parentId && item.name === name);
  }
}

/** An answer that refuses as Graph does, with headers such as `Retry-After`. */
export function refusing(status: number, code = 'error', headers: Record<string, string> = {}): RequestListener {
  return (request, answer) => {
    request.resume();
    for (const [name, value] of Object.entries(headers)) answer.setHeader(name, value);
    refuse(answer, status, code, `Refused: ${code}`);
  };
}

/** Hangs up in the middle of what comes. */
export const hangUp: RequestListener = (request) => {
  request.once('data', () => request.destroy());
  request.once('end', () => request.destroy());
};

function refuse(answer: ServerResponse, status: number, code: string, message: string): void {
  say(answer, status, { error: { code, message, innerError: { 'request-id': randomUUID() } } });
}

function refuseToken(answer: ServerResponse, status: number, error: string, code: number, said: string): void {
  const error_description = `AADSTS${code}: ${said}\r\nTrace ID: ${randomUUID()}\r\nCorrelation ID: ${randomUUID()}`;
  say(answer, status, { error, error_description, error_codes: [code] });
}

function say(answer: ServerResponse, status: number, body: object): void {
  answer.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
