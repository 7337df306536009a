import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Bitrix24Portal, halfAnswer, hangUp, refusingWith } from '../../../test/bitrix24-portal.js';
import { commandOf } from './batch-query.js';
import {
  Bitrix24Client,
  MOST_COMMANDS,
  portalUrl,
  resultOf,
  webhookUrl,
  type Bitrix24Settings,
} from './bitrix24-client.js';
import { Bitrix24Fault, type Bitrix24FaultCode } from './bitrix24-fault.js';
import { Bitrix24Tokens, firstTokens, type TokenPair, type TokenStore } from './bitrix24-tokens.js';
import type { RequestPace } from '../request-budget.js';

let portal: Bitrix24Portal;
let pace: NotedPace;

/** Waits for nothing, and notes for how long it was put off, in seconds. */
class NotedPace implements RequestPace {
  taken = 0;
  readonly putOffs: number[] = [];

  take(): Promise<void> {
    this.taken += 1;
    return Promise.resolve();
  }

  putOff(until: Date): Promise<void> {
    this.putOffs.push(Math.round((until.getTime() - Date.now()) / 1_000));
    return Promise.resolve();
  }
}

/** What is kept for all processes. */
class KeptPair implements TokenStore {
  constructor(public pair: TokenPair) {}

  read(): Promise<TokenPair> {
    return Promise.resolve({ ...this.pair });
  }

  replace(before: TokenPair, after: TokenPair): Promise<TokenPair> {
    if (JSON.stringify(before) === JSON.stringify(this.pair)) this.pair = after;
    return Promise.resolve({ ...this.pair });
  }
}

beforeEach(async () => {
  portal = await Bitrix24Portal.start();
  pace = new NotedPace();
});
afterEach(() => portal.stop());

function settings(more: Partial<Bitrix24Settings> = {}): Bitrix24Settings {
  return { access: { webhook: portal.webhook }, pace, isAllowed: () => true, isPlainAllowed: true, ...more };
}

function client(more: Partial<Bitrix24Settings> = {}): Bitrix24Client {
  return new Bitrix24Client(settings(more));
}

/** A process of an application, with the store that it shares with others. */
function signedIn(tokens: TokenStore): Bitrix24Client {
  return client({ access: { ...portal.application, tokens } });
}

async function faultOf(work: Promise<unknown>): Promise<Bitrix24Fault> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof Bitrix24Fault)) throw new Error(`No fault but ${String(error)}`, { cause: error });
  return error;
}

const profile = (one: Bitrix24Client): Promise<unknown> => one.call('profile');

describe('an address', () => {
  it('of a webhook is taken as Bitrix24 shows it, with or without a method', () => {
    for (const tail of ['', '/', '/profile', '/profile.json'])
      expect(webhookUrl(`https://a.bitrix24.ru/rest/1/s3cret${tail}`).href).toBe(
        'https://a.bitrix24.ru/rest/1/s3cret/',
      );
    expect(portalUrl(' https://a.bitrix24.ru/crm/deal/ ').href).toBe('https://a.bitrix24.ru/');
  });

  it.each(['', 'a.bitrix24.ru', 'http://a.bitrix24.ru/rest/1/s3cret/', 'https://a.bitrix24.ru/rest/s3cret/'])(
    'that is none of a webhook is refused: %j',
    (address) => {
      expect(() => webhookUrl(address)).toThrow('bitrix24.address');
    },
  );
});

