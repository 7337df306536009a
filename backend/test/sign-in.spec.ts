import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { refusal, type Answer } from './caller.js';
import { PASSWORD, TestWorkshop } from './harness.js';

let workshop: TestWorkshop;
let addresses = 0;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
});
afterAll(async () => workshop.close());

/** Signs in as if the proxy beside the server had forwarded it from this address. */
function signIn(login: string, password: string, from = `203.0.113.${(addresses += 1)}`): Promise<Answer<unknown>> {
  return workshop.nobody.post('/auth/sign-in', { login, password }, { 'x-forwarded-for': from });
}

/** Fails until it is slowed down, and gives how many attempts were let through; a busy machine may sit out the first waits. */
async function failuresUntilSlowed(attempt: (index: number) => Promise<Answer<unknown>>): Promise<number> {
  for (let index = 0; index < 12; index += 1) {
    const { status } = await attempt(index);
    if (status === 429) return index;
    if (status !== 401) throw new Error(`Attempt ${index} was answered with ${status}`);
  }
  return 12;
}

interface Count {
  _id: string;
  account?: string;
  failures: number;
  at: Date;
}

/** Stores that there were so many failures, the last so many seconds ago by the database's clock, which is this one. */
async function remember(_id: string, failures: number, secondsAgo: number): Promise<void> {
  const at = new Date(Date.now() - secondsAgo * 1_000);
  const account = /account:.*/.exec(_id)?.[0];
  const count = { failures, at, ...(account ? { account } : {}) };
  await workshop.connection.collection<Count>('signInAttempts').updateOne({ _id }, { $set: count }, { upsert: true });
}

const times = <T>(count: number, make: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => make(index)));

