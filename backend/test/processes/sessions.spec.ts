import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Caller, cookieOf, refusal, Session, type Answer } from '../caller.js';
import { makeClient } from '../factories.js';
import { Screen } from '../live.js';
import { SharedDatabase, type Backend } from './shared-database.js';

jest.setTimeout(120_000);

const PASSWORD = 'correct horse battery';

let shared: SharedDatabase;
let one: Backend;
let other: Backend;
/** A screen of the administrator at the other process. */
let there: Screen;
let people = 0;

beforeAll(async () => {
  shared = await SharedDatabase.open();
  [one, other] = [await shared.backend(), await shared.backend()];
  there = await Screen.open(other.admin);
});
afterAll(async () => {
  there.close();
  await shared.close();
});

const roleId = async (key: string): Promise<string | undefined> => {
  const { body } = await one.admin.get<{ id: string; key: string }[]>('/roles');
  return body.find((role) => role.key === key)?.id;
};

/** Somebody new of a role, signed in at the first process. */
async function person(role: string): Promise<Session> {
  const login = `person${(people += 1)}`;
  await one.admin.post('/users', { login, name: login, roleId: await roleId(role), password: PASSWORD });
  return new Caller(one.url).signIn(login, PASSWORD);
}

/** The same session as it calls the other process. */
const atOther = ({ body, cookie }: Session): Session => new Session(other.url, body, cookie);
const refresh = (at: Backend, cookie: string): Promise<Answer<{ accessToken: string }>> =>
  new Caller(at.url).post('/auth/refresh', undefined, { cookie });

/** Whatever was done at the first process before has come to the other: a screen there has heard, within a second, of what was done after. */
async function heardOfAll(): Promise<void> {
  const { id } = await makeClient(one.admin);
  expect(await there.heard((hint) => hint.id === id)).toBeDefined();
}

describe('a session of one process', () => {
  it('is one at the other, and goes on there', async () => {
    const manager = await person('manager');
    expect((await atOther(manager).get('/clients')).status).toBe(200);
    const next = await refresh(other, manager.cookie);
    expect(next.status).toBe(200);
    // Two tabs, each at another process, renew at once.
    const too = await refresh(one, manager.cookie);
    expect([too.status, cookieOf(too.headers)]).toEqual([200, cookieOf(next.headers)]);
    expect((await refresh(one, cookieOf(next.headers))).status).toBe(200);
  });

  it('has ended at the other, screens too, once somebody has signed out', async () => {
    const manager = await person('manager');
    const screen = await Screen.open(atOther(manager));
    expect((await atOther(manager).get('/clients')).status).toBe(200);
    await manager.post('/auth/sign-out', undefined, { cookie: manager.cookie });
    await heardOfAll();
    expect(refusal(await atOther(manager).get('/clients')).code).toBe('auth.session_ended');
    expect(await screen.closed()).toBe(true);
  });

  it('may do at the other what the role allows that was changed here, and its screen there connects anew', async () => {
    const role = { name: 'Приёмщик', permissions: ['clients:read', 'orders:read'] };
    const { body: made } = await one.admin.post<{ id: string }>('/roles', role);
    const login = `person${(people += 1)}`;
    await one.admin.post('/users', { login, name: login, roleId: made.id, password: PASSWORD });
    const clerk = atOther(await new Caller(one.url).signIn(login, PASSWORD));
    const screen = await Screen.open(clerk);
    expect((await clerk.get('/clients')).status).toBe(200);
    await one.admin.patch(`/roles/${made.id}`, { permissions: ['orders:read'] });
    await heardOfAll();
    expect([(await clerk.get('/clients')).status, (await clerk.get('/orders')).status]).toEqual([403, 200]);
    expect(await screen.closed()).toBe(true);
  });

  it('has ended at the other once its person has ended it here, from another device', async () => {
    const phone = await person('manager');
    const desk = await new Caller(one.url).signIn(phone.login, PASSWORD);
    expect((await atOther(phone).get('/clients')).status).toBe(200);
    const { body } = await desk.get<{ id: string; isCurrent: boolean }[]>('/auth/sessions');
    await desk.delete(`/auth/sessions/${body.find(({ isCurrent }) => !isCurrent)?.id}`);
    await heardOfAll();
    expect(refusal(await atOther(phone).get('/clients')).code).toBe('auth.session_ended');
    expect((await atOther(desk).get('/clients')).status).toBe(200);
  });

  it('has the rights of another role at the other, once the role is another', async () => {
    const master = await person('master');
    expect((await atOther(master).get('/clients')).status).toBe(403);
    await one.admin.patch(`/users/${master.id}`, { roleId: await roleId('manager') });
    await heardOfAll();
    expect((await atOther(master).get('/clients')).status).toBe(200);
    await one.admin.patch(`/users/${master.id}`, { isActive: false });
    await heardOfAll();
    expect(refusal(await atOther(master).get('/clients')).code).toBe('auth.session_ended');
  });

  it('ends at both where a token that was spent at one comes again at the other', async () => {
    const manager = await person('manager');
    // The last one spent is good for a moment yet, for tabs that renew at once; the one before it is not.
    const second = await refresh(one, manager.cookie);
    const next = await refresh(one, cookieOf(second.headers));
    const mine = { authorization: `Bearer ${next.body.accessToken}` };
    expect((await new Caller(one.url).get('/auth/me', mine)).status).toBe(200);
    expect((await refresh(other, manager.cookie)).status).toBe(401);
    const here = await Screen.open(one.admin);
    const { id } = await makeClient(other.admin);
    await here.heard((hint) => hint.id === id);
    here.close();
    expect(refusal(await new Caller(one.url).get('/auth/me', mine)).code).toBe('auth.session_ended');
    expect((await refresh(one, cookieOf(next.headers))).status).toBe(401);
    expect((await refresh(other, cookieOf(next.headers))).status).toBe(401);
  });

  it('is slowed down at both where its login is guessed at one', async () => {
    const { login } = await person('manager');
    const guess = (at: Backend): Promise<Answer<unknown>> =>
      new Caller(at.url).post('/auth/sign-in', { login, password: 'not it at all' });
    const answers: number[] = [];
    for (let attempt = 0; attempt < 12 && !answers.includes(429); attempt += 1)
      answers.push((await guess(attempt % 2 ? one : other)).status);
    expect(answers.at(-1)).toBe(429);
    const { body } = await one.admin.get<{ items: { params: { login?: string } }[] }>('/journal?action=locked');
    expect(body.items.filter(({ params }) => params.login === login).length).toBeGreaterThan(0);
  });
});