describe('a method', () => {
  it('gives its result and the time of the portal', async () => {
    portal.clock = () => Date.parse('2026-11-30T12:00:00Z');
    expect(await client().call('profile')).toEqual({
      result: { ID: '1', ADMIN: true },
      at: new Date('2026-11-30T12:00:00Z'),
    });
  });

  it('is asked again, later, while the portal is asked too often', async () => {
    portal.fail(/profile/, refusingWith(503, 'QUERY_LIMIT_EXCEEDED', 'Too many requests'), { times: 3 });
    await profile(client());
    expect(pace.putOffs).toEqual([1, 2, 4]);
    expect(pace.taken).toBe(4);
  });

  it('whose time is used up is left alone until the portal says', async () => {
    const one = client();
    await profile(one);
    portal.fail(/profile/, refusingWith(429, 'OPERATION_TIME_LIMIT', 'Method is blocked'));
    const { code, retryAt, isTransient } = await faultOf(profile(one));
    expect([code, isTransient]).toEqual(['bitrix24.limit', true]);
    expect(Math.round(((retryAt?.getTime() ?? 0) - Date.now()) / 1_000)).toBeGreaterThan(590);
    expect(pace.putOffs[0]).toBeGreaterThan(590);
  });

  it.each([
    ['a page of a proxy', refusingWith(502)],
    ['an inner error', refusingWith(500, 'INTERNAL_SERVER_ERROR')],
    ['half an answer', halfAnswer],
    ['silence', hangUp],
    ['a page instead of an answer', refusingWith(200)],
  ])('that reads is asked again after %s', async (_name, answer) => {
    portal.fail(/list/, answer, { times: 2 });
    expect(await client().call('crm.item.list', { entityTypeId: 3 })).toMatchObject({ result: { items: [] } });
    expect(pace.putOffs).toEqual([1, 2]);
  });

  it('that writes is not, for nobody knows whether it was done', async () => {
    portal.fail(/add/, halfAnswer, { isDone: true });
    const fault = await faultOf(client().call('crm.item.add', { entityTypeId: 3, fields: { name: 'Анна' } }));
    expect([fault.code, fault.isTransient, portal.table('contacts').length]).toEqual(['bitrix24.incomplete', true, 1]);
  });

  it.each<[Bitrix24FaultCode, number, string]>([
    ['bitrix24.unauthorised', 401, 'NO_AUTH_FOUND'],
    ['bitrix24.forbidden', 403, 'insufficient_scope'],
    ['bitrix24.plan', 403, 'ACCESS_DENIED'],
    ['bitrix24.missing', 400, 'NOT_FOUND'],
    ['bitrix24.refused', 400, 'INVALID_ARG_VALUE'],
    ['bitrix24.moved', 302, ''],
  ])('fails with %s at %d %s, once', async (code, status, error) => {
    portal.fail(/profile/, refusingWith(status, error, 'REST API is available only on commercial plans'));
    expect((await faultOf(profile(client()))).code).toBe(code);
    expect(portal.count(/profile/)).toBe(1);
  });

  it('of a portal that is not there, or not to be asked, says so', async () => {
    const access = { webhook: 'http://127.0.0.1:1/rest/1/s3cret/' };
    expect((await faultOf(profile(client({ access })))).fault).toBe('unreachable');
    expect((await faultOf(profile(client({ isAllowed: () => false })))).fault).toBe('private_network');
  });

  it('tells the secret to nobody, even where the portal says it back', async () => {
    const access = { webhook: portal.webhook.replace(portal.secret, 'an0therS3cret') };
    const fault = await faultOf(profile(client({ access })));
    expect(fault.said).toBe('Wrong authorization data 1/…');
    expect(JSON.stringify([fault, fault.message, fault.stack])).not.toContain('an0therS3cret');
  });
});

