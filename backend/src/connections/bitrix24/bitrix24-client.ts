import { exchange, type Exchanged, type RequestRules } from '../../platform/web/request.js';
import { commandOf, type Params } from './batch-query.js';
import { Bitrix24Fault, faultOf, told, unreached } from './bitrix24-fault.js';
import { Bitrix24Tokens, objectOf, type Application, type RenewalPace, type TokenStore } from './bitrix24-tokens.js';
import type { RequestPace } from '../request-budget.js';

/** An incoming webhook of a portal: `https://company.bitrix24.ru/rest/1/secret/`. */
export interface WebhookAccess {
  webhook: string;
}

/** An application that signs in by tokens. */
export interface ApplicationAccess extends Application {
  /** The portal: `https://company.bitrix24.ru`. */
  portal: string;
  tokens: TokenStore;
}

export type Bitrix24Access = WebhookAccess | ApplicationAccess;

export interface Bitrix24Settings {
  access: Bitrix24Access;
  pace: RequestPace;
  /** Which IP addresses may be asked, of which host. */
  isAllowed: RequestRules['isAllowed'];
  /** Without TLS too: for portals of one's own network, where that is allowed at all. */
  isPlainAllowed?: boolean;
  /** Ends what is being asked. */
  signal?: AbortSignal | undefined;
  /** Milliseconds that an answer may take. */
  answerMs?: number;
  renewalPace?: RenewalPace;
}

/** What Bitrix24 answered. */
export interface Answer<T> {
  result: T;
  /** When it began to, by the clock of the portal. */
  at: Date;
}

/** One method of a batch. */
export interface Command {
  method: string;
  params: Params;
}

/** What became of one command of a batch. */
export type Outcome<T = unknown> = { result: T } | { fault: Bitrix24Fault };

/** Most commands of a batch (`ERROR_BATCH_LENGTH_EXCEEDED`). */
export const MOST_COMMANDS = 50;
/** Rows that a list gives at a time; always so many. */
export const PAGE_ROWS = 50;

/** The portal cuts a request after 60 seconds. */
const ANSWER_MS = 65_000;
const MOST_BYTES = 32 * 1024 * 1024;
const ATTEMPTS = 5;
const FIRST_WAIT_MS = 1_000;
/** Where nobody has said when a method may be used again: a bucket of its time lasts a minute. */
const OPERATING_WAIT_MS = 60_000;

interface Time {
  start?: number;
  operating_reset_at?: number;
}

interface BatchAnswer {
  result?: Record<string, unknown> | unknown[];
  result_error?: Record<string, { error?: unknown; error_description?: unknown }> | unknown[];
  result_time?: Record<string, Time> | unknown[];
}

/**
 * Speaks the REST API of a Bitrix24 portal, by an incoming webhook or as an application: at the shared pace, patient
 * with a busy portal, with tokens renewed once. What only reads is asked again after a fault of the way; what writes is
 * not, unless the portal says that it did nothing. Throws `Bitrix24Fault`.
 */
export class Bitrix24Client {
  private readonly base: URL;
  private readonly tokens: Bitrix24Tokens | undefined;
  private readonly secrets: string[];
  /** When the oldest minute of a method's time is forgotten, as the portal last said. */
  private readonly resets = new Map<string, Date>();

  constructor(private readonly settings: Bitrix24Settings) {
    const { access, isAllowed, isPlainAllowed = false, renewalPace } = settings;
    if ('webhook' in access) {
      this.base = webhookUrl(access.webhook, isPlainAllowed);
      this.secrets = [this.base.pathname.split('/')[3] ?? ''];
    } else {
      this.base = new URL('/rest/', portalUrl(access.portal, isPlainAllowed));
      this.tokens = new Bitrix24Tokens(access, access.tokens, isAllowed, renewalPace);
      this.secrets = [access.clientSecret];
    }
  }

  /** What a method gives. */
  async call<T>(method: string, params: Params = {}): Promise<Answer<T>> {
    const isRead = isReading(method);
    for (let attempt = 1; ; attempt += 1) {
      await this.settings.pace.take();
      try {
        return await this.once<T>(method, params);
      } catch (error) {
        await this.again(error, attempt, isRead);
      }
    }
  }

