import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { halfAnswer, hangUp, json, MoySkladServer, refusing, silence } from '../../../test/moysklad-server.js';
import { PACE, type Pace } from '../../platform/graph/repeats.js';
import { MoySkladClient, type MoySkladSettings } from './moysklad-client.js';
import { MoySkladFault } from './moysklad-fault.js';
import type { RequestPace } from '../request-budget.js';

let server: MoySkladServer;
let waits: number[];
let budget: RequestPace & { taken: number[]; until: number[] };

const NOW = Date.UTC(2026, 10, 30, 12);

beforeEach(async () => {
  server = await MoySkladServer.start();
  waits = [];
  budget = {
    taken: [],
    until: [],
    take: (weight = 1) => Promise.resolve(void budget.taken.push(weight)),
    putOff: (until) => Promise.resolve(void budget.until.push(until.getTime() - NOW)),
  };
});
afterEach(() => server.stop());

/** A client whose waits are only noted. */
function client(settings: Partial<MoySkladSettings> = {}, pace: Partial<Pace> = {}): MoySkladClient {
  const pause = (ms: number): Promise<void> => Promise.resolve(void waits.push(ms));
  const whole = { address: server.address, credentials: server.token, isAllowed: () => true, ...settings };
  return new MoySkladClient(whole, budget, { ...PACE, pause, random: () => 1, ...pace }, () => NOW);
}

async function faultOf(work: Promise<unknown>): Promise<MoySkladFault> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof MoySkladFault)) throw new Error(`No fault but ${String(error)}`, { cause: error });
  return error;
}

describe('MoySklad', () => {
  it('is asked with the token or the password of a user, packed, and never for a token', async () => {
    const units = await client().all<{ name: string }>('entity/uom');
    expect(units.map(({ name }) => name)).toEqual(['шт', 'м']);
    await client({ credentials: server.password }).all('entity/uom');
    expect(server.seen.map(({ authorization }) => authorization?.split(' ')[0])).toEqual(['Bearer', 'Basic']);
    expect(server.count(/security\/token/)).toBe(0);
  });

  it.each([{ token: 'wrong-token-0123' }, { login: 'admin@masterskaya', password: 'wrong-password' }])(
    'that does not know %j is asked once, and neither is told',
    async (credentials) => {
      const fault = await faultOf(client({ credentials }).ask('entity/uom'));
      expect([fault.problem, fault.has(1056), server.seen.length]).toEqual(['credentials', true, 1]);
      const packed = Buffer.from('admin@masterskaya:wrong-password').toString('base64');
      expect(JSON.stringify([fault, fault.message, fault.stack])).not.toMatch(new RegExp(`wrong-|${packed}`));
    },
  );

  it('that keeps somebody out for guessing is not asked again', async () => {
    server.fail(/uom/, refusing(429, 1048), 3);
    expect((await faultOf(client().ask('entity/uom'))).problem).toBe('credentials');
    expect(server.seen.length).toBe(1);
  });

  it.each<[string, number, number]>([
    ['forbidden', 403, 1016],
    ['missing', 404, 1021],
    ['refused', 400, 3006],
    ['refused', 412, 3000],
    ['too_large', 413, 1000],
    ['refused', 302, 0],
  ])('says that something is %s by %i', async (problem, status, code) => {
    server.fail(/uom/, refusing(status, code));
    const fault = await faultOf(client().ask('entity/uom'));
    expect([fault.problem, fault.status, fault.has(code)]).toEqual([problem, status, true]);
    expect(fault.message).toContain(`${code} Ошибка ${code}`);
  });

  it('tells what is wrong with which field', async () => {
    const errors = [{ code: 3000, parameter: 'name', error: 'поле пусто', error_message: 'заполните' }, null];
    server.fail(/product/, (_request, answer) => json(answer, { errors }, 400));
    const fault = await faultOf(client().ask('entity/product', { method: 'POST', json: {} }));
    expect(fault.refusals).toEqual([
      { code: 3000, parameter: 'name', error: 'поле пусто: заполните' },
      { error: 'unknown error' },
    ]);
  });

  it('answers 415 without a word to whoever packs otherwise', async () => {
    const answer = await fetch(`${server.address}/entity/uom`, { headers: { 'accept-encoding': 'br' } });
    expect([answer.status, await answer.text()]).toEqual([415, '']);
  });
});

