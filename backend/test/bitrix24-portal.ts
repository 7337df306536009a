import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** A row of any list of the portal. */
export type PortalRow = Record<string, unknown> & { id: number };

interface Multifield {
  id: number;
  typeId: string;
  valueType: string;
  value: string;
}

interface Refusal {
  error: string;
  error_description: string;
  status?: number;
}

/** A fault, once: how the next request of a method that matches ends; after it was done, if so. */
interface Fault {
  on: RegExp;
  answer: RequestListener;
  isDone: boolean;
}

const SECRET = 'k3y0fth3w3bh00k0';
const CLIENT = 'local.5f0c1d2e3a4b4.12345678';
const CLIENT_SECRET = 'secretOfTheApplication0123456789';
const PAGE = 50;
const MOST_COMMANDS = 50;
const TIMES = new Set(['createdTime', 'updatedTime', 'timestampX', 'begindate', 'closedate']);
const NAMES: Record<number, string> = { 2: 'deals', 3: 'contacts', 4: 'companies' };

/** Fields by which items are filtered; the portal refuses others. */
const FILTERED = ['id', 'updatedTime', 'companyId', 'categoryId', 'originatorId', 'originId', 'stageId', 'ownerType'];
const FILTERED_TOO = ['ownerId', 'iblockId', 'timestampX', 'productId', 'catalogGroupId', 'ENTITY_ID'];

/**
 * A Bitrix24 portal, and the server that authorises its applications, over http on this machine. It speaks the protocol
 * as its pages tell it, with its limits, and refuses what they forbid.
 */
export class Bitrix24Portal {
  /** Methods that it was asked, in their order; those of a batch after it. */
  readonly asked: string[] = [];
  /** What was sent, whole. */
  readonly bodies: string[] = [];
  readonly faults: Fault[] = [];
  /** Rows by the names of lists. */
  readonly tables: Record<string, PortalRow[]> = {};
  accessTokens = new Set<string>();
  refreshToken = '';
  renewals = 0;
  readonly applicationToken = '51856fefc120afa4b628cc82d3935cce';
  /** The leaky bucket: how much it holds, and how much leaves it in a second. */
  bucket = { most: Infinity, leaves: 2, level: 0, at: 0 };
  /** Requests that it had to refuse for their number. */
  refusedForRate = 0;
  /** What its clock shows; it stands unless moved where a test sets it. */
  clock: () => number = Date.now;
  private readonly server: Server;
  private code = '';
  private nextId = 100;

  private constructor(server: Server) {
    this.server = server;
  }

