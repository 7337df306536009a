import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Caller, refusal } from '../caller.js';
import { SharedDatabase, type Backend } from './shared-database.js';

jest.setTimeout(120_000);

const MAKER = { login: 'broker', password: 'correct horse battery' };

let shared: SharedDatabase;
let one: Backend;
let other: Backend;

beforeAll(async () => {
  shared = await SharedDatabase.open();
  [one, other] = [await shared.backend(), await shared.backend()];
});
afterAll(async () => shared.close());

/** A key that was made at the first process, as it calls the other. */
async function keyOf(by: Caller, scopes: string[]): Promise<{ id: string; there: Caller }> {
  const { body } = await by.post<{ id: string; key: string }>('/api-keys', { name: 'Склад', scopes });
  return { id: body.id, there: new Caller(other.url, body.key) };
}

describe('an API key of one process', () => {
  it('opens the other with the next request, and does so no more with the next after it is revoked', async () => {
    const { id, there } = await keyOf(one.admin, ['orders:read']);
    for (let each = 0; each < 5; each += 1) expect((await there.get('/orders')).status).toBe(200);
    expect((await one.admin.post(`/api-keys/${id}/revoke`)).status).toBe(200);
    expect(refusal(await there.get('/orders'))).toMatchObject({
      code: 'auth.key_ended',
      params: { reason: 'revoked' },
    });
  });

  it('may do at the other what its maker may by now, however they lost it', async () => {
    const permissions = ['connections:write', 'orders:read', 'clients:read'];
    const { body: role } = await one.admin.post<{ id: string }>('/roles', { name: 'Связной', permissions });
    const { body: maker } = await one.admin.post<{ id: string }>('/users', { ...MAKER, name: 'С', roleId: role.id });
    const { there } = await keyOf(await new Caller(one.url).signIn(MAKER.login, MAKER.password), [
      'orders:read',
      'clients:read',
    ]);
    expect((await there.get('/orders')).status).toBe(200);
    await one.admin.patch(`/roles/${role.id}`, { permissions: ['connections:write', 'clients:read'] });
    expect(refusal(await there.get('/orders')).code).toBe('auth.forbidden');
    expect((await there.get('/clients')).status).toBe(200);
    await one.admin.patch(`/users/${maker.id}`, { isActive: false });
    expect(refusal(await there.get('/clients'))).toMatchObject({ code: 'auth.key_ended', params: { reason: 'maker' } });
  });
});
