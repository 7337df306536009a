import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Types } from 'mongoose';
import { createHmac } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { cookieOf, refusal, type Answer, type Caller, type Session } from './caller.js';
import { PASSWORD, TestWorkshop } from './harness.js';

interface StoredSession {
  createdAt: Date;
  expiresAt: Date;
}

interface SessionBody {
  id: string;
  agent?: string;
  address?: string;
  signedInAt: string;
  usedAt: string;
  isCurrent: boolean;
}

interface EntryBody {
  entityId: string;
  action: string;
  actor: { id?: string };
  params?: { login?: string };
}

let workshop: TestWorkshop;

beforeAll(async () => {
  workshop = await TestWorkshop.open({ PUBLIC_URL: 'https://verstak.example.org', SESSION_DAYS: '3' });
});
afterAll(async () => workshop.close());

const refresh = (by: Caller, cookie: string): Promise<Answer<{ accessToken: string }>> =>
  by.post('/auth/refresh', undefined, { cookie });
const withToken = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
const me = (token: string): Promise<Answer<unknown>> => workshop.nobody.get('/auth/me', withToken(token));

/** Moves the moment at which the last token of a session was spent a minute back. */
async function elapse({ id }: Session): Promise<void> {
  await workshop.connection
    .collection('sessions')
    .updateMany({ userId: new Types.ObjectId(id) }, [{ $set: { spentAt: { $subtract: ['$spentAt', 60_000] } } }]);
}

