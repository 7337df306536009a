import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@verstak/domain';
import sharp from 'sharp';
import type { Answer, Session } from './caller.js';
import type { PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { startMailServer, type MailServer } from './mail-server.js';
import { addFile, fetchBytes, upload } from './uploads.js';

interface WorkshopBody {
  id: string;
  version: number;
  name: string;
  logoId?: string;
  legalName?: string;
  phone?: string;
  bankAccount?: string;
  country: string;
}

let mail: MailServer;
let workshop: TestWorkshop;
let admin: Session;
let master: Session;

beforeAll(async () => {
  mail = await startMailServer({
    onRcptTo: ({ address }, _session, answer) =>
      answer(address.startsWith('nobody') ? Object.assign(new Error('no such user'), { responseCode: 550 }) : null),
  });
  workshop = await TestWorkshop.open({
    WORKSHOP_NAME: 'Мастерская «Ёж»',
    SMTP_URL: `smtp://127.0.0.1:${mail.port}`,
    MAIL_FROM: 'zakaz@example.org',
    PUBLIC_URL: 'https://verstak.example.org',
  });
  [admin, master] = [await workshop.asAdmin(), await workshop.as('master')];
});
afterAll(async () => {
  await workshop.close();
  await mail.stop();
});

const read = async (by: Session = admin): Promise<WorkshopBody> => (await by.get<WorkshopBody>('/workshop')).body;
const change = <T = WorkshopBody>(body: object, by: Session = admin): Promise<Answer<T>> =>
  by.patch<T>('/workshop', body);
const picture = async (): Promise<Uint8Array> =>
  sharp({ create: { width: 60, height: 20, channels: 3, background: '#a04020' } })
    .png()
    .toBuffer();

describe('the details of the workshop', () => {
  it('are changed field by field, merged with what others changed, and told in the history', async () => {
    const { version, name } = await read();
    expect(name).toBe('Мастерская «Ёж»');
    expect((await change({ legalName: 'ООО «Ёж»', version })).status).toBe(200);
    // Another field, by somebody who saw the version before.
    expect((await change({ phone: '+7 912 345-67-89', version })).body).toMatchObject({
      legalName: 'ООО «Ёж»',
      phone: '+7 912 345-67-89',
    });
    const refused = await change<Problem>({ legalName: 'ООО «Уж»', version });
    expect([refused.status, refused.body.code]).toEqual([409, 'conflict.version']);
    expect((await change({ phone: null })).body.phone).toBeUndefined();
    const { body } = await admin.get<PageBody<{ changes: { path: string }[] }>>('/workshop/history');
    expect(body.items[0]?.changes.map(({ path }) => path)).toEqual(['phone']);
  });

  it('are for whoever may change them; everybody signed in sees name and logo', async () => {
    await change({ bankAccount: '40702810200000000001', bankCode: '044525225' });
    const seen = await read(master);
    expect(seen).toMatchObject({ name: expect.any(String), country: 'RU' });
    expect(Object.keys(seen)).not.toEqual(expect.arrayContaining(['legalName']));
    expect(seen.bankAccount).toBeUndefined();
    expect((await change({ name: 'Моя' }, master)).status).toBe(403);
    expect((await master.get('/workshop/history')).status).toBe(403);
  });

  it('are refused by field where no firm in Russia has them', async () => {
    const wrong = { taxNumber: '7707083894', bankAccount: '40702810200000000002', website: 'нет', email: 'ёж' };
    for (const [field, value] of Object.entries(wrong)) {
      const { status, body } = await change<Problem>({ [field]: value });
      expect([status, body.errors?.map((fault) => fault.field)]).toEqual([400, [field]]);
    }
    expect((await change({ name: '' })).status).toBe(400);
    expect((await change({ name: null })).status).toBe(400);
  });
});

describe('what the shop says of the workshop', () => {
  it('is changed part by part, and merged with what others changed', async () => {
    const first = await change({
      welcome: { ru: 'Здравствуйте', en: 'Welcome' },
      openingHours: { monday: '9-13, 14–18', sunday: null },
      pages: { offer: { ru: 'Оферта' } },
    });
    expect(first.body).toMatchObject({ openingHours: { monday: '09:00–13:00, 14:00–18:00' } });
    const { version } = await read();
    expect((await change({ welcome: { en: 'Hello' }, version })).status).toBe(200);
    const other = await change({ welcome: { ru: 'Привет' }, openingHours: { tuesday: '10-19' }, version });
    expect(other.body).toMatchObject({
      welcome: { ru: 'Привет', en: 'Hello' },
      openingHours: { monday: '09:00–13:00, 14:00–18:00', tuesday: '10:00–19:00' },
      pages: { offer: { ru: 'Оферта' } },
    });
    const refused = await change<Problem>({ welcome: { en: 'Good day' }, version });
    expect([refused.status, refused.body.params?.['conflicts']]).toEqual([
      409,
      [expect.objectContaining({ field: 'welcome.en', theirs: 'Hello', yours: 'Good day' })],
    ]);
    const { body } = await admin.get<PageBody<{ changes: { path: string }[] }>>('/workshop/history');
    expect(body.items[0]?.changes.map(({ path }) => path)).toEqual(['openingHours.tuesday', 'welcome.ru']);
    expect((await change({ welcome: { ru: null, en: null } })).body).not.toHaveProperty('welcome');
  });

  it.each([
    ['accent', { accent: 'red' }],
    ['openingHours.monday', { openingHours: { monday: '18-9' } }],
    ['openingHours.holidays', { openingHours: { holidays: '9-18' } }],
    ['welcome.ru', { welcome: { ru: 'я'.repeat(2_001) } }],
    ['pages.offer.de', { pages: { offer: { de: 'AGB' } } }],
    ['pages.offer', { pages: { offer: 'текст' } }],
  ])('is refused by field where it is none: %s', async (field, body) => {
    const answer = await change<Problem>(body);
    expect([answer.status, answer.body.errors?.map((fault) => fault.field)]).toEqual([400, [field]]);
  });
});

describe('what search engines are told', () => {
  const text = async (path: string, by = workshop): Promise<string> => (await fetch(by.url + path)).text();

  it('is where they may look, and what is shown, by the address that was set', async () => {
    await change({ pages: { offer: { ru: 'Оферта' } } });
    const { id: categoryId } = (await admin.post<{ id: string }>('/categories', { name: 'Торты' })).body;
    const [shown, hidden] = await Promise.all(
      [true, false].map(async (isShown) => {
        const fields = { name: 'Торт', unit: 'шт', price: 1, categoryId, isShown, options: [], questions: [] };
        return (await admin.post<{ id: string }>('/products', fields)).body.id;
      }),
    );
    expect([shown, hidden]).toEqual([expect.any(String), expect.any(String)]);
    const robots = await text('/robots.txt');
    expect(robots).toContain('Sitemap: https://verstak.example.org/shop/sitemap.xml');
    expect(robots).toContain('Disallow: /shop/orders');
    const sitemap = await text('/shop/sitemap.xml');
    for (const path of ['', `/?category=${categoryId}`, `/products/${shown}`, '/pages/offer'])
      expect(sitemap).toContain(`<loc>https://verstak.example.org/shop${path}</loc>`);
    for (const none of [hidden, '/shop/pages/privacy', '/shop/cart']) expect(sitemap).not.toContain(none);
  });
});

describe('the logo', () => {
  it('is a picture among the files of the workshop, which everybody sees', async () => {
    const { id } = await read();
    const logo = await addFile(admin, { subject: 'Workshop', subjectId: id, name: 'знак.png' }, await picture());
    expect((await change({ logoId: logo.id })).body.logoId).toBe(logo.id);
    expect((await read(master)).logoId).toBe(logo.id);
    expect((await fetchBytes(master, `/files/${logo.id}/preview?size=small`)).status).toBe(200);
    expect((await upload(master, { subject: 'Workshop', subjectId: id }, 'текст')).status).toBe(403);
  });

  it('goes when another takes its place, and is none while its file is removed', async () => {
    const { id: subjectId, logoId: former = '' } = await read();
    const next = await addFile(admin, { subject: 'Workshop', subjectId, name: 'знак 2.png' }, await picture());
    await change({ logoId: next.id });
    expect((await admin.get<{ removedAt?: string }>(`/files/${former}`)).body.removedAt).toBeDefined();
    await admin.delete(`/files/${next.id}`);
    expect((await read()).logoId).toBeUndefined();
    await admin.post(`/files/${next.id}/restore`);
    expect((await read()).logoId).toBe(next.id);
    expect((await change({ logoId: null })).body.logoId).toBeUndefined();
    expect((await admin.get<{ removedAt?: string }>(`/files/${next.id}`)).body.removedAt).toBeDefined();
  });

  it('is refused where it is no picture of the workshop', async () => {
    const { id: subjectId } = await read();
    const text = await addFile(admin, { subject: 'Workshop', subjectId, name: 'знак.txt' });
    for (const logoId of [text.id, '0'.repeat(24)]) {
      const { status, body } = await change<Problem>({ logoId });
      expect([status, body.errors?.[0]]).toEqual([400, expect.objectContaining({ field: 'logoId', rule: 'picture' })]);
    }
  });
});

describe('what is not set up yet', () => {
  const setup = async (by = workshop): Promise<Record<string, object>> => {
    const { body } = await (await by.asAdmin()).get<{ topic: string }[]>('/workshop/setup');
    return Object.fromEntries(body.map((step) => [step.topic, step]));
  };

  it('is what the server knows, each with what to do about it', async () => {
    expect((await master.get('/workshop/setup')).status).toBe(403);
    await change({
      legalName: 'ООО «Ёж»',
      taxNumber: null,
      email: null,
      address: 'Тверь',
      bankAccount: null,
      phone: null,
    });
    expect(await setup()).toEqual({
      details: {
        topic: 'details',
        state: 'missing',
        isDone: false,
        lacks: ['taxNumber', 'phone', 'email', 'bankAccount'],
      },
      logo: { topic: 'logo', state: 'missing', isDone: false },
      reckoning: expect.objectContaining({ topic: 'reckoning', state: 'assumed', isDone: true }),
      address: { topic: 'address', state: 'done', isDone: true, value: 'https://verstak.example.org' },
      // A proxy has it.
      certificate: { topic: 'certificate', state: 'done', isDone: true },
      mail: { topic: 'mail', state: 'done', isDone: true, value: `zakaz@example.org, 127.0.0.1:${mail.port}` },
      // Its database is a server of its own.
      backup: expect.objectContaining({ topic: 'backup' }),
      onedrive: expect.objectContaining({ topic: 'onedrive', state: 'unused', isDone: true }),
    });
  });
});

describe('a test mail', () => {
  const send = (to: string, by: Session = admin): Promise<Answer<Problem>> =>
    by.post<Problem>('/workshop/test-mail', { to, lang: 'ru' });

  it('goes from the workshop to where it is wanted, for whoever may change the settings, and is in the journal', async () => {
    await change({ name: 'Ёж' });
    expect((await send('anna@example.org', master)).status).toBe(403);
    expect((await send('anna@example.org')).status).toBe(204);
    expect(mail.letters.map(({ from, to, subject }) => [from?.text, [to].flat()[0]?.text, subject])).toEqual([
      ['"Ёж" <zakaz@example.org>', 'anna@example.org', 'Проверка почты: Ёж'],
    ]);
    const { body } = await admin.get<PageBody<{ params: object }>>('/journal?action=mailed');
    expect(body.items.map(({ params }) => params)).toEqual([{ to: 'anna@example.org' }]);
  });

  it('that is refused says what the server said, and too many are slowed down', async () => {
    const refused = await send('nobody@example.org');
    expect([refused.status, refused.body.code, refused.body.params]).toEqual([
      422,
      'mail.recipient_refused',
      { host: '127.0.0.1', port: mail.port, from: 'zakaz@example.org', answer: '550 no such user' },
    ]);
    expect((await send('ни-слова')).body.errors?.[0]?.field).toBe('to');
    const answers: number[] = [];
    for (let n = 0; n < 5; n += 1) answers.push((await send('anna@example.org')).status);
    expect(answers.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(answers[0]).toBe(204);
  });
});
