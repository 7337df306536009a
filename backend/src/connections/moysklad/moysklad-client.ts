import type { IncomingHttpHeaders } from 'node:http';
import { jsonOf } from '../../platform/graph/graph-failure.js';
import { ComeAgain, PACE, repeated, type Pace } from '../../platform/graph/repeats.js';
import { ask, bodyOf, NotFetched, within, type RequestRules } from '../../platform/web/request.js';
import { faultOf, MoySkladFault } from './moysklad-fault.js';
import type { WireList } from './moysklad-wire.js';
import type { RequestPace } from '../request-budget.js';

/** By what MoySklad lets somebody in. */
export type MoySkladCredentials = { token: string } | { login: string; password: string };

/** Where MoySklad is, and how it is asked. */
export interface MoySkladSettings {
  /** With the version of the API in it; MoySklad's own unless told. */
  address?: string | undefined;
  credentials: MoySkladCredentials;
  /** Which IP addresses may be asked, of which host. */
  isAllowed: RequestRules['isAllowed'];
  /** Ends what is being asked. */
  signal?: AbortSignal | undefined;
}

/** What is asked below the address of the API. */
export interface MoySkladRequest {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  query?: Record<string, string | number | undefined>;
  json?: unknown;
  /** Done twice it would be done twice: it is repeated only where MoySklad says that it did nothing. */
  isOnce?: boolean;
}

/** Rows of a list, and things that are sent at once. */
export const MOST_ROWS = 1_000;
/** Rows of a list with `expand`: with more of them MoySklad leaves that out without a word. */
export const MOST_EXPANDED = 100;

const ADDRESS = 'https://api.moysklad.ru/api/remap/1.2';
/** Bytes of a request, which MoySklad sets, and of an answer, which is kept in memory. */
const MOST_BYTES = 20 * 1024 * 1024;
/** More than any list has: a list that leads back to itself ends here. */
const MOST_PAGES = 10_000;
/** Reports take their time, and what is written MoySklad itself gives up after five minutes. */
const MOYSKLAD_PACE: Pace = { ...PACE, answerMs: 60_000, contentMs: 310_000 };
/** Never longer than that, whatever a header says. */
const MOST_PUT_OFF_MS = 60_000;

/** How much of the 45 units of three seconds a request takes with the token or the password of a user, since December 2026. */
const WEIGHT = 4;
const WEIGHTS = new Map([
  ['report/stock/all', 5],
  ['report/stock/bystore', 5],
]);

/** Statuses by which a server says that it did nothing. */
const UNDONE = new Set([429, 503]);

/**
 * Speaks with the JSON API 1.2 of MoySklad: at the common pace of the account, patient with a busy server, within
 * bounds. It never asks for a token, which would end those that the user has. Throws `MoySkladFault`.
 */
export class MoySkladClient {
  private readonly base: URL;

  constructor(
    private readonly settings: MoySkladSettings,
    private readonly budget: RequestPace,
    private readonly pace: Pace = MOYSKLAD_PACE,
    private readonly now: () => number = Date.now,
  ) {
    this.base = new URL(`${(settings.address ?? ADDRESS).replace(/\/+$/, '')}/`);
  }

  /** The address of something below that of the API, by which requests refer to it. */
  href(path: string): string {
    return this.base.href + path;
  }

  /** The JSON that MoySklad answers with; `undefined` where the answer is empty. */
  async ask<T>(path: string, request: MoySkladRequest = {}): Promise<T> {
    const url = new URL(this.href(path) + queryOf(request.query));
    return (await this.repeated(url, path, request)) as T;
  }

  /** The pages of a list, one after another: MoySklad says where the next one is. */
  async *pages<T>(path: string, query: MoySkladRequest['query'] = {}): AsyncGenerator<T[]> {
    let next: URL | undefined = new URL(this.href(path) + queryOf({ limit: MOST_ROWS, ...query }));
    for (let pages = 0; next; pages += 1) {
      if (pages === MOST_PAGES) throw new MoySkladFault('not_understood', [{ error: 'A list without an end' }]);
      const list: WireList<T> = requireList<T>(await this.repeated(next, path, {}));
      yield list.rows;
      next = list.meta?.nextHref === undefined ? undefined : this.followed(list.meta.nextHref);
    }
  }

  /** One page of a list. */
  async page<T>(path: string, query: MoySkladRequest['query']): Promise<T[]> {
    return requireList<T>(await this.ask(path, { query })).rows;
  }

  /** All of a list that is known to be short. */
  async all<T>(path: string, query: MoySkladRequest['query'] = {}): Promise<T[]> {
    const rows: T[] = [];
    for await (const page of this.pages<T>(path, query)) rows.push(...page);
    return rows;
  }