  static async start(): Promise<Bitrix24Portal> {
    const server = createServer((request, answer) => void portal.handle(request, answer));
    const portal = new Bitrix24Portal(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    portal.furnish();
    return portal;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get webhook(): string {
    return `${this.url}/rest/1/${SECRET}/`;
  }

  get secret(): string {
    return SECRET;
  }

  /** The application that it knows. */
  get application(): { clientId: string; clientSecret: string; authorisationServer: string; portal: string } {
    return { clientId: CLIENT, clientSecret: CLIENT_SECRET, authorisationServer: this.url, portal: this.url };
  }

  /** A pair that is good. */
  signIn(): { accessToken: string; refreshToken: string } {
    const accessToken = `access${randomUUID().replaceAll('-', '')}`;
    this.accessTokens.add(accessToken);
    this.refreshToken = `refresh${randomUUID().replaceAll('-', '')}`;
    return { accessToken, refreshToken: this.refreshToken };
  }

  /** The code with which its owner is sent back to the application. */
  authorise(): string {
    this.code = `code${randomUUID().replaceAll('-', '')}`;
    return this.code;
  }

  /** Ends the next requests of methods that match so: before they are done, or after, so that the answer alone is lost. */
  fail(on: RegExp, answer: RequestListener, { times = 1, isDone = false } = {}): void {
    for (let n = 0; n < times; n += 1) this.faults.push({ on, answer, isDone });
  }

  count(on: RegExp): number {
    return this.asked.filter((method) => on.test(method)).length;
  }

  table(name: string): PortalRow[] {
    return (this.tables[name] ??= []);
  }

  /** Adds a row as somebody at the portal would. */
  put(name: string, fields: Record<string, unknown>): PortalRow {
    const at = this.now();
    const times =
      name === 'products' || name === 'offers' || name === 'prices'
        ? { timestampX: at }
        : { createdTime: at, updatedTime: at };
    const row = { id: (this.nextId += 1), ...times, ...fields } as PortalRow;
    this.table(name).push(row);
    return row;
  }

  /** Changes one. */
  change(name: string, id: number, fields: Record<string, unknown>): void {
    const row = this.table(name).find((one) => one.id === id);
    if (row) Object.assign(row, 'timestampX' in row ? { timestampX: this.now() } : { updatedTime: this.now() }, fields);
  }

  remove(name: string, id: number): void {
    this.tables[name] = this.table(name).filter((row) => row.id !== id);
  }

  /** The form that it sends when something happens. */
  event(name: string, id: number, token = this.applicationToken): string {
    return new URLSearchParams({
      event: name,
      event_handler_id: '185',
      'data[FIELDS][ID]': String(id),
      ts: String(Math.floor(this.clock() / 1_000)),
      'auth[domain]': 'romashka.bitrix24.ru',
      'auth[application_token]': token,
    }).toString();
  }

  private furnish(): void {
    this.tables['catalogs'] = [
      { id: 23, iblockId: 23, name: 'Товарный каталог CRM', productIblockId: null },
      { id: 24, iblockId: 24, name: 'Товарный каталог CRM (предложения)', productIblockId: 23 },
    ];
    this.tables['measures'] = [
      { id: 1, code: 796, symbol: 'шт', measureTitle: 'Штука' },
      { id: 2, code: 166, symbol: 'кг', measureTitle: 'Килограмм' },
    ];
    this.tables['priceTypes'] = [
      { id: 1, name: 'BASE', base: 'Y' },
      { id: 3, name: 'Опт', base: 'N' },
    ];
    this.tables['sections'] = [
      { id: 13, iblockId: 23, iblockSectionId: null, name: 'Мебель' },
      { id: 14, iblockId: 23, iblockSectionId: 13, name: 'Столы' },
    ];
    this.tables['statuses'] = ['NEW', 'EXECUTING', 'FINAL_INVOICE', 'WON', 'LOSE'].map((STATUS_ID, n) => ({
      id: n + 1,
      ID: String(n + 1),
      ENTITY_ID: 'DEAL_STAGE',
      STATUS_ID,
      NAME: STATUS_ID,
      SORT: String((n + 1) * 10),
      EXTRA: { SEMANTICS: STATUS_ID === 'WON' ? 'success' : STATUS_ID === 'LOSE' ? 'failure' : 'process' },
    }));
  }

  private now(): string {
    return `${new Date(this.clock() + 3 * 3_600_000).toISOString().slice(0, 19)}+03:00`;
  }

  private async handle(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.url);
    if (url.pathname === '/oauth/token/') {
      this.asked.push('oauth/token');
      const fault = this.faultOf('oauth/token');
      if (fault && !fault.isDone) return void fault.answer(request, answer);
      return this.giveTokens(url, answer);
    }
    const [, webhook, method = ''] = /^\/rest\/(?:(1\/[^/]+)\/)?([\w.]+?)(?:\.json)?$/.exec(url.pathname) ?? [];
    this.asked.push(method);
    const body = await text(request);
    this.bodies.push(body);
    const fault = this.faultOf(method);
    if (fault && !fault.isDone) return void fault.answer(request, answer);
    if (!this.pours()) {
      this.refusedForRate += 1;
      return refuse(answer, { error: 'QUERY_LIMIT_EXCEEDED', error_description: 'Too many requests', status: 503 });
    }
    const params = JSON.parse(body || '{}') as Record<string, unknown>;
    const stranger = this.stranger(webhook, params['auth']);
    if (stranger) return refuse(answer, stranger);
    const done = method === 'batch' ? this.batch(params) : this.answerOf(method, params);
    if (fault) return void fault.answer(request, answer);
    if ('error' in done) return refuse(answer, done);
    say(answer, 200, { ...done, time: this.time() });
  }

  private faultOf(method: string): Fault | undefined {
    const place = this.faults.findIndex(({ on }) => on.test(method));
    return place < 0 ? undefined : this.faults.splice(place, 1)[0];
  }

  private pours(): boolean {
    const { most, leaves, at } = this.bucket;
    this.bucket.level = Math.max(0, this.bucket.level - ((Date.now() - at) / 1_000) * leaves) + 1;
    this.bucket.at = Date.now();
    return this.bucket.level <= most;
  }

  private stranger(webhook: string | undefined, token: unknown): Refusal | undefined {
    if (webhook !== undefined)
      return webhook === `1/${SECRET}`
        ? undefined
        : { error: 'NO_AUTH_FOUND', error_description: `Wrong authorization data ${webhook}`, status: 401 };
    if (this.accessTokens.has(String(token))) return undefined;
    if (token)
      return { error: 'expired_token', error_description: 'The access token provided has expired.', status: 401 };
    return { error: 'NO_AUTH_FOUND', error_description: 'Wrong authorization data', status: 401 };
  }

  private giveTokens({ searchParams }: URL, answer: ServerResponse): void {
    const told = (name: string): string => searchParams.get(name) ?? '';
    if (told('client_id') !== CLIENT || told('client_secret') !== CLIENT_SECRET)
      return refuse(answer, { error: 'invalid_client', error_description: `Wrong ${told('client_secret')}` });
    const isRenewal = told('grant_type') === 'refresh_token';
    const isKnown = isRenewal ? told('refresh_token') === this.refreshToken : told('code') === this.code && !!this.code;
    if (!isKnown) return refuse(answer, { error: 'invalid_grant', error_description: 'Invalid grant' });
    this.code = '';
    if (isRenewal) this.renewals += 1;
    const { accessToken, refreshToken } = this.signIn();
    say(answer, 200, {
      access_token: accessToken,
      refresh_token: refreshToken,
      client_endpoint: `${this.url}/rest/`,
      domain: 'oauth.bitrix24.tech',
      expires_in: 3_600,
      member_id: 'a223c6b3710f85df22e9377d6c4f7553',
      scope: 'crm,catalog',
      status: 'L',
    });
  }

  private time(): object {
    const start = this.clock() / 1_000;
    const date_start = this.now();
    return {
      start,
      finish: start,
      duration: 0.01,
      date_start,
      operating: 0.1,
      operating_reset_at: Math.floor(start) + 600,
    };
  }

  private batch({ cmd }: Record<string, unknown>): { result: unknown } {
    const result: Record<string, unknown> = {};
    const errors: Record<string, unknown> = {};
    const times: Record<string, unknown> = {};
    for (const [n, [name, call]] of Object.entries(cmd as Record<string, string>).entries()) {
      const [method = '', query = ''] = call.split(/\?(.*)/s);
      this.asked.push(method);
      const params = resolved(formOf(query), result) as Record<string, unknown>;
      const fault = this.faultOf(`${method}#${n}`);
      const done =
        n >= MOST_COMMANDS
          ? { error: 'ERROR_BATCH_LENGTH_EXCEEDED', error_description: 'Max batch length exceeded' }
          : method === 'batch'
            ? { error: 'ERROR_BATCH_METHOD_NOT_ALLOWED', error_description: 'Method is not allowed for batch usage' }
            : fault
              ? { error: 'OPERATION_TIME_LIMIT', error_description: 'Method is blocked due to operation time limit' }
              : this.answerOf(method, params);
      if ('error' in done) errors[name] = { error: done.error, error_description: done.error_description };
      else {
        result[name] = done.result;
        times[name] = this.time();
      }
    }
    // As PHP writes what is empty.
    const orList = (map: Record<string, unknown>): unknown => (Object.keys(map).length ? map : []);
    return {
      result: {
        result: orList(result),
        result_error: orList(errors),
        result_total: [],
        result_next: [],
        result_time: orList(times),
      },
    };
  }

  private answerOf(method: string, params: Record<string, unknown>): { result: unknown } | Refusal {
    if (method === 'profile') return { result: { ID: '1', ADMIN: true } };
    if (method === 'crm.status.list') return { result: this.matching('statuses', params) };
    if (method === 'crm.item.add' || method === 'crm.item.update') return this.write(method, params);
    if (method === 'crm.item.productrow.set') return this.setRows(params);
    const lists: Record<string, string> = {
      'crm.item.productrow.list': 'productRows',
      'catalog.product.list': 'products',
      'catalog.product.offer.list': 'offers',
      'catalog.price.list': 'prices',
      'catalog.catalog.list': 'catalogs',
      'catalog.measure.list': 'measures',
      'catalog.priceType.list': 'priceTypes',
      'catalog.section.list': 'sections',
    };
    const name = method === 'crm.item.list' ? NAMES[Number(params['entityTypeId'])] : lists[method];
    if (!name) return { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!', status: 404 };
    if (/^catalog\.product/.test(method) && !(params['filter'] as Record<string, unknown> | undefined)?.['iblockId'])
      return { error: '0', error_description: 'Required filter fields: iblockId' };
    const wrong = wrongFilter(params['filter']);
    if (wrong)
      return {
        error: 'INVALID_ARG_VALUE',
        error_description: `Invalid filter: field '${wrong}' is not allowed in filter`,
      };
    const start = Number(params['start'] ?? 0);
    const all = this.matching(name, params);
    const rows = all.slice(Math.max(0, start), Math.max(0, start) + PAGE).map((row) => selected(row, params['select']));
    return { result: { [method === 'crm.item.list' ? 'items' : name]: rows } };
  }

  private matching(name: string, { filter = {}, order = {} }: Record<string, unknown>): PortalRow[] {
    const conditions = Object.entries(filter as Record<string, unknown>).map(([key, wanted]) => condition(key, wanted));
    const sorts = Object.entries(order as Record<string, string>);
    const found = this.table(name).filter((row) => conditions.every((matches) => matches(row)));
    const keys = new Map(found.map((row) => [row, sorts.map(([field]) => comparable(field, row[field]))]));
    return found.sort((one, other) => {
      for (const [n, [, way]] of sorts.entries()) {
        const [left = 0, right = 0] = [keys.get(one)?.[n], keys.get(other)?.[n]];
        if (left !== right) return (left < right ? -1 : 1) * (way.toUpperCase() === 'DESC' ? -1 : 1);
      }
      return 0;
    });
  }

  private write(method: string, { entityTypeId, id, fields }: Record<string, unknown>): { result: unknown } | Refusal {
    const name = NAMES[Number(entityTypeId)] ?? '';
    const { fm, ...rest } = fields as Record<string, unknown>;
    const known = this.table(name).find((row) => row.id === Number(id));
    if (method === 'crm.item.update' && !known) return { error: 'NOT_FOUND', error_description: 'Элемент не найден' };
    if (rest['stageId'] && !this.table('statuses').some((row) => row['STATUS_ID'] === rest['stageId']))
      return { error: 'CRM_FIELD_ERROR_VALUE_NOT_VALID', error_description: 'Стадия не существует' };
    const row = known ?? this.put(name, name === 'deals' ? { categoryId: 0, stageId: 'NEW', currencyId: 'RUB' } : {});
    this.change(name, row.id, numbersIn(rest));
    for (const day of ['begindate', 'closedate']) if (rest[day]) row[day] = `${String(rest[day])}T03:00:00+03:00`;
    if (name !== 'deals')
      row['fm'] = this.multifields((row['fm'] as Multifield[]) ?? [], fm as Record<string, Multifield>);
    return { result: { item: { ...row } } };
  }

  private multifields(known: Multifield[], edits: Record<string, Multifield> = {}): Multifield[] {
    const next = known.map((one) => ({ ...one, ...edits[String(one.id)] }));
    for (const [key, edit] of Object.entries(edits))
      if (!known.some(({ id }) => String(id) === key)) next.push({ ...edit, id: (this.nextId += 1) });
    return next.filter(({ value }) => value);
  }

  private setRows({ ownerType, ownerId, productRows = [] }: Record<string, unknown>): { result: unknown } | Refusal {
    const deal = this.table('deals').find((row) => row.id === Number(ownerId));
    if (ownerType !== 'D' || !deal) return { error: 'OWNER_NOT_FOUND', error_description: 'Owner was not found' };
    this.tables['productRows'] = this.table('productRows').filter((row) => row['ownerId'] !== deal.id);
    const rows = (Array.isArray(productRows) ? productRows : Object.values(productRows as object)) as Record<
      string,
      unknown
    >[];
    for (const row of rows) this.table('productRows').push(this.rowOf(deal.id, row));
    deal['updatedTime'] = this.now();
    return { result: { productRows: this.table('productRows').filter((row) => row['ownerId'] === deal.id) } };
  }

  private rowOf(ownerId: number, row: Record<string, unknown>): PortalRow {
    const [price, quantity, sort] = [row['price'], row['quantity'] ?? 1, row['sort']].map(Number);
    const productId = Number(row['productId'] ?? 0);
    return { ...row, id: (this.nextId += 1), ownerId, ownerType: 'D', productId, price, quantity, sort, taxRate: null };
  }
}

/** An answer that refuses with a code of the API, or with the page of a proxy where there is none. */
export function refusingWith(status: number, error?: string, description = 'Refused'): RequestListener {
  return (_request, answer) => {
    if (error) return refuse(answer, { error, error_description: description, status });
    answer.writeHead(status, { 'content-type': 'text/html' }).end('<html>nginx</html>');
  };
}

/** Hangs up without an answer. */
export const hangUp: RequestListener = (request) => void request.socket.destroy();

/** Says the first half of an answer, and hangs up. */
export const halfAnswer: RequestListener = (request, answer) => {
  answer.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
  answer.write('{"result":{"items":[{"id":', () => request.socket.destroy());
};

function refuse(answer: ServerResponse, { status = 400, ...body }: Refusal): void {
  say(answer, status, body);
}

function say(answer: ServerResponse, status: number, body: object): void {
  answer.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(JSON.stringify(body));
}

function selected(row: PortalRow, select: unknown): object {
  const fields = Object.values((select ?? ['*']) as object) as string[];
  if (fields.includes('*')) return row;
  return Object.fromEntries(Object.entries(row).filter(([name]) => name !== 'fm' && fields.includes(name)));
}

const CONDITION = /^(>=|<=|!@|!=|[><@=!])?(.+)$/;

function wrongFilter(filter: unknown): string | undefined {
  const fields = Object.keys((filter ?? {}) as object).map((key) => CONDITION.exec(key)?.[2] ?? '');
  return fields.find((field) => ![...FILTERED, ...FILTERED_TOO].includes(field));
}

function condition(key: string, wanted: unknown): (row: PortalRow) => boolean {
  const [, sign = '=', field = ''] = CONDITION.exec(key) ?? [];
  const all: unknown[] = wanted && typeof wanted === 'object' ? Object.values(wanted) : [wanted];
  const values = new Set(all.map((one) => comparable(field, one)));
  const [first = ''] = values;
  const valueOf = (row: PortalRow): number | string => comparable(field, row[field]);
  if (sign === '>') return (row) => valueOf(row) > first;
  if (sign === '>=') return (row) => valueOf(row) >= first;
  if (sign === '<') return (row) => valueOf(row) < first;
  if (sign === '<=') return (row) => valueOf(row) <= first;
  return (row) => values.has(valueOf(row)) !== sign.startsWith('!');
}

function comparable(field: string, value: unknown): number | string {
  if (TIMES.has(field)) return Math.floor(Date.parse(String(value)) / 1_000);
  if (value === null || value === undefined || value === '') return 0;
  return Number.isFinite(Number(value)) ? Number(value) : String(value as string);
}

/** Ids come as numbers whatever they were sent as. */
function numbersIn(fields: Record<string, unknown>): Record<string, unknown> {
  const isId = (name: string): boolean => /^(companyId|contactId|categoryId)$/.test(name);
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, isId(name) ? Number(value) : value]));
}

/** What PHP makes of a form. */
function formOf(query: string): Record<string, unknown> {
  const form: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(query)) {
    const [first = '', ...more] = name.replaceAll(']', '').split('[');
    let at = form;
    for (const [n, key] of [first, ...more].entries()) {
      if (n === more.length) at[key] = value;
      else at = (at[key] ??= {}) as Record<string, unknown>;
    }
  }
  return form;
}

/** `$result[name][field]` stands for what a command before gave; for nothing, where that failed. */
function resolved(value: unknown, results: Record<string, unknown>): unknown {
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, resolved(inner, results)]));
  const path = /^\$result((?:\[[^\]]+\])+)$/.exec(String(value))?.[1];
  if (!path) return value;
  const names = path.slice(1, -1).split('][');
  return names.reduce<unknown>((at, name) => (at as Record<string, unknown> | undefined)?.[name], results) ?? '';
}
