import { describe, expect, it } from '@jest/globals';
import { lineTotal, ORDER_STATUSES, type OrderStatus } from '@verstak/domain';
import fc from 'fast-check';
import type { ClientRecord, OrderLineRecord, OrderRecord } from '../records.js';
import { CommerceMlClassifier } from './commerce-ml-classifier.js';
import { readCommerceMl } from './commerce-ml-reader.js';
import { writeOrders, type SentOrder } from './commerce-ml-writer.js';

const statusWords = Object.fromEntries(ORDER_STATUSES.map((status) => [status, `Слово ${status}`]));
const statuses = Object.fromEntries(ORDER_STATUSES.map((status) => [`Слово ${status}`, status]));
const writing = {
  currency: 'RUB',
  digits: 2,
  timeZone: 'Europe/Moscow',
  at: new Date('2026-11-30T06:00:00Z'),
  statusWords,
};

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function written(orders: readonly SentOrder[], more = {}): Promise<string> {
  return (await allOf(writeOrders(orders, { ...writing, ...more }))).join('');
}

/** What 1C would read of them. */
async function readBack(orders: readonly SentOrder[]): Promise<unknown[]> {
  const bytes = (async function* () {
    for await (const piece of writeOrders(orders, writing)) yield Buffer.from(piece);
  })();
  const reading = { classifier: new CommerceMlClassifier(), ...writing, statuses };
  const entries = await allOf(readCommerceMl(bytes, reading));
  expect(entries.flatMap(({ faults }) => faults)).toEqual([]);
  return entries.map(({ records }) => records);
}

describe('orders for 1C', () => {
  it('are documents with the client, the goods by their ids in 1C, statuses and what is paid', async () => {
    const order: OrderRecord = {
      subject: 'orders',
      externalId: '65f0',
      number: '1024',
      clientId: 'client-1',
      status: 'in_production',
      orderedAt: new Date('2026-11-29T21:30:15Z'),
      note: 'Гравировка «Анне» <3 & ленты',
      lines: [
        { productId: 'good-1', title: 'Кружка', quantity: 2.5, unitPrice: 129_050 },
        { title: 'Доставка', quantity: 1, unitPrice: 30_000 },
      ],
      paid: 352_625,
    };
    const client: ClientRecord = { subject: 'clients', externalId: 'client-1', company: 'ООО «Заря»', email: 'a@b.ru' };
    const file = await written([{ order, client }]);
    expect(file).toContain('ВерсияСхемы="2.08" ДатаФормирования="2026-11-30T09:00:00"');
    expect(file).toContain(
      '<Ид>65f0</Ид><Номер>1024</Номер><Дата>2026-11-30</Дата><ХозОперация>Заказ товара</ХозОперация>' +
        '<Роль>Продавец</Роль><Валюта>руб</Валюта><Курс>1</Курс><Сумма>3526.25</Сумма>',
    );
    expect(file).toContain('<Комментарий>Гравировка «Анне» &lt;3 &amp; ленты</Комментарий>');
    expect(file).toContain('<Время>00:30:15</Время>');
    expect(file).toContain('<Ид>good-1</Ид><Наименование>Кружка</Наименование><ЦенаЗаЕдиницу>1290.50</ЦенаЗаЕдиницу>');
    expect(file).toContain('<ОфициальноеНаименование>ООО «Заря»</ОфициальноеНаименование>');
    const requisite = (name: string, value: string): string =>
      `<Наименование>${name}</Наименование><Значение>${value}</Значение>`;
    expect(file).toContain(requisite('Статус заказа', 'Слово in_production'));
    expect(file).toContain(requisite('Отменен', 'false'));
    expect(file).toContain(requisite('Заказ оплачен', 'true'));
    expect(await written([{ order: { ...order, paid: 1 } }])).toContain(requisite('Заказ оплачен', 'false'));
    expect(await written([])).toMatch(/^<\?xml[^>]*>\n<КоммерческаяИнформация [^>]*>\n<\/КоммерческаяИнформация>\n$/);
  });

  const text = fc.string({ unit: fc.constantFrom(...'аБё«»<>&"\'\r\n\t#;№😀 x1'), minLength: 1, maxLength: 20 });
  const trimmed = text.map((one) => one.trim()).filter(Boolean);
  const money = fc.integer({ min: 0, max: 100_000_000 });
  const line = fc.record<OrderLineRecord>(
    {
      productId: fc.uuid(),
      title: trimmed,
      quantity: fc.integer({ min: 1, max: 1_000_000 }).map((thousandths) => thousandths / 1_000),
      unitPrice: money,
      note: trimmed,
    },
    { requiredKeys: ['title', 'quantity', 'unitPrice'] },
  );
  const discounted = fc
    .tuple(line, fc.option(fc.integer({ min: 1, max: 99 }), { nil: undefined }))
    .map(([one, percent]): OrderLineRecord => {
      const [whole, total] = [lineTotal(one), lineTotal({ ...one, discountPercent: percent ?? 0 })];
      return total === whole ? one : { ...one, total };
    });
  const instant = fc
    .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    .map((date) => new Date(Math.floor(date.getTime() / 1_000) * 1_000));
  const order = fc.record<OrderRecord>(
    {
      subject: fc.constant('orders'),
      externalId: fc.uuid(),
      number: trimmed,
      clientId: fc.constant('client'),
      status: fc.constantFrom<OrderStatus>(...ORDER_STATUSES),
      orderedAt: instant,
      dueAt: instant,
      note: trimmed,
      lines: fc.array(discounted, { minLength: 1, maxLength: 5 }),
      paid: money,
    },
    { requiredKeys: ['subject', 'externalId', 'clientId'] },
  );
  const client = fc.record<ClientRecord>(
    {
      subject: fc.constant('clients'),
      externalId: fc.constant('client'),
      lastName: trimmed,
      firstName: trimmed,
      middleName: trimmed,
      phone: trimmed,
      email: trimmed,
      address: trimmed,
    },
    { requiredKeys: ['subject', 'externalId', 'lastName'] },
  );

  it('are read back as they were, whatever letters they have', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.record({ order, client }), { maxLength: 3 }), async (orders) => {
        expect(await readBack(orders)).toEqual(orders.map((sent) => [sent.client, sent.order]));
      }),
    );
  });

  it('leave out letters that XML has not', async () => {
    const file = await written([{ order: { subject: 'orders', externalId: 'a', note: 'Один\u0000 два\u001f\ud800' } }]);
    expect(file).toContain('<Комментарий>Один два</Комментарий>');
  });
});
