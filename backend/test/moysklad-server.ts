import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';

/** A thing as it is kept: references are kept as they came. */
export type Thing = Record<string, unknown> & {
  id: string;
  updated: string;
  meta: { href: string; type: string };
};

/** What the stand-in was asked. */
export interface SeenRequest {
  /** `GET /entity/product?…` below the address of the API, decoded. */
  line: string;
  authorization: string | undefined;
  body: string;
}

interface Fault {
  on: RegExp;
  answer: RequestListener;
}

interface ErrorTold {
  code: number;
  error: string;
  parameter?: string;
}

const PREFIX = '/api/remap/1.2/';
const TOKEN = 'c7b2a1f0token-of-the-tests';
const [LOGIN, PASSWORD] = ['admin@masterskaya', 'pa55-of-the-tests'];
/** Types that lists leave out while they are archived. */
const ARCHIVED = new Set(['product', 'service', 'bundle', 'counterparty', 'productfolder']);
const ASSORTMENT = ['product', 'service', 'bundle', 'variant'];
const SYNCED = new Set(['product', 'service', 'bundle', 'counterparty', 'customerorder']);

/**
 * MoySklad's JSON API 1.2 for one account, over http on this machine. It speaks the protocol as its documentation tells
 * it, limits and odd answers included, and refuses what that forbids.
 */
export class MoySkladServer {
  readonly seen: SeenRequest[] = [];
  readonly faults: Fault[] = [];
  /** What it refuses of what is sent. */
  refuse: (body: Record<string, unknown>, type: string) => ErrorTold | undefined = () => undefined;
  /** One thing that is refused has all that came with it refused; else each has its own answer. */
  isWholeRefused = false;
  /** Something that happens while a list is read: before its answer is made. */
  onList: (line: string) => void = () => undefined;
  /** Units of three seconds, and what a request takes of them; no limit unless set. */
  limit: { units: number; ms: number; weight: number } | undefined;
  /** So many answers to what is written get lost: it is done, and nobody hears of it. */
  lostAnswers = 0;
  /** How much was ever asked at a time, and how much was refused for its rate. */
  mostAtOnce = 0;
  refusedForRate = 0;
  /** Stock by the ids of goods, with the instant at which it changed. */
  readonly stock = new Map<string, { stock: number; at: number }>();
  readonly states: Thing[] = [];
  readonly priceTypes: Thing[] = [];
  /** Milliseconds of its clock; each change is one later unless it is stopped. */
  clock = Date.UTC(2026, 10, 30, 9, 0, 0);
  isClockStopped = false;
  private readonly things = new Map<string, Map<string, Thing>>();
  private readonly used: { at: number; units: number }[] = [];
  private atOnce = 0;

  private readonly api: Server;

  // Programs that Node runs as they are written take it, too.
  private constructor(api: Server) {
    this.api = api;
  }

  /** Starts one, with a currency, a price type, a unit, an organization and statuses; it is to be stopped. */
  static async start(): Promise<MoySkladServer> {
    const api = createServer((request, answer) => void server.handle(request, answer));
    const server = new MoySkladServer(api);
    await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
    server.put('currency', { name: 'руб', isoCode: 'RUB', default: true });
    server.put('uom', { name: 'шт' });
    server.put('uom', { name: 'м' });
    server.put('organization', { name: 'ООО «Мастерская»' });
    for (const name of ['Цена продажи', 'Оптовая']) server.priceTypes.push(server.named('pricetype', name));
    for (const name of ['Новый', 'Подтвержден', 'Отгружен', 'Отменен']) server.states.push(server.named('state', name));
    return server;
  }

  async stop(): Promise<void> {
    this.api.closeAllConnections();
    await new Promise((resolve) => this.api.close(resolve));
  }

  get address(): string {
    return `http://127.0.0.1:${(this.api.address() as AddressInfo).port}${PREFIX.slice(0, -1)}`;
  }

  /** By what it lets in. */
  readonly token = { token: TOKEN };
  readonly password = { login: LOGIN, password: PASSWORD };