describe('a rate that is exceeded', () => {
  it('keeps everybody of the account off as long as the headers say, in milliseconds', async () => {
    server.fail(/uom/, refusing(429, 1049, { 'X-Lognex-Retry-After': '1500', 'X-Lognex-Retry-TimeInterval': '3000' }));
    server.fail(/uom/, refusing(429, 1049, { 'X-Lognex-Reset': '700' }));
    server.fail(/uom/, refusing(429, 1049, { 'X-Lognex-Reset': '0', 'X-Lognex-Retry-TimeInterval': '3000' }));
    server.fail(/uom/, refusing(429, 1049, { 'X-Lognex-Retry-After': '999999999' }));
    await client({}, { mostWaitMs: 1e9 }).ask('entity/uom');
    expect(budget.until).toEqual([1_500, 700, 3_000, 60_000]);
    // A little longer, so that not everybody comes back at once.
    expect(waits).toEqual([1_800, 840, 3_600, 72_000]);
    expect(budget.taken).toEqual([4, 4, 4, 4, 4]);
  });

  it('is not waited for: who has nothing left stops before', async () => {
    server.limit = { units: 8, ms: 3_000, weight: 4 };
    await client().ask('entity/uom');
    expect(budget.until).toEqual([]);
    await client().ask('entity/uom');
    expect(budget.until.length).toBe(1);
    expect(budget.until[0]).toBeGreaterThan(2_000);
  });

  it('by too many at once has a pause of its own, which grows', async () => {
    server.fail(/uom/, refusing(429, 1073), 3);
    await client().ask('entity/uom');
    expect([waits, budget.until]).toEqual([[500, 1_000, 2_000], []]);
  });

  it('has an end', async () => {
    server.fail(/uom/, refusing(429, 1073), 9);
    expect((await faultOf(client().ask('entity/uom'))).problem).toBe('busy');
    expect(server.seen.length).toBe(5);
  });

  it('is reckoned by what a request weighs', async () => {
    await client().ask('report/stock/all');
    await client().ask('report/stock/all/current');
    expect(budget.taken).toEqual([5, 4]);
  });
});

describe('a server that fails', () => {
  it.each([
    ['hangs up', hangUp],
    ['breaks off', halfAnswer],
    ['is down', refusing(502, 0)],
    ['says nothing that is JSON', (_request: unknown, answer: Parameters<typeof json>[0]) => void answer.end('<html>')],
  ])('and %s is asked again', async (_name, fault) => {
    server.fail(/uom/, fault, 2);
    await client().ask('entity/uom');
    expect([server.seen.length, waits]).toEqual([3, [500, 1_000]]);
  });

  it('is given up in time', async () => {
    server.fail(/uom/, silence, 9);
    const fault = await faultOf(client({}, { answerMs: 50, attempts: 2 }).ask('entity/uom'));
    expect([fault.problem, server.seen.length]).toEqual(['silent', 2]);
  });

  it.each(['', 'https://example.invalid', 'http://127.0.0.1:1/api/remap/1.2'])(
    'at %j is no MoySklad',
    async (address) => {
      const work = (): Promise<unknown> => client({ address }, { attempts: 1 }).ask('entity/uom');
      if (!address) return expect(work).toThrow();
      expect(['host_unknown', 'unreachable']).toContain((await faultOf(work())).problem);
    },
  );

  it('in a private network is not asked unless that is allowed', async () => {
    expect((await faultOf(client({ isAllowed: () => false }).ask('entity/uom'))).problem).toBe('private_network');
  });

  it('is sent what may be there only once where nobody knows whether it was done', async () => {
    server.fail(/POST/, hangUp);
    const once = { method: 'POST' as const, json: [{ name: 'рулон' }], isOnce: true };
    expect((await faultOf(client().ask('entity/uom', once))).problem).toBe('no_http');
    expect(server.seen.length).toBe(1);
    server.fail(/POST/, refusing(429, 1049));
    await client().ask('entity/uom', once);
    expect(server.all('uom').filter(({ name }) => name === 'рулон').length).toBe(1);
  });

  it('is left alone when its caller has had enough', async () => {
    const ending = new AbortController();
    server.fail(/uom/, () => ending.abort(new Error('enough')));
    await expect(client({ signal: ending.signal }).ask('entity/uom')).rejects.toThrow('enough');
  });
});

describe('bounds', () => {
  it('hold for what comes', async () => {
    server.fail(/product/, (_request, answer) => json(answer, { rows: ['0'.repeat(21 * 1024 * 1024)] }));
    expect((await faultOf(client().ask('entity/product'))).problem).toBe('too_large');
    expect(server.seen.length).toBe(1);
  });

  it('hold for what goes', async () => {
    const json = ['0'.repeat(21 * 1024 * 1024)];
    expect((await faultOf(client().ask('entity/product', { method: 'POST', json }))).problem).toBe('too_large');
    expect(server.seen.length).toBe(0);
  });
});

describe('a list', () => {
  it('is read page by page', async () => {
    for (let n = 0; n < 2_100; n += 1) server.put('product', { name: `Кружка ${n}` });
    const sizes: number[] = [];
    for await (const page of client().pages('entity/product', { filter: 'archived=false' })) sizes.push(page.length);
    expect(sizes).toEqual([1_000, 1_000, 100]);
    expect(server.seen[0]?.line).toBe('GET /entity/product?limit=1000&filter=archived=false');
  });

  it.each([
    'https://example.org/api/remap/1.2/entity/uom',
    'http://127.0.0.1:9/api/remap/1.2/x',
    '/entity',
    'mailto:a@b',
  ])('that goes on at %s ends there: credentials go nowhere else', async (nextHref) => {
    server.fail(/uom/, (_request, answer) => json(answer, { meta: { nextHref }, rows: [] }));
    expect((await faultOf(client().all('entity/uom'))).problem).toBe('not_understood');
    expect(server.seen.length).toBe(1);
  });

  it('without rows is none', async () => {
    server.fail(/uom/, (_request, answer) => json(answer, { rows: 'none' }));
    expect((await faultOf(client().all('entity/uom'))).problem).toBe('not_understood');
  });
});