describe('a session', () => {
  it('keeps the refresh token where no script reads it, for the session routes alone, over HTTPS', async () => {
    const manager = await workshop.another('manager');
    const answer = await workshop.nobody.post('/auth/sign-in', { login: manager.login, password: PASSWORD });
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/^verstak_refresh=/);
    expect(
      cookie
        .split('; ')
        .slice(1)
        .filter((part) => !part.startsWith('Expires'))
        .sort(),
    ).toEqual(['HttpOnly', 'Path=/api/v1/auth', 'SameSite=Strict', 'Secure']);
    expect(answer.text).not.toContain(cookie.split(/[=;]/)[1]);
  });

  it('says who is signed in and what the role allows', async () => {
    const { body } = await (await workshop.as('master')).get('/auth/me');
    expect(body).toMatchObject({ roleKey: 'master', permissions: ['parts:work'] });
    expect(JSON.stringify(body)).not.toContain('$2b$');
  });

  it('is not left behind by a sign-in with the old password while the password is changed', async () => {
    const admin = await workshop.asAdmin();
    const { id, login } = await workshop.another('manager');
    const changed = admin.patch(`/users/${id}`, { password: 'another horse battery' });
    // Each takes as long as the change itself: some begin before it and end after it.
    const signIns = [0, 40, 80, 120, 160].map(async (wait) => {
      await setTimeout(wait);
      return workshop.nobody.post<{ accessToken: string }>('/auth/sign-in', { login, password: PASSWORD });
    });
    expect((await changed).status).toBe(200);
    for (const { status, body } of await Promise.all(signIns)) {
      expect([status, status === 200 ? (await me(body.accessToken)).status : 401]).toEqual([status, 401]);
    }
  });

  it('goes on with a new token for each one spent', async () => {
    const { cookie } = await workshop.another('manager');
    const second = await refresh(workshop.nobody, cookie);
    const third = await refresh(workshop.nobody, cookieOf(second.headers));
    expect([second.status, third.status]).toEqual([200, 200]);
    expect(cookieOf(third.headers)).not.toBe(cookieOf(second.headers));
    expect((await me(third.body.accessToken)).status).toBe(200);
  });

  it('gives two tabs that renew at once the same token, and ends neither', async () => {
    const { cookie } = await workshop.another('manager');
    const tabs = await Promise.all([1, 2, 3].map(() => refresh(workshop.nobody, cookie)));
    expect(tabs.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(new Set(tabs.map(({ headers }) => cookieOf(headers))).size).toBe(1);
    for (const { body } of tabs) expect((await me(body.accessToken)).status).toBe(200);
    expect((await refresh(workshop.nobody, cookieOf(tabs[0]?.headers ?? new Headers()))).status).toBe(200);
  });

  it('goes on where the answer with the new token was lost, however late it is asked for again', async () => {
    const session = await workshop.another('manager');
    const lost = await refresh(workshop.nobody, session.cookie);
    await elapse(session);
    const again = await refresh(workshop.nobody, session.cookie);
    expect(again.status).toBe(200);
    expect(cookieOf(again.headers)).toBe(cookieOf(lost.headers));
    expect((await me(again.body.accessToken)).status).toBe(200);
  });

  it('ends for everybody when a spent token comes again after its successor has arrived', async () => {
    const session = await workshop.another('manager');
    const { cookie, accessToken } = session;
    const next = await refresh(workshop.nobody, cookie);
    expect((await me(next.body.accessToken)).status).toBe(200);
    await elapse(session);
    expect(refusal(await refresh(workshop.nobody, cookie)).code).toBe('auth.session_ended');
    expect(refusal(await refresh(workshop.nobody, cookieOf(next.headers))).code).toBe('auth.session_ended');
    for (const token of [accessToken, next.body.accessToken])
      expect(refusal(await me(token)).code).toBe('auth.session_ended');
  });

  it('ends for everybody when a token before the last one comes again, at once', async () => {
    const { cookie } = await workshop.another('manager');
    const second = await refresh(workshop.nobody, cookie);
    const third = await refresh(workshop.nobody, cookieOf(second.headers));
    expect(refusal(await refresh(workshop.nobody, cookie)).code).toBe('auth.session_ended');
    expect(refusal(await refresh(workshop.nobody, cookieOf(third.headers))).code).toBe('auth.session_ended');
  });

  it('is not ended by who knows its id but no token of it', async () => {
    const session = await workshop.another('manager');
    const [name, id] = session.cookie.split(/[=.]/);
    for (const token of [`${id}`, `${id}.`, `${id}.x.y`, `${id}.${'A'.repeat(24)}.${'A'.repeat(43)}`]) {
      await refresh(workshop.nobody, `${name}=${token}`);
      await workshop.nobody.post('/auth/sign-out', undefined, { cookie: `${name}=${token}` });
    }
    expect((await me(session.accessToken)).status).toBe(200);
    expect((await refresh(session, session.cookie)).status).toBe(200);
  });

  it('is over after signing out, which also takes the cookie away', async () => {
    const { cookie, accessToken } = await workshop.another('manager');
    const out = await workshop.nobody.post('/auth/sign-out', undefined, { cookie });
    expect(out.status).toBe(204);
    expect(out.headers.getSetCookie()[0]).toMatch(/^verstak_refresh=;.*Expires=Thu, 01 Jan 1970/);
    expect((await me(accessToken)).status).toBe(401);
    expect((await refresh(workshop.nobody, cookie)).status).toBe(401);
  });

  it('ends so many days after the sign-in, however much it is renewed', async () => {
    const session = await workshop.another('manager');
    const of = { userId: new Types.ObjectId(session.id) };
    const sessions = workshop.connection.collection<StoredSession>('sessions');
    const daysOf = async (): Promise<number> => {
      const { createdAt, expiresAt } = (await sessions.findOne(of)) as StoredSession;
      return (expiresAt.getTime() - createdAt.getTime()) / (24 * 60 * 60 * 1_000);
    };
    const next = await refresh(workshop.nobody, session.cookie);
    expect(await daysOf()).toBe(3);
    const end = (await sessions.findOne(of))?.expiresAt.toUTCString() ?? '';
    expect(next.headers.getSetCookie()[0]).toContain(`Expires=${end}`);
    await sessions.updateOne(of, { $set: { expiresAt: new Date() } });
    expect(refusal(await refresh(workshop.nobody, cookieOf(next.headers))).code).toBe('auth.session_ended');
    expect(refusal(await me(next.body.accessToken)).code).toBe('auth.session_ended');
  });

  it('is refused without a token, with a forged one and with one of another kind', async () => {
    const { accessToken } = await workshop.as('manager');
    const [head = '', claims = '', signature = ''] = accessToken.split('.');
    const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const content = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
    const none = `${encode({ alg: 'none', typ: 'JWT' })}.${claims}.`;
    const signed = (algorithm: string, body: string, key: string): string => {
      const start = `${encode({ alg: `HS${algorithm}`, typ: 'JWT' })}.${body}`;
      return `${start}.${createHmac(`sha${algorithm}`, key).update(start).digest('base64url')}`;
    };
    const key = 'a secret of the tests, long enough';
    const admin = await workshop.asAdmin();
    const forged = [
      none,
      `${head}.${encode({ ...content, sub: admin.id })}.${signature}`,
      `${head}.${claims}.`,
      signed('256', claims, 'another key that is long enough too'),
      signed('512', claims, key),
      signed('256', encode({ ...content, use: 'refresh' }), key),
      signed('256', encode({ ...content, sub: admin.id }), key),
      signed('256', encode({ ...content, exp: Math.floor(Date.now() / 1_000) - 1 }), key),
      'a.b.c',
      '',
    ];
    expect((await me(signed('256', claims, key))).status).toBe(200);
    for (const token of forged) expect({ token, status: (await me(token)).status }).toEqual({ token, status: 401 });
    expect((await workshop.nobody.get('/auth/me')).status).toBe(401);
    expect((await workshop.nobody.get(`/auth/me?token=${accessToken}&access_token=${accessToken}`)).status).toBe(401);
  });
});

