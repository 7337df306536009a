import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Problem } from '@verstak/domain';
import sharp from 'sharp';
import type { Session } from './caller.js';
import { line, makeClient, makeOrder, type OrderBody, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { textOfPdf } from './pdf.js';
import { addFile } from './uploads.js';

let workshop: TestWorkshop;
let manager: Session;
let order: OrderBody;

beforeAll(async () => {
  workshop = await TestWorkshop.open();
  manager = await workshop.as('manager');
  const client = await makeClient(manager, { company: 'Ромашка ООО', phone: '+7 912 345-67-89', note: 'Секрет' });
  order = await makeOrder(manager, {
    clientId: client.id,
    note: 'Упаковать в коробки',
    dueAt: '2026-12-24T21:00:00.000Z',
    items: [
      line({ title: 'Кружка «Анне» – ёлка', wishes: 'Гравировка Շնորհակալ', discountPercent: 5 }),
      line({ title: 'Доставка', quantity: 1.5, unit: 'ч', unitPrice: 100_001 }),
    ],
    paid: 35_050,
  });
});

afterAll(() => workshop.close());

const print = async (by: Session, kind: string, ids: readonly string[], lang = 'ru'): Promise<string[]> =>
  textOfPdf(await bytesOf(by, `/orders/${kind}.pdf?ids=${ids.join()}&lang=${lang}`));

async function bytesOf(by: Session, path: string): Promise<Uint8Array> {
  const response = await fetch(`${workshop.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${by.accessToken}` },
  });
  expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  return new Uint8Array(await response.arrayBuffer());
}

/** What identifies the firm to its clients, in the order in which it stands on their forms. */
const DETAILS = {
  legalName: 'ООО «Ёж»',
  taxNumber: '7707083893',
  taxReasonCode: '773601001',
  registrationNumber: '1027700132195',
  address: 'Тверь, ул. Советская, 1',
  phone: '+7 482 255-44-33',
  email: 'zakaz@example.org',
  website: 'example.org',
  bankName: 'ПАО Сбербанк',
  bankCode: '044525225',
  bankAccount: '40702810200000000001',
  correspondentAccount: '30101810400000000225',
};