  /** Puts a thing there, or changes one that has this id. */
  put(type: string, body: Record<string, unknown>): Thing {
    const known = this.of(type).get(String(body['id']));
    if (!this.isClockStopped) this.clock += 1;
    const id = known?.id ?? (typeof body['id'] === 'string' ? body['id'] : randomUUID());
    const updated = moscow(this.clock);
    const meta = { href: `${this.address}/entity/${type}/${id}`, type, mediaType: 'application/json' };
    const thing: Thing = { ...(ARCHIVED.has(type) && { archived: false }), ...known, ...body, id, updated, meta };
    this.of(type).set(id, thing);
    return thing;
  }

  /** Things of a type. */
  all(type: string): Thing[] {
    return [...this.of(type).values()];
  }

  remove(type: string, id: string): void {
    this.of(type).delete(id);
  }

  /** How much there is of something from now on. */
  setStock(id: string, stock: number): void {
    this.stock.set(id, { stock, at: (this.clock += 1) });
  }

  /** A reference to a thing. */
  ref({ meta: { href, type } }: Thing): { meta: { href: string; type: string } } {
    return { meta: { href, type } };
  }

  /** Answers the next request whose line matches so; `times` of them. */
  fail(on: RegExp, answer: RequestListener, times = 1): void {
    for (let n = 0; n < times; n += 1) this.faults.push({ on, answer });
  }

  /** How often it was asked so. */
  count(on: RegExp): number {
    return this.seen.filter(({ line }) => on.test(line)).length;
  }

  private of(type: string): Map<string, Thing> {
    const some = this.things.get(type) ?? new Map<string, Thing>();
    this.things.set(type, some);
    return some;
  }

  private named(type: string, name: string): Thing {
    const id = randomUUID();
    const path = type === 'state' ? 'entity/customerorder/metadata/states' : 'context/companysettings/pricetype';
    return { id, name, updated: '', meta: { href: `${this.address}/${path}/${id}`, type } };
  }

  private async handle(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    answer.on('close', () => (this.atOnce -= 1));
    const url = new URL(request.url ?? '', this.address);
    const path = url.pathname.replace(PREFIX, '');
    const line = `${request.method} /${path}${decodeURIComponent(url.search)}`;
    const { authorization } = request.headers;
    const seen: SeenRequest = { line, authorization, body: '' };
    this.seen.push(seen);
    const fault = this.faults.findIndex(({ on }) => on.test(line));
    // A fault may hang up before everything has come.
    if (fault >= 0) return void this.faults.splice(fault, 1)[0]?.answer(request, answer);
    seen.body = await text(request);
    if (request.headers['accept-encoding'] !== 'gzip') return void answer.writeHead(415).end();
    const basic = `Basic ${Buffer.from(`${LOGIN}:${PASSWORD}`).toString('base64')}`;
    if (authorization !== `Bearer ${TOKEN}` && authorization !== basic)
      return refused(answer, 401, { code: 1056, error: `Ошибка аутентификации: Неправильный пароль ${authorization}` });
    if (this.atOnce > 5)
      return refused(answer, 429, { code: 1073, error: 'Превышено ограничение на одновременное количество запросов' });
    if (!this.isWithinRate(path, answer))
      return refused(answer, 429, {
        code: 1049,
        error: 'Превышено ограничение на количество запросов в единицу времени',
      });
    const isLost = request.method === 'POST' && this.lostAnswers > 0;
    if (isLost) answer.end = () => (request.socket.destroy(), answer);
    if (isLost) this.lostAnswers -= 1;
    this.answer(request.method ?? '', path, url.searchParams, seen, answer);
  }

  /** Takes what a request weighs, and tells how much is left. */
  private isWithinRate(path: string, answer: ServerResponse): boolean {
    if (!this.limit) return true;
    const { units, ms, weight } = this.limit;
    const now = performance.now();
    while (this.used[0] && this.used[0].at <= now - ms) this.used.shift();
    const taken = this.used.reduce((sum, one) => sum + one.units, 0);
    const wanted = /^report\/stock\/(all|bystore)$/.test(path) ? 5 : weight;
    const isWithin = taken + wanted <= units;
    if (isWithin) this.used.push({ at: now, units: wanted });
    else this.refusedForRate += 1;
    const rest = Math.ceil((this.used[0]?.at ?? now) + ms - now);
    answer.setHeader('X-RateLimit-Limit', Math.floor(units / weight));
    answer.setHeader('X-RateLimit-Remaining', Math.max(0, Math.floor((units - taken - wanted) / weight)));
    answer.setHeader('X-Lognex-Retry-TimeInterval', ms);
    answer.setHeader('X-Lognex-Reset', isWithin ? 0 : rest);
    answer.setHeader('X-Lognex-Retry-After', rest);
    return isWithin;
  }