describe('the own sessions', () => {
  const PHONE = 'Mozilla/5.0 (Linux; Android 15)';
  const list = async (by: Caller): Promise<SessionBody[]> => (await by.get<SessionBody[]>('/auth/sessions')).body;
  const signIn = async ({ login }: Session, agent: string): Promise<Answer<{ accessToken: string }>> =>
    workshop.nobody.post('/auth/sign-in', { login, password: PASSWORD }, { 'user-agent': agent });
  const endings = async (): Promise<EntryBody[]> => {
    const { body } = await (
      await workshop.asAdmin()
    ).get<{ items: EntryBody[] }>('/journal?entity=Session&pageSize=100');
    return body.items.filter(({ action }) => action === 'ended');
  };

  it('are told with their device, address and last use, this one marked, and with no secret', async () => {
    const here = await workshop.another('manager');
    await signIn(here, PHONE);
    const answer = await here.get<SessionBody[]>('/auth/sessions');
    expect(answer.body).toMatchObject([
      { agent: PHONE, address: '127.0.0.1', isCurrent: false },
      { agent: 'node', address: '127.0.0.1', isCurrent: true },
    ]);
    expect(Object.keys(answer.body[0] ?? {}).sort()).toEqual(
      ['address', 'agent', 'expiresAt', 'id', 'isCurrent', 'signedInAt', 'usedAt'].sort(),
    );
    const used = answer.body.map(({ usedAt, signedInAt }) => [usedAt, signedInAt]);
    for (const [usedAt, signedInAt] of used) expect(usedAt).toBe(signedInAt);
  });

  it('know when they were used last, and from where', async () => {
    const here = await workshop.another('manager');
    const long = new Date(Date.now() - 3_600_000);
    await workshop.connection
      .collection('sessions')
      .updateOne({ userId: new Types.ObjectId(here.id) }, { $set: { usedAt: long, address: '203.0.113.1' } });
    const [session] = await list(here);
    expect(session?.address).toBe('127.0.0.1');
    expect(Date.parse(session?.usedAt ?? '')).toBeGreaterThan(long.getTime());
  });

  it('are ended one by one, at once, and by their own person alone', async () => {
    const [here, other] = [await workshop.another('manager'), await workshop.another('manager')];
    const there = await signIn(here, PHONE);
    expect((await me(there.body.accessToken)).status).toBe(200);
    const [id] = (await list(here)).filter(({ isCurrent }) => !isCurrent).map((session) => session.id);
    expect(refusal(await other.delete(`/auth/sessions/${id}`)).code).toBe('not_found');
    expect((await me(there.body.accessToken)).status).toBe(200);
    expect((await here.delete(`/auth/sessions/${id}`)).status).toBe(204);
    expect(refusal(await me(there.body.accessToken)).code).toBe('auth.session_ended');
    expect((await refresh(workshop.nobody, cookieOf(there.headers))).status).toBe(401);
    expect(refusal(await here.delete(`/auth/sessions/${id}`)).code).toBe('not_found');
    expect(await endings()).toContainEqual(
      expect.objectContaining({ entityId: id, actor: expect.objectContaining({ id: here.id }) }),
    );
  });

  it('are ended all but this one', async () => {
    const here = await workshop.another('manager');
    const there = [await signIn(here, PHONE), await signIn(here, PHONE)];
    expect((await here.delete('/auth/sessions')).status).toBe(204);
    for (const { body } of there) expect((await me(body.accessToken)).status).toBe(401);
    expect((await list(here)).map(({ isCurrent }) => isCurrent)).toEqual([true]);
  });

  it.each([
    [
      'a new own password',
      async (by: Session) =>
        by.post('/auth/password', { currentPassword: PASSWORD, newPassword: 'a new and longer one' }),
    ],
    [
      'a password that is set',
      async ({ id }: Session) => (await workshop.asAdmin()).patch(`/users/${id}`, { password: 'set by another' }),
    ],
    [
      'the end of a user',
      async ({ id }: Session) => (await workshop.asAdmin()).patch(`/users/${id}`, { isActive: false }),
    ],
  ])('that %s ends are in the journal, each with whose it was', async (_by, change) => {
    const here = await workshop.another('manager');
    await signIn(here, PHONE);
    await signIn(here, PHONE);
    const ids = (await list(here)).filter(({ isCurrent }) => !isCurrent).map(({ id }) => id);
    expect((await change(here)).status).toBeLessThan(300);
    const ended = (await endings()).filter(({ params }) => params?.login === here.login);
    expect(ended.map(({ entityId }) => entityId)).toEqual(expect.arrayContaining(ids));
  });

  it('are at most two hundred: those that were not used for longest make room', async () => {
    const here = await workshop.another('manager');
    const sessions = workshop.connection.collection('sessions');
    const { _id: _own, ...own } = (await sessions.findOne({ userId: new Types.ObjectId(here.id) })) ?? {};
    const used = (minutes: number): object => ({ ...own, usedAt: new Date(Date.now() - minutes * 60_000) });
    await sessions.insertMany(Array.from({ length: 199 }, (_, index) => used(index + 10)));
    await signIn(here, PHONE);
    const open = await list(here);
    expect(open).toHaveLength(200);
    expect(open[0]?.agent).toBe(PHONE);
    expect(await sessions.countDocuments({ userId: new Types.ObjectId(here.id) })).toBe(200);
  });
});