  /**
   * What became of at most 50 commands, each for itself, in their order. A command may use what one before it gave:
   * `resultOf(0, 'item', 'id')`.
   */
  async batch(commands: readonly Command[]): Promise<Outcome[]> {
    if (commands.length > MOST_COMMANDS) throw new RangeError(`A batch has at most ${MOST_COMMANDS} commands`);
    if (!commands.length) return [];
    const cmd = Object.fromEntries(commands.map(({ method, params }, n) => [`c${n}`, commandOf(method, params)]));
    for (let attempt = 1; ; attempt += 1) {
      await this.settings.pace.take();
      try {
        const { result } = await this.once<BatchAnswer>('batch', { halt: 0, cmd });
        return await this.outcomes(commands, result);
      } catch (error) {
        await this.again(
          error,
          attempt,
          commands.every(({ method }) => isReading(method)),
        );
      }
    }
  }

  /** The results of a batch of which none may fail; throws the fault of the first that did. */
  async batchAll<T>(commands: readonly Command[]): Promise<T[]> {
    return (await this.batch(commands)).map((outcome) => {
      if ('fault' in outcome) throw outcome.fault;
      return outcome.result as T;
    });
  }

  /** All rows of a list by their ids, page by page, without the portal counting them (`start` of -1). */
  async *list<T extends { id: number | string }>(list: List): AsyncGenerator<T[]> {
    for (let after = 0; ;) {
      const rows = rowsOf<T>((await this.call(list.method, pageOf(list, after))).result, list.key);
      if (rows.length) yield rows;
      if (rows.length < PAGE_ROWS) return;
      after = lastId(rows, after);
    }
  }

  private async outcomes(commands: readonly Command[], answer: BatchAnswer): Promise<Outcome[]> {
    const [results, errors, times] = [answer?.result ?? {}, answer?.result_error ?? {}, answer?.result_time ?? {}] as [
      Record<string, unknown>,
      Record<string, { error?: unknown; error_description?: unknown }>,
      Record<string, Time>,
    ];
    const outcomes = commands.map(({ method }, n): Outcome => {
      const name = `c${n}`;
      this.noteTime(method, times[name]);
      const error = errors[name];
      if (error) return { fault: this.refusal(method, error, 200) };
      if (Object.hasOwn(results, name)) return { result: results[name] };
      return { fault: new Bitrix24Fault('bitrix24.incomplete', { isTransient: true }) };
    });
    for (const outcome of outcomes)
      if ('fault' in outcome && outcome.fault.retryAt) await this.settings.pace.putOff(outcome.fault.retryAt);
    return outcomes;
  }

  /** Puts the next request off, and throws what is the matter where there is to be none. */
  private async again(error: unknown, attempt: number, isRead: boolean): Promise<void> {
    this.settings.signal?.throwIfAborted();
    if (!(error instanceof Bitrix24Fault) || !error.isTransient) throw error;
    const { retryAt, isUndone } = error;
    const wait = FIRST_WAIT_MS * 2 ** (attempt - 1);
    if (retryAt ?? isUndone) await this.settings.pace.putOff(retryAt ?? new Date(Date.now() + wait));
    // A method whose time is used up is not waited for here: that takes minutes.
    if (retryAt || attempt >= ATTEMPTS || !(isRead || isUndone)) throw error;
    if (!isUndone) await this.settings.pace.putOff(new Date(Date.now() + wait));
  }

  private async once<T>(method: string, params: Params): Promise<Answer<T>> {
    if (!this.tokens) return this.good<T>(method, await this.send(method, params));
    const pair = await this.tokens.current();
    const answer = await this.send(method, { ...params, auth: pair.accessToken });
    if (!isExpired(answer)) return this.good<T>(method, answer, pair.accessToken);
    const { accessToken } = await this.tokens.renewed(pair);
    return this.good<T>(method, await this.send(method, { ...params, auth: accessToken }), accessToken);
  }

  private async send(method: string, params: Params): Promise<Exchanged> {
    const { isAllowed, signal, answerMs = ANSWER_MS } = this.settings;
    const headers = { 'content-type': 'application/json', accept: 'application/json' };
    const asked = { method: 'POST', headers, body: Buffer.from(JSON.stringify(params)) };
    const rules = { isAllowed, mostBytes: MOST_BYTES, patience: answerMs, signal };
    return exchange(new URL(method, this.base), asked, rules).catch((error: unknown) => {
      throw unreached(error);
    });
  }