  private answer(
    method: string,
    path: string,
    query: URLSearchParams,
    { line, body }: SeenRequest,
    answer: ServerResponse,
  ): void {
    if (path === 'context/companysettings/pricetype') return json(answer, this.priceTypes);
    if (path === 'context/employee') return json(answer, { id: randomUUID(), name: 'Администратор' });
    if (path === 'entity/customerorder/metadata') return json(answer, { states: this.states });
    if (path === 'report/stock/all/current') return json(answer, this.currentStock(query));
    if (path === 'report/stock/all') {
      const rows = [...this.stock].map(([id, { stock }]) => ({ meta: this.metaOf(id), stock }));
      return this.list(answer, path, query, rows);
    }
    const [, type = '', id = '', part] = path.split('/');
    if (method === 'POST' && type === 'webhook' && id === 'delete') {
      for (const { meta } of JSON.parse(body) as Thing[]) this.remove(type, meta.href.split('/').at(-1) ?? '');
      return json(answer, []);
    }
    if (part === 'positions') return this.positions(answer, method, id, path, query, body);
    if (method === 'POST') return this.save(answer, type, JSON.parse(body) as unknown);
    this.onList(line);
    const rows = type === 'assortment' ? ASSORTMENT.flatMap((one) => this.all(one)) : this.all(type);
    const found = sorted(filtered(rows, type, query.getAll('filter').join(';')), query.get('order') ?? '');
    this.list(
      answer,
      path,
      query,
      found.map((row) => this.shown(row, query)),
    );
  }

  /** A row as lists have it: positions come by `expand`, and with a hundred rows at most. */
  private shown(row: Thing, query: URLSearchParams): unknown {
    const positions = row['positions'] as unknown[] | undefined;
    if (!positions) return row;
    const isExpanded = query.get('expand') === 'positions' && Number(query.get('limit') ?? 1_000) <= 100;
    const meta = { href: `${row.meta.href}/positions`, type: 'customerorderposition', size: positions.length };
    return { ...row, positions: { meta, ...(isExpanded && { rows: positions.slice(0, 100) }) } };
  }

  private list(answer: ServerResponse, path: string, query: URLSearchParams, rows: unknown[]): void {
    const limit = Math.min(Number(query.get('limit') ?? 1_000), 1_000);
    const offset = Number(query.get('offset') ?? 0);
    const next = new URLSearchParams(query);
    next.set('offset', String(offset + limit));
    const nextHref = offset + limit < rows.length ? { nextHref: `${this.address}/${path}?${next}` } : {};
    const meta = { href: `${this.address}/${path}`, type: 'list', size: rows.length, limit, offset, ...nextHref };
    json(answer, { meta, rows: rows.slice(offset, offset + limit) });
  }

  private positions(
    answer: ServerResponse,
    method: string,
    id: string,
    path: string,
    query: URLSearchParams,
    body: string,
  ): void {
    const order = this.of('customerorder').get(id);
    if (!order) return refused(answer, 404, { code: 1021, error: 'Объект не найден' });
    const positions = order['positions'] as unknown[];
    if (method !== 'POST') return this.list(answer, path, query, positions);
    const added = JSON.parse(body) as unknown[];
    if (added.length > 1_000) return refused(answer, 413, { code: 1_000, error: 'Слишком много' });
    this.put('customerorder', { id, positions: [...positions, ...added] });
    json(answer, added);
  }

  private save(answer: ServerResponse, type: string, body: unknown): void {
    const bodies = (Array.isArray(body) ? body : [body]) as Record<string, unknown>[];
    const isTooMuch = (some: unknown): boolean => Array.isArray(some) && some.length > 1_000;
    if (isTooMuch(bodies) || bodies.some((one) => isTooMuch(one['positions'])))
      return refused(answer, 413, { code: 1_000, error: 'Слишком много' });
    const faults = bodies.map((one) => this.faultOf(one, type));
    const first = faults.find(Boolean);
    if (first && (this.isWholeRefused || !Array.isArray(body))) return refused(answer, 400, first);
    const saved = bodies.map((one, n) => (faults[n] ? { errors: [faults[n]] } : this.saved(one, type)));
    json(answer, Array.isArray(body) ? saved : saved[0]);
  }

