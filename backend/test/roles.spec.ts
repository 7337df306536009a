import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PERMISSIONS, type Permission } from '@verstak/domain';
import { refusal, type Answer, type Session } from './caller.js';
import { makeClient, makeOrder, type HistoryBody, type PageBody } from './factories.js';
import { PASSWORD, TestWorkshop } from './harness.js';
import { Screen } from './live.js';

interface RoleBody {
  id: string;
  key: string;
  name: string;
  permissions: Permission[];
  isBuiltIn: boolean;
  people: number;
  version: number;
}

let workshop: TestWorkshop;
let admin: Session;
let made = 0;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
});
afterAll(async () => workshop.close());

const nextName = (): string => `role${(made += 1)}`;
const roles = async (): Promise<RoleBody[]> => (await admin.get<RoleBody[]>('/roles')).body;
const builtIn = async (key: string): Promise<RoleBody> => (await roles()).find((one) => one.key === key) as RoleBody;

async function makeRole(permissions: readonly Permission[], name = nextName()): Promise<RoleBody> {
  const answer = await admin.post<RoleBody>('/roles', { name, permissions });
  expect([answer.status, answer.text]).toEqual([201, answer.text]);
  return answer.body;
}

const told = (answer: Answer<unknown>): unknown[] => {
  const { status, code, errors = [] } = refusal(answer);
  return [status, code, ...errors.map(({ field }) => field)];
};

const change = (id: string, body: object, by = admin): Promise<Answer<RoleBody>> =>
  by.patch<RoleBody>(`/roles/${id}`, body);

