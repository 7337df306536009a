import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
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

  it('slows an account down after five failures, wherever they come from, even for the right password', async () => {
    const { login } = await workshop.another('manager');
    expect([5, 6, 7]).toContain(await failuresUntilSlowed(() => signIn(login, 'not it at all')));
    const slowed = await signIn(login, PASSWORD);
    expect([slowed.status, refusal(slowed).code]).toEqual([429, 'request.too_many']);
    expect(Number(slowed.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await signIn((await workshop.another('manager')).login, PASSWORD)).status).toBe(200);
  });

  it('lets hardly more than five guesses through, however many come at once', async () => {
    const { login } = await workshop.another('manager');
    const statuses = (await times(40, () => signIn(login, 'not it at all'))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(8);
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThanOrEqual(32);
  });

  it('slows an address down after five failures, whichever accounts it tries', async () => {
    expect([5, 6, 7]).toContain(
      await failuresUntilSlowed((index) => signIn(`guess.${index}`, 'not it at all', '198.51.100.1')),
    );
    expect((await signIn('guess.x', 'not it at all', '198.51.100.2')).status).toBe(401);
  });

  it('lets hardly more than five guesses of an address through, at however many accounts at once', async () => {
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

  it('takes a whole IPv6 network for one address', async () => {
    const count = await failuresUntilSlowed((index) =>
      signIn(`six.${index}`, 'not it at all', `2001:db8:7:7:${index}::1`),
    );
    expect([5, 6, 7]).toContain(count);
  });

  it('believes the proxy beside it, and nothing that the caller wrote before', async () => {
    const forged = (index: number): Promise<Answer<unknown>> =>
      signIn(`forged.${index}`, 'not it at all', `192.0.2.${index}, 10.9.8.${index}, 198.51.100.9`);
    expect([5, 6, 7]).toContain(await failuresUntilSlowed(forged));
  });

  it('forgets the failures of an account once somebody has signed in', async () => {
    const { login } = await workshop.another('manager');
    for (let round = 0; round < 2; round += 1) {
      for (let attempt = 0; attempt < 4; attempt += 1) await signIn(login, 'not it at all');
      expect((await signIn(login, PASSWORD)).status).toBe(200);
    }
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
          { login: `neighbour.${index}`, password: 'not it at all' },
          { 'x-forwarded-for': `203.0.113.${index}` },
        );
      expect([5, 6, 7]).toContain(await failuresUntilSlowed(forged));
    } finally {
      await neighbours.close();
    }
  });
});