  private saved(body: Record<string, unknown>, type: string): unknown {
    const { meta, syncId, ...rest } = body as Record<string, unknown> & { meta?: Thing['meta'] };
    const known = syncId === undefined ? undefined : this.all(type).find((one) => one['syncId'] === syncId);
    if (known) return this.shown(known, new URLSearchParams());
    const id = meta?.href.split('/').at(-1);
    const current = id ? this.of(type).get(id) : undefined;
    const made = this.put(type, {
      ...emptyOf(type),
      ...current,
      ...(syncId ? { syncId } : {}),
      ...(id ? { id } : {}),
      ...rest,
      ...this.derived(rest, current),
    });
    // What is empty is left out, and moments have no seconds.
    for (const [name, value] of Object.entries<unknown>(made)) {
      if (value === '' && name !== 'pathName') delete made[name];
      if (value === null) delete made[name];
      if (/^(moment|deliveryPlannedMoment)$/.test(name) && value) made[name] = `${String(value).slice(0, 16)}:00.000`;
    }
    return this.shown(made, new URLSearchParams());
  }

  /** What follows from what was sent. */
  private derived(body: Record<string, unknown>, current: Thing | undefined): Record<string, unknown> {
    const derived: Record<string, unknown> = {};
    const { productFolder, salePrices } = body as { productFolder?: Thing | null; salePrices?: Price[] };
    if (productFolder !== undefined) {
      const folder = productFolder && this.of('productfolder').get(productFolder.meta.href.split('/').at(-1) ?? '');
      derived['pathName'] = folder ? [folder['pathName'], folder['name']].filter(Boolean).join('/') : '';
    }
    if (salePrices) {
      const kept = ((current?.['salePrices'] as Price[] | undefined) ?? []).filter(
        (price) => !salePrices.some((one) => one.priceType.meta.href === price.priceType.meta.href),
      );
      derived['salePrices'] = [...kept, ...salePrices];
    }
    return derived;
  }

  private faultOf(body: Record<string, unknown>, type: string): ErrorTold | undefined {
    const { meta, name, organization, agent, positions, archived } = body as Record<string, unknown> & {
      meta?: Thing['meta'];
      positions?: { assortment?: Thing }[];
    };
    const id = meta?.href.split('/').at(-1);
    if (id && !this.of(type).has(id)) return { code: 1021, error: `Объект с типом '${type}' не найден` };
    if (name === null) return { code: 2016, parameter: 'name', error: 'значение поля не соответствует типу строка' };
    if (archived !== undefined && type === 'customerorder') return { code: 1007, error: 'Неизвестное поле: archived' };
    if (body['syncId'] && (meta ?? !SYNCED.has(type)))
      return { code: 1047, error: 'Вы не можете обновить поле syncId' };
    if (!meta && type === 'customerorder' && !(organization && agent))
      return { code: 3000, parameter: 'agent', error: 'Ошибка сохранения объекта: поле не может быть пустым' };
    if (!meta && !name && !['customerorder', 'webhook'].includes(type))
      return { code: 3000, parameter: 'name', error: 'Ошибка сохранения объекта: поле не может быть пустым' };
    if (positions?.some(({ assortment }) => !assortment || !this.isThere(assortment.meta)))
      return { code: 1021, parameter: 'positions', error: "Объект с типом 'assortment' не найден" };
    return this.refuse(body, type) ?? this.webhookFault(body, type);
  }

  private webhookFault(body: Record<string, unknown>, type: string): ErrorTold | undefined {
    const isSame = (one: Thing): boolean => ['url', 'entityType', 'action'].every((name) => one[name] === body[name]);
    if (type !== 'webhook' || body['meta'] || !this.all(type).some(isSame)) return undefined;
    return { code: 30003, error: 'Ошибка сохранения webhook: webhook с данным набором параметров уже существует' };
  }

  private isThere({ href, type }: Thing['meta']): boolean {
    return href.startsWith(this.address) && this.of(type).has(href.split('/').at(-1) ?? '');
  }