describe('a role', () => {
  it('is made empty or as a copy of another, named, changed and deleted, and the journal tells before and after', async () => {
    const empty = await makeRole([]);
    expect(empty).toMatchObject({ permissions: [], isBuiltIn: false, people: 0, version: 1 });
    const { permissions } = await builtIn('manager');
    const copy = await makeRole(permissions.toReversed());
    expect(copy.permissions).toEqual(permissions);

    const renamed = await change(copy.id, { name: 'Приёмщик', version: 1 });
    expect(renamed.body).toMatchObject({ name: 'Приёмщик', permissions, version: 2 });
    const less = await change(copy.id, { permissions: ['orders:read'], version: 2 });
    expect(less.body).toMatchObject({ permissions: ['orders:read'], version: 3 });
    expect((await admin.get<RoleBody>(`/roles/${copy.id}`)).body).toEqual(less.body);
    const { body } = await admin.get<PageBody<HistoryBody>>(`/roles/${copy.id}/history`);
    expect(body.items[0]?.changes).toEqual([{ path: 'permissions', before: permissions, after: ['orders:read'] }]);
    expect(body.items.map(({ action }) => action)).toEqual(['changed', 'changed', 'created']);

    expect((await admin.delete(`/roles/${copy.id}`)).status).toBe(204);
    expect((await admin.get(`/roles/${copy.id}`)).status).toBe(404);
  });

  it('has a name that no other has, and keeps what another changed meanwhile', async () => {
    const { id, name } = await makeRole(['orders:read']);
    expect(told(await admin.post('/roles', { name, permissions: [] }))).toEqual([409, 'conflict.duplicate']);
    await change(id, { permissions: ['orders:read', 'orders:prices'], version: 1 });
    const late = await change(id, { permissions: ['orders:read', 'clients:read'], version: 1 });
    expect([...told(late), refusal(late).params?.['conflicts']]).toEqual([
      409,
      'conflict.version',
      [
        {
          field: 'permissions',
          before: ['orders:read'],
          theirs: ['orders:read', 'orders:prices'],
          yours: ['clients:read', 'orders:read'],
        },
      ],
    ]);
    const other = await change(id, { name: nextName(), version: 1 });
    expect([other.status, other.body.permissions]).toEqual([200, ['orders:read', 'orders:prices']]);
  });

  it('that is built in keeps its name and stays, and of those with a meaning what they hold', async () => {
    for (const { id, name, key, isBuiltIn, permissions } of await roles()) {
      if (!isBuiltIn) continue;
      expect([key, told(await admin.delete(`/roles/${id}`))]).toEqual([key, [409, 'role.built_in']]);
      expect([key, told(await change(id, { name: nextName() }))]).toEqual([key, [409, 'role.built_in']]);
      expect([key, (await change(id, { name, permissions })).status]).toEqual([key, 200]);
      if (!['admin', 'customer', 'supplier'].includes(key)) continue;
      expect([key, told(await change(id, { permissions: ['orders:read'] }))]).toEqual([key, [409, 'role.built_in']]);
    }
    const master = await builtIn('master');
    expect((await change(master.id, { permissions: ['parts:read', 'parts:work'] })).status).toBe(200);
    expect((await change(master.id, { permissions: master.permissions })).body.permissions).toEqual(['parts:work']);
  });

  it('holds neither what is for customers and suppliers alone, nor what means nothing without another', async () => {
    const { id } = await makeRole([]);
    for (const [permissions, code] of [
      [['shop:account'], 'role.outsider'],
      [['orders:read', 'supply:desk'], 'role.outsider'],
      [['reports:read'], 'role.prerequisite'],
    ] as const) {
      expect(told(await admin.post('/roles', { name: nextName(), permissions }))).toEqual([422, code, 'permissions']);
      expect(told(await change(id, { permissions }))).toEqual([422, code, 'permissions']);
    }
    const refused = refusal(await change(id, { permissions: ['reports:read'] }));
    expect(refused.params).toEqual({ permissions: ['reports:read'], needed: ['orders:prices'] });
    expect(refused.detail).toContain('add those, or leave it out');
  });

  it('that somebody holds is not deleted, and tells how many', async () => {
    const { id, name } = await makeRole(['orders:read']);
    const holders = [await workshop.another(name), await workshop.another(name)];
    await admin.patch(`/users/${holders[0]?.id}`, { isActive: false });
    expect((await admin.get<RoleBody>(`/roles/${id}`)).body.people).toBe(2);
    expect((await roles()).find((one) => one.id === id)?.people).toBe(2);
    const refused = refusal(await admin.delete(`/roles/${id}`));
    expect([refused.status, refused.code, refused.params]).toEqual([409, 'role.in_use', { people: 2 }]);
    const { body } = await admin.get<PageBody<{ id: string }>>(`/users?roleId=${id}`);
    expect(body.items.map((one) => one.id).sort()).toEqual(holders.map((one) => one.id).sort());
    for (const holder of holders) await admin.patch(`/users/${holder.id}`, { roleId: await workshop.roleId('master') });
    expect((await admin.delete(`/roles/${id}`)).status).toBe(204);
  });

  it('is deleted or given to somebody, never both, where that is asked at once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { id } = await makeRole([]);
      const body = { login: `race${round}`, name: 'Имя', roleId: id, password: PASSWORD };
      const [deleted, given] = await Promise.all([admin.delete(`/roles/${id}`), admin.post('/users', body)]);
      expect([
        [204, 404],
        [409, 201],
      ]).toContainEqual([deleted.status, given.status]);
    }
  });

  it('is one of fifty at most', async () => {
    const [name] = [
      nextName(),
      ...(await Promise.all(Array.from({ length: 50 - (await roles()).length }, () => makeRole([])))),
    ];
    expect(told(await admin.post('/roles', { name, permissions: [] }))).toEqual([422, 'role.too_many']);
    for (const { id, isBuiltIn } of await roles()) if (!isBuiltIn) await admin.delete(`/roles/${id}`);
  });
});