describe('signing in', () => {
  it('does not tell a wrong login from a wrong password', async () => {
    const { login } = await workshop.another('manager');
    const [wrongPassword, wrongLogin] = [await signIn(login, 'not it at all'), await signIn('nobody.at.all', PASSWORD)];
    expect([wrongPassword.status, wrongPassword.body]).toEqual([401, wrongLogin.body]);
  });

  it('takes about as long for an account that does not exist', async () => {
    const { login } = await workshop.another('manager');
    const took = async (name: string): Promise<number> => {
      const start = performance.now();
      await signIn(name, 'not it at all');
      return performance.now() - start;
    };
    const [known, unknown] = [await took(login), await took('nobody.else')];
    expect(unknown).toBeGreaterThan(known / 3);
  });

  it('knows a login in any case', async () => {
    const { login } = await workshop.another('manager', 'Регистр');
    expect((await signIn(login.toUpperCase(), PASSWORD)).status).toBe(200);
  });

  it('slows an account down after five failures from one address, even for the right password', async () => {
    const { login } = await workshop.another('manager');
    const home = '198.51.100.10';
    expect([5, 6, 7]).toContain(await failuresUntilSlowed(() => signIn(login, 'not it at all', home)));
    const slowed = await signIn(login, PASSWORD, home);
    expect([slowed.status, refusal(slowed).code]).toEqual([429, 'request.too_many']);
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0);
    // Neither the account elsewhere nor anybody else at that address.
    expect((await signIn(login, PASSWORD)).status).toBe(200);
    expect((await signIn((await workshop.another('manager')).login, PASSWORD, home)).status).toBe(200);
  });

  it('lets hardly more than five guesses through, however many come at once', async () => {
    const { login } = await workshop.another('manager');
    const guess = (): Promise<Answer<unknown>> => signIn(login, 'not it at all', '198.51.100.11');
    const statuses = (await times(40, guess)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(8);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(32);
  });

  it('slows an account down after fifty failures from anywhere', async () => {
    const { login } = await workshop.another('manager');
    await remember(`account:${login}`, 49, 0);
    expect((await signIn(login, 'not it at all')).status).toBe(401);
    await remember(`account:${login}`, 58, 600);
    expect((await signIn(login, 'not it at all')).status).toBe(401);
    expect((await signIn(login, PASSWORD)).status).toBe(429);
  });

  it('lets hardly more than fifty guesses at an account through, from however many addresses at once', async () => {
    const { login } = await workshop.another('manager');
    await remember(`account:${login}`, 45, 60);
    const statuses = (await times(40, () => signIn(login, 'not it at all'))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(8);
  });

  it('slows an address down after fifty failures, whichever accounts it tries', async () => {
    await remember('address:198.51.100.1', 48, 60);
    expect([2, 3, 4]).toContain(
      await failuresUntilSlowed((index) => signIn(`guess.${index}`, 'not it at all', '198.51.100.1')),
    );
    expect((await signIn('guess.x', 'not it at all', '198.51.100.2')).status).toBe(401);
  });

  it('lets hardly more than fifty guesses of an address through, at however many accounts at once', async () => {
    await remember('address:198.51.100.3', 45, 60);
    const guess = (index: number): Promise<Answer<unknown>> => signIn(`burst.${index}`, 'not it', '198.51.100.3');
    const statuses = (await times(40, guess)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(10);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(30);
  });

  it('lets all in who sign in from one address at once', async () => {
    const people = await times(8, () => workshop.another('manager'));
    const statuses = await times(8, (index) => signIn(people[index]?.login ?? '', PASSWORD, '198.51.100.4'));
    expect(statuses.map(({ status }) => status)).toEqual(people.map(() => 200));
  });

  it('takes what is typed as a login for no key of somebody else', async () => {
    const { login } = await workshop.another('manager');
    for (let attempt = 0; attempt < 6; attempt += 1) await signIn(`${login} address:198.51.100.5`, 'not it');
    await times(4, () => signIn(`address:198.51.100.5 account:${login}`, 'not it'));
    expect((await signIn(login, PASSWORD, '198.51.100.5')).status).toBe(200);
  });

  it('takes a whole IPv6 network for one address', async () => {
    const { login } = await workshop.another('manager');
    expect([5, 6, 7]).toContain(
      await failuresUntilSlowed((index) => signIn(login, 'not it at all', `2001:db8:7:7:${index}::1`)),
    );
  });

  it('believes the proxy beside it, and nothing that the caller wrote before', async () => {
    const { login } = await workshop.another('manager');
    const forged = (index: number): Promise<Answer<unknown>> =>
      signIn(login, 'not it at all', `192.0.2.${index}, 10.9.8.${index}, 198.51.100.9`);
    expect([5, 6, 7]).toContain(await failuresUntilSlowed(forged));
  });

  it('forgets the failures of an account once somebody has signed in', async () => {
    const { login } = await workshop.another('manager');
    for (let round = 0; round < 2; round += 1) {
      for (let attempt = 0; attempt < 4; attempt += 1) await signIn(login, 'not it at all', '198.51.100.6');
      expect((await signIn(login, PASSWORD, '198.51.100.6')).status).toBe(200);
    }
    await remember(`account:${login}`, 49, 60);
    expect((await signIn(login, PASSWORD)).status).toBe(200);
    expect((await signIn(login, 'not it at all')).status).toBe(401);
    expect((await signIn(login, PASSWORD)).status).toBe(200);
  });
});

describe('the wait after failures', () => {
  /** What the right password is answered with from an address whose last of so many failures is so many seconds ago. */
  async function answerAfter(failures: number, seconds: number): Promise<Answer<unknown>> {
    const { login } = await workshop.as('manager');
    const address = `198.18.${failures % 250}.${(addresses += 1)}`;
    await remember(`address:${address} account:${login}`, failures, seconds);
    return signIn(login, PASSWORD, address);
  }

  it.each([
    [8, 16],
    [9, 32],
    [10, 64],
    [13, 512],
    [14, 900],
    [15, 900],
    [100_000, 900],
  ])('is, after %d of them, %d seconds', async (failures, wait) => {
    const early = await answerAfter(failures, wait - 12);
    expect([early.status, Number(early.headers.get('retry-after')) <= 12]).toEqual([429, true]);
    expect((await answerAfter(failures, wait)).status).toBe(200);
  });

  it('is void where the last failure was noted under a clock that went ahead', async () => {
    expect((await answerAfter(1_000, -31 * 86_400)).status).toBe(200);
  });

  it('is not made longer by trying meanwhile', async () => {
    const { login } = await workshop.another('manager');
    const address = '198.51.100.7';
    await remember(`address:${address} account:${login}`, 14, 600);
    const waits: number[] = [];
    for (let attempt = 0; attempt < 4; attempt += 1)
      waits.push(Number((await signIn(login, PASSWORD, address)).headers.get('retry-after')));
    expect(Math.max(...waits)).toBeLessThanOrEqual(300);
    // Nor is the account slowed down for others by what was refused.
    expect(
      await workshop.connection.collection<Count>('signInAttempts').findOne({ _id: `account:${login}` }),
    ).toBeNull();
  });
});

describe('a known device', () => {
  const OFFICE = '198.51.100.20';
  const deviceOf = ({ headers }: Answer<unknown>): string =>
    headers
      .getSetCookie()
      .find((cookie) => cookie.startsWith('verstak_device='))
      ?.split(';')[0] ?? '';
  const signInAt = (device: string, login: string, password: string): Promise<Answer<unknown>> =>
    workshop.nobody.post('/auth/sign-in', { login, password }, { cookie: device, 'x-forwarded-for': OFFICE });
  const shut = async (login: string): Promise<void> => {
    await remember(`account:${login}`, 1_000, 1);
    await remember(`address:${OFFICE}`, 1_000, 1);
  };
  beforeEach(() => workshop.connection.collection('signInAttempts').deleteMany({}));

  it('lets in by the right password, whatever strangers have done at the account and at the address', async () => {
    const { login } = await workshop.another('manager');
    const first = await signIn(login, PASSWORD);
    expect(first.headers.getSetCookie().join()).toMatch(
      /verstak_device=[^;]+; Max-Age=34560000; Path=\/api\/v1\/auth; HttpOnly; SameSite=Strict/,
    );
    await shut(login);
    expect((await signInAt('', login, PASSWORD)).status).toBe(429);
    const again = await signInAt(deviceOf(first), login, PASSWORD);
    expect([again.status, deviceOf(again)]).toEqual([200, deviceOf(first)]);
  });

  it('has five failures of its own', async () => {
    const { login } = await workshop.another('manager');
    const device = deviceOf(await signIn(login, PASSWORD));
    expect([5, 6, 7]).toContain(await failuresUntilSlowed(() => signInAt(device, login, 'not it at all')));
    expect((await signIn(login, PASSWORD)).status).toBe(200);
  });

  it('knows several people, and is known to none of the others', async () => {
    const [one, two, third] = await times(3, () => workshop.another('master'));
    const first = deviceOf(await signIn(one?.login ?? '', PASSWORD));
    const both = deviceOf(await signInAt(first, two?.login ?? '', PASSWORD));
    const statuses: number[] = [];
    for (const person of [one, two, third]) {
      await shut(person?.login ?? '');
      statuses.push((await signInAt(both, person?.login ?? '', PASSWORD)).status);
    }
    expect(statuses).toEqual([200, 200, 429]);
  });

  it.each([
    ['nonsense', (): string => 'verstak_device=nonsense'],
    ['another name', (device: string): string => device.replace(/=.{22}/, `=${'A'.repeat(22)}`)],
    ['a forged mark', (device: string): string => device.replace(/\..*/, `.${'A'.repeat(43)}`)],
  ])('is not made by %s in its cookie', async (_what, forge) => {
    const { login } = await workshop.another('manager');
    const device = deviceOf(await signIn(login, PASSWORD));
    await shut(login);
    expect((await signInAt(forge(device), login, PASSWORD)).status).toBe(429);
  });

  it('of a former password is none; the one that the own password was changed at is', async () => {
    const manager = await workshop.another('manager');
    const elsewhere = deviceOf(await signIn(manager.login, PASSWORD));
    const next = 'correct horse battery 2';
    const here = deviceOf(await manager.post('/auth/password', { currentPassword: PASSWORD, newPassword: next }));
    await shut(manager.login);
    expect((await signInAt(elsewhere, manager.login, next)).status).toBe(429);
    expect((await signInAt(here, manager.login, next)).status).toBe(200);
  });
});

describe('a new password that an administrator sets', () => {
  it('is not shut out by guesses at the former one, from wherever', async () => {
    const [admin, { id, login }] = [await workshop.asAdmin(), await workshop.another('manager')];
    await remember(`account:${login}`, 1_000, 1);
    await failuresUntilSlowed(() => signIn(login, 'not it at all', '198.51.100.30'));
    await remember(`address:198.51.100.30 account:${login}`, 1_000, 1);
    expect((await signIn(login, PASSWORD)).status).toBe(429);
    expect((await admin.patch(`/users/${id}`, { password: 'set by the administrator' })).status).toBe(200);
    expect((await signIn(login, 'set by the administrator', '198.51.100.30')).status).toBe(200);
  });
});

describe('changing the own password', () => {
  it.each([
    ['without a key', (): Record<string, string> => ({})],
    ['with a key each', (index: number): Record<string, string> => ({ 'idempotency-key': `guess-${index}` })],
    ['with the same key', (): Record<string, string> => ({ 'idempotency-key': 'guess' })],
  ])('is slowed down after five wrong attempts %s', async (_how, headersOf) => {
    const person = await workshop.another('manager');
    const change = { currentPassword: 'not it at all', newPassword: 'correct horse battery 2' };
    const statuses: number[] = [];
    for (let index = 0; index < 14 && !statuses.includes(429); index += 1)
      statuses.push((await person.post('/auth/password', change, headersOf(index))).status);
    // A busy machine may sit out the first waits.
    expect([5, 6, 7]).toContain(statuses.filter((status) => status === 422).length);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('signing in from a neighbouring address that is no proxy', () => {
  it('counts for that address, whatever the caller writes of others', async () => {
    const neighbours = await TestWorkshop.open({ TRUST_PROXY: '192.0.2.1' });
    try {
      const forged = (index: number): Promise<Answer<unknown>> =>
        neighbours.nobody.post(
          '/auth/sign-in',
          { login: 'neighbour', password: 'not it at all' },
          { 'x-forwarded-for': `203.0.113.${index}` },
        );
      expect([5, 6, 7]).toContain(await failuresUntilSlowed(forged));
    } finally {
      await neighbours.close();
    }
  });
});
