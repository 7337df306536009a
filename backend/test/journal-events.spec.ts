import { Logger } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { JOURNAL_ACTIONS } from '@verstak/domain';
import { readFile } from 'node:fs/promises';
import { runCall, VISITOR } from '../src/platform/access/caller.js';
import { Transactions } from '../src/platform/database/transactions.js';
import { JournalEvents } from '../src/platform/journal/journal-events.js';
import { JournalReaders } from '../src/platform/journal/journal-readers.js';
import { JournalService } from '../src/platform/journal/journal.service.js';
import { ACTION_WORDS, KIND_WORDS } from '../src/platform/audit/journal-words.js';
import { cookieOf, refusal, type Answer, type Session } from './caller.js';
import { makeClient, type HistoryBody, type PageBody } from './factories.js';
import { PASSWORD, TestWorkshop } from './harness.js';

interface Entry extends Omit<HistoryBody, 'params' | 'entity'> {
  entity?: string;
  entityId?: string;
  params: Record<string, unknown>;
}

let workshop: TestWorkshop;
let admin: Session;
let addresses = 0;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  admin = await workshop.asAdmin();
});
afterAll(async () => workshop.close());

const entries = async (action: string): Promise<Entry[]> =>
  (await admin.get<PageBody<Entry>>(`/journal?action=${action}&pageSize=200`)).body.items;
const of = async (action: string, fits: (entry: Entry) => boolean): Promise<Entry[]> =>
  (await entries(action)).filter(fits);

/** Signs in as if the proxy beside the server had forwarded it from this address. */
function signIn(login: string, password: string, from = `198.51.100.${(addresses += 1)}`): Promise<Answer<unknown>> {
  return workshop.nobody.post('/auth/sign-in', { login, password }, { 'x-forwarded-for': from });
}

describe('the journal', () => {
  it('tells who signed in, from where', async () => {
    const manager = await workshop.another('manager', 'Вошедшая');
    expect((await of('signed_in', ({ actor }) => actor.id === manager.id))[0]).toMatchObject({
      entity: 'Session',
      actor: { name: 'Вошедшая', via: 'console', address: '127.0.0.1' },
    });
  });

  it('tells of failed sign-ins what was typed and from where, once a minute, and never the password', async () => {
    for (let attempt = 0; attempt < 4; attempt += 1) await signIn('Nobody.Here', 'a secret guess', '203.0.113.77');
    await signIn('Nobody.Here', 'a secret guess', '203.0.113.78');
    const found = await of('sign_in_failed', ({ params }) => params['login'] === 'Nobody.Here');
    const from = (address: string): Entry[] => found.filter(({ actor }) => actor.address === address);
    // The turn of a minute may lie between.
    expect([1, 2]).toContain(from('203.0.113.77').length);
    expect(from('203.0.113.77').at(-1)).toMatchObject({ actor: { name: 'visitor' }, params: { count: 1 } });
    expect(from('203.0.113.78')).toHaveLength(1);
    expect(JSON.stringify(await workshop.connection.collection('journal').find().toArray())).not.toContain(
      'a secret guess',
    );
  });

  it('tells that an account is locked, and that an address is', async () => {
    const { login } = await workshop.another('manager');
    for (let attempt = 0; attempt < 6; attempt += 1) await signIn(login, 'not it at all', '203.0.113.89');
    const at = new Date(Date.now() - 600_000);
    const counts = workshop.connection.collection<{ _id: string; failures: number; at: Date }>('signInAttempts');
    await counts.insertOne({ _id: 'address:203.0.113.90', failures: 58, at });
    await signIn('nobody.else', 'not it', '203.0.113.90');
    const locks = await entries('locked');
    expect(locks.find(({ params }) => params['login'] === login)?.params).toMatchObject({ count: 5, seconds: 2 });
    expect(locks.find(({ actor }) => actor.address === '203.0.113.90')?.params).toEqual({ count: 59, seconds: 900 });
  });

  it('tells of a wrong password at its change, though the request has an answer to keep', async () => {
    const manager = await workshop.another('manager');
    const change = (currentPassword: string): Promise<Answer<unknown>> =>
      manager.post(
        '/auth/password',
        { currentPassword, newPassword: 'another horse battery' },
        { 'idempotency-key': 'the-same' },
      );
    expect(refusal(await change('not it at all')).code).toBe('auth.password_wrong');
    expect(await of('password_failed', ({ actor }) => actor.id === manager.id)).toHaveLength(1);
    // What was refused may be tried again with the same key: the entry is not its answer.
    expect((await change(PASSWORD)).status).toBe(204);
  });

  it('tells whose spent token came again', async () => {
    const manager = await workshop.another('manager');
    const refresh = (cookie: string): Promise<Answer<unknown>> =>
      workshop.nobody.post('/auth/refresh', undefined, { cookie });
    await refresh(cookieOf((await refresh(manager.cookie)).headers));
    expect((await refresh(manager.cookie)).status).toBe(401);
    expect(await of('token_reused', ({ actor }) => actor.id === manager.id)).toHaveLength(1);
  });

  it('tells of refused access by person, route and document, once a minute', async () => {
    const master = await workshop.another('master');
    const { id } = await makeClient(admin);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect((await master.get(`/clients/${id}?secret=yes`)).status).toBe(403);
      expect((await master.post('/users', {})).status).toBe(403);
    }
    const found = await of('refused', ({ actor }) => actor.id === master.id);
    const routes = [...new Set(found.map(({ params }) => params['route']))].sort();
    expect(routes).toEqual([`GET /api/v1/clients/${id}`, 'POST /api/v1/users']);
    expect(found.length).toBeLessThanOrEqual(4);
  });

  it('tells which list left as a file, asked how, and how many rows', async () => {
    const manager = await workshop.another('manager');
    await makeClient(manager, { company: 'Выгружаемая' });
    await manager.get('/clients/export.csv?q=Выгружаемая&sort=-number&lang=ru');
    const [entry] = await of('exported', ({ actor }) => actor.id === manager.id);
    expect(entry?.params).toMatchObject({ count: 1 });
    expect(entry?.params['file']).toMatch(/^clients_\d{4}-\d\d-\d\d\.csv$/);
    expect(String(entry?.params['filter']).split('&').sort()).toEqual(['isArchived=false', 'q=…', 'sort=-number']);
  });

  it('is whole with all of that in it', async () => {
    await workshop.app.get(JournalReaders).caughtUp();
    expect((await admin.get('/journal/check')).body).toMatchObject({ isIntact: true, faults: [] });
    const { body } = await admin.get<{ isWell: boolean }[]>('/journal/consumers');
    expect(body.every(({ isWell }) => isWell)).toBe(true);
  });
});