  private good<T>(method: string, answer: Exchanged, token = ''): Answer<T> {
    const body = objectOf(answer.bytes);
    const isGood = answer.status === 200 && 'result' in body;
    if (!isGood) throw this.refusal(method, body, answer.status, token);
    const time = body['time'] as Time | undefined;
    this.noteTime(method, time);
    return { result: body['result'] as T, at: time?.start ? new Date(time.start * 1_000) : new Date() };
  }

  private refusal(
    method: string,
    { error, error_description }: { error?: unknown; error_description?: unknown },
    status: number,
    token = '',
  ): Bitrix24Fault {
    const secrets = [...this.secrets, token];
    const code = typeof error === 'string' || typeof error === 'number' ? told(String(error), secrets) : '';
    const said = told(error_description, secrets) || code || `HTTP ${status}`;
    // Whatever answers with a page is not the API.
    if (!code && status === 200) return new Bitrix24Fault('bitrix24.incomplete', { answer: said, isTransient: true });
    return faultOf(code, said, status, code === 'OPERATION_TIME_LIMIT' ? this.resetOf(method) : undefined);
  }

  private noteTime(method: string, time: Time | undefined): void {
    if (time?.operating_reset_at) this.resets.set(method, new Date(time.operating_reset_at * 1_000));
  }

  private resetOf(method: string): Date {
    const known = this.resets.get(method);
    return known && known.getTime() > Date.now() ? known : new Date(Date.now() + OPERATING_WAIT_MS);
  }
}

/** A list of the API: under which name its rows stand, and of which rows. */
export interface List {
  method: string;
  key: string;
  params?: Params;
  filter?: Params;
}

/** What a page of a list is asked by: the rows after an id. */
export function pageOf({ params = {}, filter = {} }: List, after = 0): Params {
  return { ...params, filter: { ...filter, '>id': after }, order: { id: 'ASC' }, start: -1 };
}

/** The rows of a list's result. Throws `Bitrix24Fault` where there are none such. */
export function rowsOf<T>(result: unknown, key: string): T[] {
  const rows = (result as Record<string, unknown> | null)?.[key];
  if (!Array.isArray(rows)) throw new Bitrix24Fault('bitrix24.incomplete', { answer: key });
  return rows as T[];
}

/** The id of the last row of a page; throws where it is none after the last page, which would never end. */
export function lastId(rows: readonly { id: number | string }[], after: number): number {
  const last = Number(rows.at(-1)?.id);
  if (!(last > after)) throw new Bitrix24Fault('bitrix24.incomplete', { answer: `id ${last} after ${after}` });
  return last;
}

/** What a command of a batch gave, for one after it: its place, and the names on the way to the value. */
export function resultOf(place: number, ...path: string[]): string {
  return `$result[c${place}]${path.map((name) => `[${name}]`).join('')}`;
}

/** The address of a webhook; throws `Bitrix24Fault` where it is none. */
export function webhookUrl(address: string, isPlainAllowed = false): URL {
  const url = URL.parse(address.trim());
  const path = /^\/rest\/(\d+)\/([\w-]+)\/?(?:profile(?:\.json)?)?$/.exec(url?.pathname ?? '');
  if (!url || !path || !isWeb(url, isPlainAllowed)) throw new Bitrix24Fault('bitrix24.address');
  return new URL(`/rest/${path[1]}/${path[2]}/`, url.origin);
}

/** The address of a portal; throws `Bitrix24Fault` where it is none. */
export function portalUrl(address: string, isPlainAllowed = false): URL {
  const url = URL.parse(address.trim());
  if (!url || !isWeb(url, isPlainAllowed)) throw new Bitrix24Fault('bitrix24.address');
  return new URL('/', url.origin);
}

function isWeb({ protocol, username, password }: URL, isPlainAllowed: boolean): boolean {
  return (protocol === 'https:' || (isPlainAllowed && protocol === 'http:')) && !username && !password;
}

function isReading(method: string): boolean {
  return /\.(list|get|fields|getFields|current)$/.test(method) || method === 'profile';
}

function isExpired({ status, bytes }: Exchanged): boolean {
  return status === 401 && objectOf(bytes)['error'] === 'expired_token';
}