describe('a change of a role', () => {
  it('takes effect with its answer for all who hold it, in calls, in the session and at the open screen', async () => {
    const { id, name } = await makeRole(['clients:read', 'orders:read']);
    const holder = await workshop.another(name);
    const screen = await Screen.open(holder);
    const client = await makeClient(admin);
    expect((await holder.get(`/clients/${client.id}`)).status).toBe(200);

    await change(id, { permissions: ['orders:read', 'orders:prices'] });
    expect((await holder.get(`/clients/${client.id}`)).status).toBe(403);
    const order = await makeOrder(admin);
    expect((await holder.get<{ total?: number }>(`/orders/${order.id}`)).body.total).toBeDefined();
    // It connects anew, with a session that says what they may do now.
    expect(await screen.closed()).toBe(true);
    const { body } = await workshop.nobody.post<{ accessToken: string; user: { permissions: string[] } }>(
      '/auth/refresh',
      undefined,
      { cookie: holder.cookie },
    );
    expect(body.user.permissions).toEqual(['orders:read', 'orders:prices']);
    const again = await Screen.open({ url: workshop.url, accessToken: body.accessToken });
    await admin.patch(`/clients/${client.id}`, { company: 'Новое имя' });
    await admin.patch(`/orders/${order.id}`, { note: 'Новое' });
    expect(await again.heard((hint) => hint.id === order.id)).toBeDefined();
    expect(again.hints.some((hint) => hint.id === client.id)).toBe(false);
    again.close();
  });

  it('leaves an open screen alone where only its name is another', async () => {
    const { id, name } = await makeRole(['clients:read']);
    const screen = await Screen.open(await workshop.another(name));
    await change(id, { name: nextName() });
    const client = await makeClient(admin);
    expect(await screen.heard((hint) => hint.id === client.id)).toBeDefined();
    expect(screen.isConnected).toBe(true);
    screen.close();
  });

  it('makes masters of all who hold it, and lets them take work', async () => {
    const { id, name } = await makeRole(['parts:read']);
    const holder = await workshop.another(name);
    const masters = async (): Promise<string[]> =>
      (await admin.get<{ id: string }[]>('/users/masters')).body.map((one) => one.id);
    expect(await masters()).not.toContain(holder.id);
    await change(id, { permissions: ['parts:read', 'parts:work'] });
    expect(await masters()).toContain(holder.id);
  });
});

describe('who administers', () => {
  it('always is somebody: neither roles nor people are changed so that nobody would hold everything', async () => {
    const full = await makeRole(PERMISSIONS);
    const { body } = await admin.patch<{ version: number }>(`/users/${admin.id}`, { roleId: full.id });
    expect(body.version).toBe(2);
    const less = PERMISSIONS.filter((permission) => permission !== 'views:share');
    expect(told(await change(full.id, { permissions: less }))).toEqual([409, 'user.last_admin']);
    expect(told(await admin.delete(`/roles/${full.id}`))).toEqual([409, 'role.in_use']);
    expect(told(await admin.patch(`/users/${admin.id}`, { isActive: false }))).toEqual([409, 'user.last_admin']);

    const second = await workshop.another('admin');
    for (let round = 0; round < 5; round += 1) {
      // One takes a permission from the role of the other, who takes their role from them.
      const [role, person] = await Promise.all([
        change(full.id, { permissions: less }, second),
        admin.patch(`/users/${second.id}`, { roleId: await workshop.roleId('manager') }),
      ]);
      const done = [role.status, person.status].filter((status) => status === 200);
      expect([round, done.length, role.status, person.status]).toEqual([round, 1, role.status, person.status]);
      const who = role.status === 200 ? second : admin;
      await change(full.id, { permissions: PERMISSIONS }, who);
      await who.patch(`/users/${second.id}`, { roleId: await workshop.roleId('admin') });
    }
    await second.patch(`/users/${admin.id}`, { roleId: await workshop.roleId('admin') });
    expect((await change(full.id, { permissions: less })).status).toBe(200);
  });

  it('alone gives what they hold: others give no more than their own, to roles and to people', async () => {
    const { name, id } = await makeRole(['users:read', 'users:write', 'orders:read']);
    const clerk = await workshop.another(name);
    const { id: own } = await makeRole(['orders:read']);
    const { id: more } = await makeRole(['orders:read', 'orders:prices']);
    const refused = refusal(await change(own, { permissions: ['orders:read', 'stock:read'] }, clerk));
    expect([refused.status, refused.code, refused.params]).toEqual([
      403,
      'role.beyond',
      { permissions: ['stock:read'] },
    ]);
    expect(told(await change(id, { permissions: PERMISSIONS }, clerk))).toEqual([403, 'role.beyond', 'permissions']);
    expect(told(await clerk.post('/roles', { name: nextName(), permissions: ['stock:read'] }))).toEqual([
      403,
      'role.beyond',
      'permissions',
    ]);
    // What is there already stays, and may be taken away.
    expect((await change(more, { permissions: ['orders:prices'] }, clerk)).status).toBe(200);

    const person = { login: 'given', name: 'Имя', password: PASSWORD };
    const adminRole = await workshop.roleId('admin');
    for (const answer of [
      await clerk.post('/users', { ...person, roleId: more }),
      await clerk.patch(`/users/${clerk.id}`, { roleId: adminRole }),
      await clerk.patch(`/users/${admin.id}`, { password: 'another long password' }),
    ])
      expect(told(answer)).toEqual([403, 'role.beyond', 'roleId']);
    expect((await clerk.post('/users', { ...person, roleId: own })).status).toBe(201);
    expect((await clerk.patch(`/users/${admin.id}`, { name: 'Администратор', roleId: adminRole })).status).toBe(200);
  });
});

