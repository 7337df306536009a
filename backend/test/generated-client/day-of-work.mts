/**
 * A day's work through a client that another tool has made of the API's document: types by openapi-typescript, calls by
 * openapi-fetch. Compiled and run by `generated-client.spec.ts`; writes what it came to as JSON.
 */
import createClient from 'openapi-fetch';
import type { components, paths } from './schema.js';

const { VERSTAK_URL: baseUrl = '', VERSTAK_USER: login = '', VERSTAK_PASSWORD: password = '' } = process.env;
const api = createClient<paths>({ baseUrl });

/** What an answer holds; throws what was refused. */
function taken<T>({ data, error }: { data?: T; error?: unknown }): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}

const session = taken(await api.POST('/api/v1/auth/sign-in', { body: { login, password } }));
api.use({ onRequest: ({ request }) => request.headers.set('authorization', `Bearer ${session.accessToken}`) });

const client = taken(
  await api.POST('/api/v1/clients', { body: { company: 'Ромашка ООО', phone: '+7 912 345-67-89' } }),
);
const item: components['schemas']['OrderItemCreate'] = {
  title: 'Кружка с гравировкой',
  quantity: 2,
  unit: 'шт',
  unitPrice: 150_000,
};
const order = taken(
  await api.POST('/api/v1/orders', {
    body: { clientId: client.id, items: [item], status: 'confirmed' },
    params: { header: { 'Idempotency-Key': `day-of-work-${client.id}` } },
  }),
);
const path = { id: order.id };

const note = taken(await api.PATCH('/api/v1/orders/{id}', { params: { path }, body: { note: 'В коробке' } }));
const late = await api.PATCH('/api/v1/orders/{id}', {
  params: { path },
  body: { note: 'Без коробки', version: order.version },
});
const payment = taken(
  await api.POST('/api/v1/orders/{id}/payments', { params: { path }, body: { amount: 100_000, method: 'cash' } }),
);
for (const status of ['ready', 'delivered'] as const) {
  taken(await api.POST('/api/v1/orders/{id}/status', { params: { path }, body: { status } }));
}
const page: components['schemas']['OrderPage'] = taken(
  await api.GET('/api/v1/orders', {
    params: { query: { clientId: [client.id], status: ['delivered', 'ready'], sort: '-createdAt', pageSize: 5 } },
  }),
);
const account = taken(await api.GET('/api/v1/clients/{id}/account', { params: { path: { id: client.id } } }));
const history = taken(await api.GET('/api/v1/orders/{id}/history', { params: { path } }));
const unknown = await api.GET('/api/v1/orders/{id}', { params: { path: { id: client.id } } });
const listed = taken(await api.POST('/api/orders/get/', { body: { start_id: order.number } }));

process.stdout.write(
  JSON.stringify({
    amended: note.note,
    late: [late.response.status, late.error?.code, late.error?.params?.['conflicts']],
    paid: payment.amount,
    found: page.items.map(({ number, status }) => [number === order.number, status]),
    balance: account.balance,
    actions: history.items.map(({ action }) => action),
    unknown: [unknown.response.status, unknown.error?.code],
    s2: listed.orders.map(({ product, total_price: total, status }) => [product, total, status]),
  }),
);