describe('the own password', () => {
  const change = (by: Session, currentPassword: string, newPassword: string): Promise<Answer<unknown>> =>
    by.post('/auth/password', { currentPassword, newPassword });

  it('ends the other sessions, keeps this one, and is the only one that counts afterwards', async () => {
    const here = await workshop.another('manager');
    const there = await workshop.nobody.signIn(here.login, PASSWORD);
    expect((await change(here, PASSWORD, 'a new and longer one')).status).toBe(204);
    expect((await me(there.accessToken)).status).toBe(401);
    expect((await refresh(there, there.cookie)).status).toBe(401);
    expect((await me(here.accessToken)).status).toBe(200);
    expect((await workshop.nobody.post('/auth/sign-in', { login: here.login, password: PASSWORD })).status).toBe(401);
    await workshop.nobody.signIn(here.login, 'a new and longer one');
  });

  it('is not changed without the present one, which cannot be guessed at will', async () => {
    const manager = await workshop.another('manager');
    const statuses = await Promise.all(
      Array.from({ length: 8 }, () => change(manager, 'not it at all', 'a new and longer one')),
    );
    expect(statuses.map(({ status }) => status).sort()).toEqual([422, 422, 422, 422, 422, 429, 429, 429]);
  });

  it.each([
    ['too short', 'minLength'],
    ['password123', 'guessable'],
    ['йцукен12345', 'guessable'],
    ['1234567890', 'guessable'],
    ['x'.repeat(73), 'maxLength'],
    ['ё'.repeat(37), 'maxBytes'],
  ])('%j is refused by %s, and neither password is repeated', async (password, rule) => {
    const manager = await workshop.as('manager');
    const answer = await change(manager, PASSWORD, password);
    expect(refusal(answer).errors?.map((fault) => fault.rule)).toContain(rule);
    expect(answer.text).not.toContain(password);
  });
});