describe('what a role would see', () => {
  interface Kind {
    kind: string;
    actions: string[];
    isPartial: boolean;
    hidden: { path: string; permission: string }[];
  }
  const sight = async (permissions: readonly Permission[]): Promise<Record<string, Kind>> => {
    const { body } = await admin.post<{ kinds: Kind[] }>('/roles/preview', { permissions });
    return Object.fromEntries(body.kinds.map((one) => [one.kind, one]));
  };

  it('is told by the declarations that guard rows and fields', async () => {
    const master = await sight(['parts:work']);
    expect(master['Part']).toMatchObject({ actions: ['read', 'work'], isPartial: true });
    expect([master['Order'], master['Client']]).toEqual([undefined, undefined]);

    const clerk = await sight(['orders:read', 'clients:read', 'clients:write']);
    expect(clerk['Client']).toMatchObject({ actions: ['read', 'change'], isPartial: false });
    expect(clerk['Client']?.hidden).toContainEqual({ path: 'phone', permission: 'clients:contacts' });
    expect(clerk['Order']?.hidden).toContainEqual({ path: 'items.unitPrice', permission: 'orders:prices' });
    expect((await sight(PERMISSIONS))['Client']?.hidden).toEqual([]);
    // What takes no effect opens nothing.
    expect((await sight(['reports:read']))['Report']).toBeUndefined();
  });

  it('is what somebody of the role gets', async () => {
    const permissions = ['orders:read', 'clients:read'] as const;
    const { name } = await makeRole(permissions);
    const holder = await workshop.another(name);
    const client = await makeClient(admin, { phone: '+7 900 111-22-33', note: 'Тайна' });
    const order = await makeOrder(admin, { clientId: client.id });
    const seen = await sight(permissions);
    for (const [kind, path] of [
      ['Client', `/clients/${client.id}`],
      ['Order', `/orders/${order.id}`],
    ] as const) {
      const [theirs, all] = [await holder.get(path), await admin.get(path)];
      const missing = Object.keys(all.body).filter((field) => !(field in theirs.body));
      const hidden = seen[kind]?.hidden.map((one) => one.path) ?? [];
      expect(missing.length).toBeGreaterThan(0);
      expect([kind, hidden]).toEqual([kind, expect.arrayContaining(missing)]);
      expect(hidden.filter((field) => field in theirs.body)).toEqual([]);
    }
  });
});