describe('a batch', () => {
  it('is told as PHP reads forms', () => {
    const params = { id: 5, filter: { '@id': [1, 2], '>id': 0 }, isOpen: true, none: null, title: 'Ромашка & сын=1' };
    const [method = '', query = ''] = commandOf('crm.item.list', params).split('?');
    expect([method, Object.fromEntries(new URLSearchParams(query))]).toEqual([
      'crm.item.list',
      {
        id: '5',
        'filter[@id][0]': '1',
        'filter[@id][1]': '2',
        'filter[>id]': '0',
        isOpen: '1',
        title: 'Ромашка & сын=1',
      },
    ]);
  });

  it('gives what became of each command, and lets one use what another gave', async () => {
    const outcomes = await client().batch([
      { method: 'crm.item.add', params: { entityTypeId: 2, fields: { title: '№ 7' } } },
      { method: 'crm.item.update', params: { entityTypeId: 2, id: 999, fields: { title: '—' } } },
      {
        method: 'crm.item.productrow.set',
        params: {
          ownerType: 'D',
          ownerId: resultOf(0, 'item', 'id'),
          productRows: [{ productName: 'Стол', price: '100.50' }],
        },
      },
    ]);
    expect(outcomes.map((outcome) => ('fault' in outcome ? outcome.fault.code : 'done'))).toEqual([
      'done',
      'bitrix24.missing',
      'done',
    ]);
    expect(portal.table('productRows')).toMatchObject([{ productName: 'Стол', price: 100.5 }]);
    expect(portal.table('deals')).toHaveLength(1);
  });

  it('has at most 50 commands', async () => {
    const commands = Array.from({ length: MOST_COMMANDS + 1 }, () => ({ method: 'profile', params: {} }));
    await expect(client().batch(commands)).rejects.toThrow(RangeError);
    expect(await client().batch(commands.slice(1))).toHaveLength(50);
    expect(await client().batch([])).toEqual([]);
  });

  it('of which a command has used up its time puts everybody off', async () => {
    portal.fail(/add#1/, hangUp);
    const add = { method: 'crm.item.add', params: { entityTypeId: 3, fields: { name: 'Анна' } } };
    const outcomes = await client().batch([add, add, add]);
    expect(outcomes.map((outcome) => 'fault' in outcome)).toEqual([false, true, false]);
    expect(pace.putOffs).toHaveLength(1);
    expect(portal.table('contacts')).toHaveLength(2);
  });

  it('of which half is answered says of which', async () => {
    const answer = JSON.stringify({ result: { result: { c0: {} }, result_error: [] } });
    portal.fail(/batch/, (_request, response) => void response.end(answer));
    const write = { method: 'crm.item.add', params: {} };
    const [first, second] = await client().batch([write, write]);
    expect(first).toEqual({ result: {} });
    expect(second).toMatchObject({ fault: { code: 'bitrix24.incomplete', isTransient: true } });
  });
});

describe('a list', () => {
  it('is read by ids, without being counted', async () => {
    for (let n = 0; n < 120; n += 1) portal.put('contacts', { name: `Имя ${n}` });
    const names: unknown[] = [];
    for await (const page of client().list<{ id: number; name: string }>({
      method: 'crm.item.list',
      key: 'items',
      params: { entityTypeId: 3, select: ['id', 'name'] },
    }))
      names.push(...page.map(({ name }) => name));
    expect([names.length, new Set(names).size, portal.count(/list/)]).toEqual([120, 120, 3]);
    expect(portal.bodies.every((body) => (JSON.parse(body) as { start: number }).start === -1)).toBe(true);
  });

  it('that never ends is left', async () => {
    const items = Array.from({ length: 50 }, () => ({ id: 7 }));
    portal.fail(/list/, (_request, answer) => void answer.end(JSON.stringify({ result: { items } })), { times: 9 });
    const read = async (): Promise<void> => {
      for await (const page of client().list({ method: 'crm.item.list', key: 'items' })) expect(page).toHaveLength(50);
    };
    expect((await faultOf(read())).code).toBe('bitrix24.incomplete');
    expect(portal.count(/list/)).toBe(2);
  });
});

describe('tokens', () => {
  it('come for a code, and the secret of the application goes to the server that gives them alone', async () => {
    const pair = await firstTokens(portal.application, portal.authorise(), () => true);
    await profile(signedIn(new KeptPair(pair)));
    expect(portal.bodies.join()).not.toContain(portal.application.clientSecret);
    expect((await faultOf(firstTokens(portal.application, 'again', () => true))).code).toBe('bitrix24.unauthorised');
  });

  it('that have ended are renewed once for all callers of all processes, and kept at once', async () => {
    const kept = new KeptPair({ ...portal.signIn(), accessToken: 'ended' });
    const processes = [signedIn(kept), signedIn(kept), signedIn(kept)];
    await Promise.all(processes.flatMap((one) => Array.from({ length: 5 }, () => profile(one))));
    expect(portal.renewals).toBe(1);
    expect(kept.pair).toEqual({ accessToken: [...portal.accessTokens].at(-1), refreshToken: portal.refreshToken });
  });

  it('are taken from whoever renewed them before', async () => {
    const kept = new KeptPair({ ...portal.signIn(), accessToken: 'ended' });
    const one = signedIn(kept);
    portal.fail(/profile/, (request, answer) => {
      kept.pair = portal.signIn();
      refusingWith(401, 'expired_token')(request, answer);
    });
    await profile(one);
    expect(portal.renewals).toBe(0);
  });

  it('that a process died renewing are renewed by another, when its time is over', async () => {
    const now = Date.now();
    const kept = new KeptPair({
      ...portal.signIn(),
      accessToken: 'ended',
      renewal: { by: 'dead', until: now + 10_000 },
    });
    const waits: number[] = [];
    const renewalPace = {
      now: () => now + waits.length * 4_000,
      pause: (ms: number) => Promise.resolve(void waits.push(ms)),
    };
    const tokens = new Bitrix24Tokens(portal.application, kept, () => true, renewalPace);
    await tokens.renewed(kept.pair);
    expect([waits.length, portal.renewals, kept.pair.renewal]).toEqual([3, 1, undefined]);
  });

  it('that cannot be renewed leave what is kept as it was', async () => {
    const pair = { accessToken: 'ended', refreshToken: 'taken back' };
    const kept = new KeptPair(pair);
    expect((await faultOf(profile(signedIn(kept)))).code).toBe('bitrix24.unauthorised');
    expect(kept.pair).toEqual(pair);
    portal.fail(/oauth/, refusingWith(502), { times: 9 });
    expect((await faultOf(profile(signedIn(kept)))).isTransient).toBe(true);
    expect(kept.pair).toEqual(pair);
  });

  it('that are refused when new are renewed no more', async () => {
    const kept = new KeptPair({ ...portal.signIn(), accessToken: 'ended' });
    portal.fail(/profile/, refusingWith(401, 'expired_token'), { times: 2 });
    const fault = await faultOf(profile(signedIn(kept)));
    expect([fault.code, portal.renewals, portal.count(/profile/)]).toEqual(['bitrix24.unauthorised', 1, 2]);
  });
});