  private metaOf(id: string): unknown {
    const thing = ASSORTMENT.flatMap((type) => this.of(type).get(id) ?? [])[0];
    return thing && { ...thing.meta, href: `${thing.meta.href}?expand=supplier` };
  }

  private currentStock(query: URLSearchParams): unknown[] {
    const since = query.get('changedSince');
    const wanted = /^assortmentId=(.*)$/.exec(query.get('filter') ?? '')?.[1]?.split(',');
    const changed = [...this.stock].filter(
      ([id, { at }]) => (!since || moscow(at) >= since) && (wanted?.includes(id) ?? true),
    );
    const shown = since || query.get('include') === 'zeroLines' ? changed : changed.filter(([, { stock }]) => stock);
    return shown.map(([assortmentId, { stock }]) => ({ assortmentId, stock }));
  }
}

interface Price {
  value: number;
  priceType: Thing;
}

/** An instant by Moscow's clock, as it is told. */
export function moscow(instant: number): string {
  return new Date(instant + 3 * 3_600_000).toISOString().replace('T', ' ').replace('Z', '');
}

function emptyOf(type: string): Record<string, unknown> {
  if (type === 'customerorder') return { positions: [], payedSum: 0, vatEnabled: true, vatIncluded: true };
  if (type === 'webhook') return { enabled: true, method: 'POST' };
  return ['product', 'service', 'bundle', 'productfolder'].includes(type) ? { pathName: '' } : {};
}

function filtered(rows: Thing[], type: string, filter: string): Thing[] {
  const equal = new Map<string, string[]>();
  const least = new Map<string, string>();
  for (const condition of filter.split(';').filter(Boolean)) {
    const [, name = '', operator, value = ''] = /^(\w+)(>=|=)(.*)$/.exec(condition) ?? [];
    if (operator === '>=') least.set(name, value);
    else equal.set(name, [...(equal.get(name) ?? []), value]);
  }
  if (ARCHIVED.has(type) || type === 'assortment') equal.set('archived', equal.get('archived') ?? ['false']);
  const bin = equal.get('isDeleted') ?? ['false'];
  equal.delete('isDeleted');
  return rows.filter(
    (row) =>
      [...equal].every(([name, values]) => values.includes(String(row[name] ?? false))) &&
      [...least].every(([name, value]) => String(row[name]) >= value) &&
      (type !== 'customerorder' || bin.includes(String(!!row['deleted']))),
  );
}

function sorted(rows: Thing[], order: string): Thing[] {
  const fields = order.split(';').flatMap((one) => one.split(',')[0] || []);
  const keyOf = (row: Thing): string => fields.map((field) => String(row[field])).join(' ');
  return fields.length ? rows.sort((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)) : rows;
}

/** Answers as MoySklad does, packed. */
export function json(answer: ServerResponse, body: unknown, status = 200): void {
  const headers = { 'content-type': 'application/json;charset=utf-8', 'content-encoding': 'gzip' };
  answer.writeHead(status, headers).end(gzipSync(JSON.stringify(body), { level: 1 }));
}

function refused(answer: ServerResponse, status: number, error: ErrorTold): void {
  json(
    answer,
    { errors: [{ ...error, moreInfo: `https://dev.moysklad.ru/doc/api/remap/1.2/#error_${error.code}` }] },
    status,
  );
}

/** An answer that refuses so, with these headers. */
export function refusing(status: number, code: number, headers: Record<string, string> = {}): RequestListener {
  return (_request, answer) => {
    for (const [name, value] of Object.entries(headers)) answer.setHeader(name, value);
    refused(answer, status, { code, error: `Ошибка ${code}` });
  };
}

/** Hangs up without a word. */
export const hangUp: RequestListener = (request) => void request.socket.destroy();

/** Begins an answer and hangs up in its middle. */
export const halfAnswer: RequestListener = (request, answer) => {
  const whole = gzipSync(JSON.stringify({ rows: Array.from({ length: 200 }, () => randomUUID()) }));
  answer.writeHead(200, {
    'content-type': 'application/json',
    'content-encoding': 'gzip',
    'content-length': whole.length,
  });
  answer.write(whole.subarray(0, whole.length >> 1), () => request.socket.destroy());
};

/** Never answers. */
export const silence: RequestListener = () => undefined;