describe('a password that somebody else has set', () => {
  const mustChange = async (by: Session): Promise<unknown> => (await by.get('/auth/me')).body['mustChangePassword'];

  it('is to be changed, until one has an own one; the API goes on meanwhile', async () => {
    const [admin, manager] = [await workshop.asAdmin(), await workshop.another('manager')];
    expect([await mustChange(admin), await mustChange(manager)]).toEqual([false, true]);
    expect(manager.body.user).toMatchObject({ mustChangePassword: true });
    expect((await manager.get('/clients')).status).toBe(200);
    await manager.post('/auth/password', { currentPassword: PASSWORD, newPassword: 'a new and longer one' });
    expect(await mustChange(manager)).toBe(false);
    await admin.patch(`/users/${manager.id}`, { name: 'Другое имя' });
    expect(await mustChange(manager)).toBe(false);
    await admin.patch(`/users/${manager.id}`, { password: 'set by the administrator' });
    expect(await mustChange(await workshop.nobody.signIn(manager.login, 'set by the administrator'))).toBe(true);
  });

  it('is not what an administrator sets for oneself', async () => {
    const admin = await workshop.another('admin');
    expect(await mustChange(admin)).toBe(true);
    await admin.patch(`/users/${admin.id}`, { password: 'set by the administrator' });
    expect(await mustChange(await workshop.nobody.signIn(admin.login, 'set by the administrator'))).toBe(false);
  });

  it.each(['password123', 'йцукен12345', '1234567890'])('is not as easily guessed as %s', async (password) => {
    const [admin, { id }] = [await workshop.asAdmin(), await workshop.as('manager')];
    const { body: roles } = await admin.get<{ id: string }[]>('/roles');
    const made = { login: 'guessable', name: 'Г', roleId: roles[0]?.id, password };
    for (const answer of [await admin.post('/users', made), await admin.patch(`/users/${id}`, { password })])
      expect(refusal(answer).errors).toMatchObject([{ field: 'password', rule: 'guessable' }]);
  });

  it('is taken with the spaces that it begins and ends with', async () => {
    const [admin, { id, login }] = [await workshop.asAdmin(), await workshop.another('manager')];
    expect((await admin.patch(`/users/${id}`, { password: ' between spaces ' })).status).toBe(200);
    const trimmed = { login, password: 'between spaces' };
    expect((await workshop.nobody.post('/auth/sign-in', trimmed)).status).toBe(401);
    await workshop.nobody.signIn(login, ' between spaces ');
  });
});

describe('people', () => {
  it('are out at once when they are deactivated, and in again only by signing in', async () => {
    const [admin, manager] = [await workshop.asAdmin(), await workshop.another('manager')];
    expect((await manager.get('/clients')).status).toBe(200);
    await admin.patch(`/users/${manager.id}`, { isActive: false });
    expect(refusal(await manager.get('/clients')).code).toBe('auth.session_ended');
    expect((await refresh(manager, manager.cookie)).status).toBe(401);
    expect((await workshop.nobody.post('/auth/sign-in', { login: manager.login, password: PASSWORD })).status).toBe(
      401,
    );
    await admin.patch(`/users/${manager.id}`, { isActive: true });
    expect((await manager.get('/clients')).status).toBe(401);
    await workshop.nobody.signIn(manager.login, PASSWORD);
  });

  it('may do what their new role allows at once, with the token they have', async () => {
    const [admin, somebody] = [await workshop.asAdmin(), await workshop.another('manager')];
    const { body: roles } = await admin.get<{ id: string; key: string }[]>('/roles');
    const idOf = (key: string): string | undefined => roles.find((role) => role.key === key)?.id;
    for (const [key, status] of [
      ['master', 403],
      ['manager', 200],
      ['master', 403],
    ] as const) {
      await admin.patch(`/users/${somebody.id}`, { roleId: idOf(key) });
      expect((await somebody.get('/clients')).status).toBe(status);
    }
  });

  it('lose all sessions when an administrator sets their password', async () => {
    const [admin, manager] = [await workshop.asAdmin(), await workshop.another('manager')];
    await admin.patch(`/users/${manager.id}`, { password: 'set by the administrator' });
    expect((await me(manager.accessToken)).status).toBe(401);
    await workshop.nobody.signIn(manager.login, 'set by the administrator');
  });
});