describe('what happens again and again', () => {
  it('is recorded once a minute, by whichever process, and no more than a bounded number of it', async () => {
    const process = (): JournalEvents =>
      new JournalEvents(workshop.app.get(JournalService), workshop.app.get(Transactions));
    const [one, other] = [process(), process()];
    const call = { requestId: 'test', via: 'console' as const, caller: VISITOR };
    const logged = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    const now = jest.spyOn(Date, 'now').mockReturnValue(Date.now());
    try {
      await runCall(call, async () => {
        const warn = (by: JournalEvents): Promise<void> => by.warn('the same', { action: 'refused' });
        await Promise.all([warn(one), warn(other), warn(one), warn(other)]);
        const written = jest.spyOn(workshop.app.get(JournalService), 'record').mockReturnValue();
        for (let count = 0; count < 4_000; count += 1) await one.warn(`another ${count}`, { action: 'refused' });
        expect(written.mock.calls.length).toBeLessThanOrEqual(3_000);
        written.mockRestore();
      });
    } finally {
      now.mockRestore();
    }
    expect(logged).toHaveBeenCalledWith(expect.objectContaining({ msg: 'refused' }));
    logged.mockRestore();
    const stored = await workshop.connection.collection('journal').find({ requestId: 'test' }).toArray();
    expect(stored).toHaveLength(1);
  });
});

describe('the journal as a file', () => {
  it('says in both languages what the console says', async () => {
    for (const language of ['ru', 'en'] as const) {
      const text = await readFile(`frontend/src/app/entities/journal/words/${language}.json`, 'utf8');
      const { action, kind } = JSON.parse(text) as { action: unknown; kind: unknown };
      expect([ACTION_WORDS[language], KIND_WORDS[language]]).toEqual([action, kind]);
    }
    expect(Object.keys(ACTION_WORDS.ru).sort()).toEqual([...JOURNAL_ACTIONS].sort());
  });

  it('has a row for each entry of the list, and is an entry itself', async () => {
    const manager = await workshop.another('manager');
    await manager.get('/clients/export.csv?q=Нетаких');
    const { text } = await admin.get(`/journal/export.csv?actorId=${manager.id}&lang=ru`);
    const rows = text.trimEnd().split('\r\n').slice(1);
    expect(rows.map((row) => row.split(';')[3])).toEqual(['выгрузка в файл', 'вход']);
    expect((await entries('exported'))[0]?.params).toMatchObject({ count: 2, filter: `actorId=${manager.id}` });
    expect((await (await workshop.as('manager')).get('/journal/export.csv')).status).toBe(403);
  });

  it.each([['lang=de'], ['action=vanished'], ['page=2']])('refuses %s, naming the field', async (query) => {
    const [fault] = refusal(await admin.get(`/journal/export.csv?${query}`)).errors ?? [];
    expect(fault?.field).toBe(query.split('=')[0]);
  });
});