describe('an order on paper', () => {
  it('is a form for its client, to the smallest unit', async () => {
    const [page, ...others] = await print(manager, 'forms', [order.id]);
    expect(others).toEqual([]);
    for (const said of [
      `Заказ № ${order.number}`,
      'Ромашка ООО',
      '+7 912 345-67-89',
      '25 декабря 2026 г.',
      'Упаковать в коробки',
      'Кружка «Анне» – ёлка',
      'Гравировка Շնորհակալ',
      '1,5 ч',
      '1 000,01 ₽',
      '1 500,02 ₽',
      'До скидки 4 500,02 ₽',
      'Итого 4 350,02 ₽',
      'Оплачено 350,50 ₽',
      'К оплате 3 999,52 ₽',
      'стр. 1 из 1',
    ])
      expect(page).toContain(said);
    expect(page).not.toContain('Секрет');
  });

  it('says who prints, by name, logo and details, and where to pay; to masters by name and logo alone', async () => {
    const admin = await workshop.asAdmin();
    const { body } = await admin.get<{ id: string }>('/workshop');
    const sign = sharp({ create: { width: 900, height: 300, channels: 4, background: '#a0402080' } });
    const logo = await addFile(admin, { subject: 'Workshop', subjectId: body.id }, await sign.png().toBuffer());
    const named = { name: 'Мастерская «Ёж»', ...DETAILS, logoId: logo.id };
    expect((await admin.patch('/workshop', named)).status).toBe(200);
    const [page] = await print(manager, 'forms', [order.id]);
    expect(page).toContain(
      'Мастерская «Ёж» ООО «Ёж» ИНН 7707083893 · КПП 773601001 · ОГРН 1027700132195 Тверь, ул. Советская, 1 +7 482 255-44-33 · zakaz@example.org · example.org',
    );
    expect(page).toContain(
      'Для оплаты р/с 40702810200000000001, ПАО Сбербанк, БИК 044525225 · к/с 30101810400000000225',
    );
    const [sheet] = await print(manager, 'job-sheets', [order.id]);
    expect(sheet).toContain('Мастерская «Ёж»');
    expect(sheet).not.toMatch(/770708|р\/с|482/);
    const { id: other } = await makeOrder(manager);
    for (const kind of ['forms', 'job-sheets']) {
      const bytes = await bytesOf(manager, `/orders/${kind}.pdf?ids=${order.id},${other}`);
      expect(
        Buffer.from(bytes)
          .toString('latin1')
          .match(/\/Subtype \/Image/g),
      ).toHaveLength(1);
    }
  });

  it('asks nothing for an order that was cancelled', async () => {
    const cancelled = await makeOrder(manager, { items: [line({ unitPrice: 70_000 })] });
    const { status } = await manager.post(`/orders/${cancelled.id}/status`, { status: 'cancelled' });
    expect(status).toBe(200);
    const [page] = await print(manager, 'forms', [cancelled.id]);
    expect(page).toContain('К оплате 0,00 ₽');
    expect(page).not.toContain('Для оплаты');
  });

  it('is a job sheet without client, contact or sum', async () => {
    const [page] = await print(manager, 'job-sheets', [order.id], 'en');
    for (const said of [`Job sheet. Order No. ${order.number}`, 'December 25, 2026', 'Кружка «Анне» – ёлка', '1.5 ч'])
      expect(page).toContain(said);
    expect(page).not.toMatch(/Ромашка|912|₽|350|коробки|№/);
  });

  it('comes with others in the order asked for, each from a page of its own, long ones on several', async () => {
    const long = await makeOrder(manager, {
      items: Array.from({ length: 90 }, (_, n) => line({ title: `Работа ${n + 1}`, wishes: 'Одно\nДругое' })),
    });
    const pages = await print(manager, 'forms', [long.id, order.id]);
    expect(pages.length).toBeGreaterThan(3);
    expect(pages[0]).toContain(`Заказ № ${long.number}`);
    expect(pages.at(-1)).toContain(`Заказ № ${order.number}`);
    const all = pages.join(' ');
    for (let n = 1; n <= 90; n += 1) expect(all).toContain(`Работа ${n} `);
    for (const page of pages) expect(page).toContain('Что сделать');
    expect(pages[1]).toContain(`стр. 2 из ${pages.length - 1}`);
    expect(pages.at(-1)).toContain('стр. 1 из 1');
  });

  it('loses nothing of what is longer than a page', async () => {
    const lines = Array.from({ length: 300 }, (_, n) => `строка${n}.`).join('\n');
    const long = await makeOrder(manager, { note: lines, items: [line({ wishes: lines })] });
    const all = (await print(manager, 'forms', [long.id])).join(' ');
    for (let n = 0; n < 300; n += 1) expect(all.split(`строка${n}.`)).toHaveLength(3);
  });

  it('is printed by whoever may read it, and the journal tells who did', async () => {
    const clerk = await workshop.addRole('clerk', ['orders:read']).then(() => workshop.another('clerk'));
    expect((await clerk.get(`/orders/forms.pdf?ids=${order.id}`)).status).toBe(403);
    expect((await clerk.get(`/orders/job-sheets.pdf?ids=${order.id}`)).status).toBe(200);
    const admin = await workshop.asAdmin();
    const { body } = await admin.get<PageBody<{ action: string; params: object; actor: { id: string } }>>(
      '/journal?action=printed&pageSize=1',
    );
    expect(body.items[0]).toMatchObject({
      action: 'printed',
      params: { file: `naryad_${order.number}.pdf`, count: 1 },
      actor: { id: clerk.id },
    });
  });

  it('is refused by name where it is not there, or nothing is chosen', async () => {
    const none = await manager.get<Problem>(`/orders/forms.pdf?ids=${'0'.repeat(24)}`);
    expect([none.status, none.body.code]).toEqual([404, 'not_found']);
    for (const query of ['', '?ids=', '?ids=nonsense', `?ids=${Array(201).fill(order.id).join()}`]) {
      const refused = await manager.get<Problem>(`/orders/forms.pdf${query}`);
      expect([query, refused.status, refused.body.errors?.[0]?.field]).toEqual([query, 400, 'ids']);
    }
  });
});