  /** An address that an answer named: it stays with the server whom the credentials are for. */
  private followed(address: string): URL {
    const url = URL.parse(address);
    if (url?.origin !== this.base.origin || !url.pathname.startsWith(this.base.pathname))
      throw new MoySkladFault('not_understood', [{ error: 'The next page leads to another server' }]);
    return url;
  }

  private repeated(url: URL, path: string, request: MoySkladRequest): Promise<unknown> {
    return repeated(() => this.once(url, path, request), this.pace, this.settings.signal);
  }

  private async once(url: URL, path: string, request: MoySkladRequest): Promise<unknown> {
    await this.budget.take(WEIGHTS.get(path) ?? WEIGHT);
    this.settings.signal?.throwIfAborted();
    try {
      return await this.exchange(url, request);
    } catch (error) {
      if (request.isOnce && error instanceof ComeAgain && !error.isUndone) throw error.failure;
      throw error;
    }
  }

  private async exchange(url: URL, { method = 'GET', json }: MoySkladRequest): Promise<unknown> {
    const body = json === undefined ? undefined : Buffer.from(JSON.stringify(json));
    if (body && body.length > MOST_BYTES) throw new MoySkladFault('too_large');
    const headers = {
      authorization: this.authorization,
      accept: 'application/json;charset=utf-8',
      // Without it MoySklad answers 415 and says nothing more.
      'accept-encoding': 'gzip',
      ...(body && { 'content-type': 'application/json', 'content-length': body.length }),
    };
    const patience = body ? this.pace.contentMs : this.pace.answerMs;
    const { isAllowed, signal } = this.settings;
    const rules = { isAllowed, mostBytes: MOST_BYTES, patience, signal };
    const answer = await within(rules, async (ending): Promise<Answer> => {
      const response = await ask(url, { method, headers, body }, rules, ending);
      const { statusCode: status = 0, headers: told } = response;
      return { status, headers: told, bytes: (await bodyOf(response, rules.mostBytes)).bytes };
    }).catch((error: unknown) => {
      throw unreached(error, signal);
    });
    const afterMs = await this.heed(answer);
    return this.read(answer, afterMs, Array.isArray(json));
  }

  /** Lets everybody wait as long as the headers want, where nothing more may be asked; so long, in milliseconds. */
  private async heed({ status, headers }: Answer): Promise<number | undefined> {
    const number = (name: string): number => Number(headers[name] ?? NaN);
    const waits = ['x-lognex-retry-after', 'x-lognex-reset', 'x-lognex-retry-timeinterval'].map(number);
    const isUsedUp = status === 429 || number('x-ratelimit-remaining') <= 0;
    const wait = isUsedUp ? waits.find((ms) => ms > 0) : undefined;
    if (wait === undefined) return undefined;
    const afterMs = Math.min(wait, MOST_PUT_OFF_MS);
    await this.budget.putOff(new Date(this.now() + afterMs));
    return afterMs;
  }

  private read(answer: Answer, afterMs: number | undefined, isMany: boolean): unknown {
    const { status, bytes } = answer;
    const said = jsonOf(answer);
    if (status >= 200 && status < 300) {
      if (said === undefined && bytes.length) throw new ComeAgain(new MoySkladFault('not_understood', [], status));
      return said;
    }
    // Of many things at once, each has its own answer, though one of them was refused.
    if (isMany && status < 500 && Array.isArray(said)) return said;
    const fault = faultOf(answer, this.secrets);
    if (fault.problem !== 'busy') throw fault;
    throw new ComeAgain(fault, { afterMs, isUndone: UNDONE.has(status) });
  }

  private get authorization(): string {
    const { credentials } = this.settings;
    if ('token' in credentials) return `Bearer ${credentials.token}`;
    return `Basic ${Buffer.from(`${credentials.login}:${credentials.password}`).toString('base64')}`;
  }

  private get secrets(): string[] {
    const { credentials } = this.settings;
    return ['token' in credentials ? credentials.token : credentials.password, this.authorization.split(' ')[1] ?? ''];
  }
}

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
}

/** What it means that MoySklad was not reached; whoever ended it is told so, as by `AbortSignal`. */
function unreached(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  if (!(error instanceof NotFetched)) return error;
  const fault = new MoySkladFault(error.fault);
  return FINAL.has(error.fault) ? fault : new ComeAgain(fault);
}

/** What is no better a little later. */
const FINAL: ReadonlySet<string> = new Set(['private_network', 'too_large', 'certificate']);

function requireList<T>(said: unknown): WireList<T> {
  const list = said as WireList<T> | undefined;
  if (!Array.isArray(list?.rows)) throw new MoySkladFault('not_understood', [{ error: 'A list without rows' }]);
  return list;
}

/** The query of an address: spaces are `%20`, for `+` stands for itself in filters. */
function queryOf(query: MoySkladRequest['query'] = {}): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(value ?? '')}`);
  return parts.length ? `?${parts.join('&')}` : '';
}
