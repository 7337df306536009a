import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { refusal, type Answer, type Session } from './caller.js';
import { PASSWORD, TestWorkshop } from './harness.js';

interface UserBody {
  id: string;
  supplierId?: string;
  supplierName?: string;
}

let workshop: TestWorkshop;
let admin: Session;
let roleIds: Record<string, string>;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
  const { body } = await admin.get<{ id: string; key: string }[]>('/roles');
  roleIds = Object.fromEntries(body.map(({ key, id }) => [key, id]));
});
afterAll(async () => workshop.close());

const user = (login: string, more: object = {}): object => ({
  login,
  name: login,
  roleId: roleIds['manager'],
  password: PASSWORD,
  ...more,
});

describe('people', () => {
  it('start with five roles made of permissions, and one administrator', async () => {
    expect(Object.keys(roleIds).sort()).toEqual(['admin', 'customer', 'manager', 'master', 'supplier']);
    const { body } = await admin.get<{ items: { login: string; roleKey: string }[] }>('/users');
    expect(body.items.map(({ login, roleKey }) => [login, roleKey])).toEqual([['admin', 'admin']]);
  });

  it('of suppliers sit at the desk of one, and nobody else does', async () => {
    const supplierId = (await admin.post<{ id: string }>('/suppliers', { name: 'Керамика' })).body.id;
    const faultOf = (answer: Answer<unknown>): unknown => {
      const { status, errors } = refusal(answer);
      return [status, errors?.[0]?.field, errors?.[0]?.rule];
    };
    const supplier = user('seat', { roleId: roleIds['supplier'] });
    expect(faultOf(await admin.post('/users', supplier))).toEqual([400, 'supplierId', 'isDefined']);
    expect(faultOf(await admin.post('/users', user('seat', { supplierId })))).toEqual([400, 'supplierId', 'isEmpty']);
    const made = await admin.post<UserBody>('/users', { ...supplier, supplierId });
    expect([made.status, made.body.supplierName]).toEqual([201, 'Керамика']);
    const path = `/users/${made.body.id}`;
    expect(faultOf(await admin.patch(path, { supplierId: null }))).toEqual([400, 'supplierId', 'isDefined']);

    await admin.patch(`/suppliers/${supplierId}`, { name: 'Керамика и К' });
    await workshop.followed();
    const list = async (query: string): Promise<unknown[]> =>
      (await admin.get<{ items: UserBody[] }>(`/users?${query}`)).body.items.map((one) => one.supplierName);
    expect(await list(`supplierId=${supplierId}`)).toEqual(['Керамика и К']);
    expect(await list(`roleId=${roleIds['supplier']}`)).toEqual(['Керамика и К']);
    expect((await list('pageSize=200')).filter(Boolean)).toEqual([]);
    const kept = refusal(await admin.delete(`/suppliers/${supplierId}`));
    expect([kept.code, kept.params]).toEqual(['supplier.in_use', { people: 1 }]);

    // Whoever becomes one of the workshop’s people leaves the desk.
    const { body } = await admin.patch<UserBody>(path, { roleId: roleIds['manager'] });
    expect([body.supplierId, body.supplierName]).toEqual([undefined, undefined]);
    expect(faultOf(await admin.patch(path, { roleId: roleIds['supplier'] }))).toEqual([400, 'supplierId', 'isDefined']);
    await admin.post(`/suppliers/${supplierId}/archive`, { isArchived: true });
    expect(refusal(await admin.patch(path, { roleId: roleIds['supplier'], supplierId })).code).toBe(
      'supplier.archived',
    );
    expect((await admin.delete(`/suppliers/${supplierId}`)).status).toBe(204);
  });

  it('have a login that nobody else has, in whatever case', async () => {
    expect((await admin.post('/users', user('Анна'))).status).toBe(201);
    for (const login of ['Анна', 'анна', 'АННА', 'анна'.normalize('NFD')]) {
      const { code, params, detail } = refusal(await admin.post('/users', user(login)));
      expect([login, code, params]).toEqual([login, 'conflict.duplicate', { field: 'login' }]);
      expect(detail).toContain('this login;');
    }
  });

  it('have a login that no other only looks like, and sign in by either', async () => {
    expect((await admin.post('/users', user('ｖｅｒａ'))).status).toBe(201);
    for (const [login, taken] of [
      ['vera', 'ｖｅｒａ'],
      ['ａｄｍｉｎ', 'admin'],
    ]) {
      const answer = await admin.post('/users', user(String(login)));
      expect([login, taken, refusal(answer).code]).toEqual([login, taken, 'conflict.duplicate']);
    }
    expect((await workshop.nobody.signIn('vera', PASSWORD)).accessToken).toBeTruthy();
  });

  it('who were added before full-width letters counted as others sign in as before', async () => {
    const { body } = await admin.post<{ id: string }>('/users', user('former'));
    const users = workshop.connection.model('User');
    await users.updateOne({ _id: body.id }, { $set: { login: 'ｏｌｄ', loginKey: 'ｏｌｄ' } });
    await admin.post('/users', user('old', { password: 'of somebody else' }));
    expect((await workshop.nobody.signIn('ｏｌｄ', PASSWORD)).id).toBe(body.id);
    expect((await workshop.nobody.signIn('old', 'of somebody else')).id).not.toBe(body.id);
  });

  it('with the same login are added once, however many ask at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 6 }, () => admin.post('/users', user('rush'))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
  });

  it('never show a password or its hash, not even in the journal', async () => {
    const { body } = await admin.post<{ id: string }>('/users', user('hidden'));
    await admin.patch(`/users/${body.id}`, { password: 'another password' });
    const answers = [await admin.get(`/users/${body.id}`), await admin.get('/users?pageSize=200')]
      .map(({ text }) => text)
      .join();
    const journal = JSON.stringify(await workshop.connection.collection('journal').find({ entity: 'User' }).toArray());
    for (const text of [answers, journal]) expect(text).not.toMatch(/\$2[aby]\$|another password|correct horse/);
    expect(journal).toContain('passwordHash');
  });

  it('are masters where their role lets them work on parts, an administrator too, and while they are active', async () => {
    const [manager, master] = [await workshop.as('manager'), await workshop.as('master')];
    const masters = async (): Promise<string[]> =>
      (await manager.get<{ id: string }[]>('/users/masters')).body.map(({ id }) => id);
    expect(await masters()).toEqual(expect.arrayContaining([master.id, admin.id]));
    expect(await masters()).not.toContain(manager.id);
    await admin.patch(`/users/${master.id}`, { isActive: false });
    expect(await masters()).toEqual([admin.id]);
  });

  it('always keep an administrator, even where two demote one another at once', async () => {
    expect(refusal(await admin.patch(`/users/${admin.id}`, { isActive: false })).code).toBe('user.last_admin');
    expect(refusal(await admin.patch(`/users/${admin.id}`, { roleId: roleIds['manager'] })).code).toBe(
      'user.last_admin',
    );
    for (let round = 0; round < 5; round += 1) {
      const second = await workshop.another('admin');
      const answers = await Promise.all([
        admin.patch(`/users/${second.id}`, { roleId: roleIds['master'] }),
        second.patch(`/users/${admin.id}`, { roleId: roleIds['master'] }),
      ]);
      const admins = await workshop.connection.collection('users').find({ roleKey: 'admin', isActive: true }).toArray();
      expect([answers.some(({ status }) => status === 200), admins.length]).toEqual([true, 1]);
      if (String(admins[0]?._id) === admin.id) continue;
      await second.patch(`/users/${admin.id}`, { roleId: roleIds['admin'] });
      await admin.patch(`/users/${second.id}`, { roleId: roleIds['master'] });
    }
  });

  it('of an unknown role are not made', async () => {
    expect((await admin.post('/users', user('unknown', { roleId: '0'.repeat(24) }))).status).toBe(404);
  });
});
