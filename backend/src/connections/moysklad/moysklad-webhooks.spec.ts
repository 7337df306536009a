import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MoySkladServer, refusing } from '../../../test/moysklad-server.js';
import { PACE } from '../../platform/graph/repeats.js';
import { MoySkladClient } from './moysklad-client.js';
import { readCall, registerWebhooks, unregisterWebhooks } from './moysklad-webhooks.js';

let server: MoySkladServer;
let client: MoySkladClient;

const budget = { take: () => Promise.resolve(), putOff: () => Promise.resolve() };
const place = 'https://workshop.example/api/connections/1/calls/';

beforeEach(async () => {
  server = await MoySkladServer.start();
  const settings = { address: server.address, credentials: server.token, isAllowed: () => true };
  client = new MoySkladClient(settings, budget, { ...PACE, pause: () => Promise.resolve() });
});
afterEach(() => server.stop());

const told = (): unknown[] =>
  server.all('webhook').map(({ entityType, action, url, enabled }) => [entityType, action, url, enabled]);

describe('webhooks', () => {
  const url = `${place}secret`;
  const clients = ['CREATE', 'UPDATE', 'DELETE'].map((action) => ['counterparty', action, url, true]);

  it('are made for what is exchanged, once', async () => {
    await registerWebhooks(client, ['clients'], { url, place });
    expect(told()).toEqual(clients);
    await registerWebhooks(client, ['clients'], { url, place });
    expect([told(), server.count(/^POST/)]).toEqual([clients, 1]);
    await registerWebhooks(client, ['products', 'clients', 'orders'], { url, place });
    expect(told().length).toBe(18);
    await registerWebhooks(client, ['clients'], { url, place });
    expect(told()).toEqual(clients);
  });

  it('with an older secret go, those that were switched off are on again, and those of others stay', async () => {
    await registerWebhooks(client, ['clients'], { url: `${place}older`, place });
    const other = { entityType: 'counterparty', action: 'CREATE', url: 'https://shop.example/hook', enabled: false };
    server.put('webhook', other);
    await registerWebhooks(client, ['clients'], { url, place });
    server.put('webhook', { id: server.all('webhook')[2]?.id, enabled: false });
    await registerWebhooks(client, ['clients'], { url, place });
    expect(told()).toEqual([Object.values(other), ...clients]);
    await unregisterWebhooks(client, place);
    expect(told()).toEqual([Object.values(other)]);
  });

  it('that somebody makes at the same time are there', async () => {
    server.onList = () => {
      server.onList = () => undefined;
      setImmediate(() => server.put('webhook', { entityType: 'counterparty', action: 'CREATE', url, enabled: true }));
    };
    await registerWebhooks(client, ['clients'], { url, place });
    expect(told().length).toBe(3);
  });

  it('that may not be made say why', async () => {
    server.refuse = () => ({ code: 30006, error: 'Ваш тарифный план не позволяет создавать веб-хуки' });
    await expect(registerWebhooks(client, ['clients'], { url, place })).rejects.toThrow('30006 Ваш тарифный план');
    server.fail(/webhook/, refusing(403, 30004));
    await expect(registerWebhooks(client, ['clients'], { url, place })).rejects.toMatchObject({ problem: 'forbidden' });
    const long = place + 'x'.repeat(255);
    await expect(registerWebhooks(client, ['clients'], { url: long, place })).rejects.toThrow('too long');
  });
});

describe('a call', () => {
  const id = '75c896d0-db16-11eb-c0a8-800d00000002';
  const event = (type: string, href: unknown, action = 'UPDATE'): unknown => ({
    meta: { type, href },
    updatedFields: ['name'],
    action,
    accountId: '9171a53c-b719-11eb-c0a8-800d00000001',
  });
  const href = (type: string): string => `https://api.moysklad.ru/api/remap/1.2/entity/${type}/${id}`;

  it('names what is gone, once, whatever came first', () => {
    const events = [
      event('product', href('product'), 'DELETE'),
      event('product', href('product'), 'CREATE'),
      event('variant', `${href('variant').slice(0, -1)}3?expand=product`, 'DELETE'),
      event('product', href('product'), 'DELETE'),
      event('customerorder', href('customerorder')),
      event('demand', href('demand'), 'DELETE'),
    ];
    expect(readCall({ auditContext: {}, events })).toEqual({ products: [id, `${id.slice(0, -1)}3`] });
    expect(readCall({ events: [event('counterparty', href('counterparty'))] })).toEqual({});
  });

  it('of anybody gives nothing but ids', () => {
    const hrefs = ['https://example.org/', 5, `/${id}x`];
    const events = [null, 7, {}, ...hrefs.map((one) => event('product', one, 'DELETE'))];
    expect(readCall({ events })).toEqual({});
    for (const body of [undefined, null, '', [], { events: {} }, { events: 'all' }])
      expect(readCall(body)).toBeUndefined();
  });

  it('that is very long is read in part', () => {
    const href = (n: number): string => `/x/${id.slice(0, -4)}${String(1_000 + n)}`;
    const events = Array.from({ length: 5_000 }, (_, n) => event('product', href(n), 'DELETE'));
    expect(readCall({ events })?.products?.length).toBe(1_000);
  });
});
