import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ClientRecord, OrderRecord } from '../records.js';
import {
  clientOfCompany,
  clientOfContact,
  companyEdit,
  contactEdit,
  dealEdit,
  orderOf,
  productOf,
  rowsEdit,
  type Bitrix24Terms,
} from './bitrix24-codecs.js';
import { clientId, clientRef, dayOf, dayText, minorUnits, numberOf, plainText } from './bitrix24-values.js';

const TERMS: Bitrix24Terms = {
  currency: 'RUB',
  digits: 2,
  timeZone: 'Europe/Moscow',
  funnel: 0,
  firstStage: 'NEW',
  statusOfStage: { NEW: 'draft', EXECUTING: 'in_production', WON: 'delivered', LOSE: 'cancelled' },
  stageOfStatus: { draft: 'NEW', in_production: 'EXECUTING', delivered: 'WON', cancelled: 'LOSE' },
  articleProperty: 'property121',
};

const phone = { id: 11, typeId: 'PHONE', valueType: 'MOBILE', value: '+79990000001' };
const work = { id: 12, typeId: 'PHONE', valueType: 'WORK', value: '+79990000002' };
const mail = { id: 13, typeId: 'EMAIL', valueType: 'HOME', value: 'anna@example.org' };

describe('an amount', () => {
  it.each([
    [100.5, 2, 10_050],
    ['1000.000000', 2, 100_000],
    [99_999.99, 2, 9_999_999],
    [81_818.185, 2, 8_181_819],
    [-0.005, 2, -1],
    ['12.3456', 0, 12],
    [1.2345, 3, 1_235],
    [0, 2, 0],
    ['', 2, undefined],
    [null, 2, undefined],
    ['много', 2, undefined],
    [1e21, 2, undefined],
  ])('of %j with %d places is %j', (amount, digits, minor) => {
    expect(minorUnits(amount, digits)).toBe(minor);
  });
});

describe('a day', () => {
  it('is the one that is written, whatever time and zone stand beside it', () => {
    for (const text of ['2026-11-30', '2026-11-30T02:00:00+02:00', '2026-11-30T23:00:00-11:00'])
      expect(dayOf(text, 'Europe/Moscow')?.toISOString()).toBe('2026-11-29T21:00:00.000Z');
    for (const text of ['', null, 'вчера']) expect(dayOf(text, 'Europe/Moscow')).toBeUndefined();
    expect(dayText(new Date('2026-11-29T21:00:00Z'), 'Europe/Moscow')).toBe('2026-11-30');
    expect(dayText(null, 'Europe/Moscow')).toBe('');
  });
});

describe('a text', () => {
  it.each([
    ['[B]Срочно[/B], [URL=https://a.ru]сайт[/URL]', 'Срочно, сайт'],
    ['[LIST]\n[*]дуб\n[*]ясень\n[/LIST]', '• дуб\n• ясень'],
    ['<p>Позвонить</p>после 12<br>&quot;Дом&quot; &amp; сад', 'Позвонить\nпосле 12\n"Дом" & сад'],
    ['a < b [5 шт] > c', 'a < b [5 шт] > c'],
    ['  \r\n ', null],
    [null, null],
  ])('%j is told as %j', (text, plain) => {
    expect(plainText(text)).toBe(plain);
  });
});

describe('what a client is called', () => {
  it('says whether it is a person or a company', () => {
    expect([clientId(3, 12), clientId(4, '5')]).toEqual(['C_12', 'CO_5']);
    expect(clientRef('CO_5')).toEqual({ type: 4, id: 5 });
    for (const id of ['', '5', 'D_5', 'C_', 'C_5x', undefined]) expect(clientRef(id)).toBeUndefined();
    expect([0, '0', '', null, -1, 1.5, '7'].map(numberOf)).toEqual([...Array<undefined>(6).fill(undefined), 7]);
  });
});

describe('a client', () => {
  it('is a contact, by the phone for work', () => {
    expect(
      clientOfContact({
        id: 12,
        name: 'Анна ',
        lastName: 'Смирнова',
        secondName: '',
        comments: null,
        fm: [phone, work, mail],
      }),
    ).toEqual({
      subject: 'clients',
      externalId: 'C_12',
      firstName: 'Анна',
      lastName: 'Смирнова',
      middleName: null,
      phone: '+79990000002',
      email: 'anna@example.org',
      note: null,
    });
  });

  it('is a company with whoever speaks for it', () => {
    const contact = { id: 12, name: 'Анна', lastName: 'Смирнова', fm: [mail] };
    expect(clientOfCompany({ id: 5, title: 'Ромашка', fm: [phone] }, contact)).toEqual({
      subject: 'clients',
      externalId: 'CO_5',
      company: 'Ромашка',
      firstName: 'Анна',
      lastName: 'Смирнова',
      middleName: null,
      phone: '+79990000001',
      email: 'anna@example.org',
      note: null,
    });
    expect(clientOfCompany({ id: 5, title: 'Ромашка' })).not.toHaveProperty('firstName');
  });

  it('becomes another in what was told of it alone', () => {
    const known = clientOfContact({ id: 12, name: 'Анна', lastName: 'Смирнова', fm: [phone, work, mail] });
    expect(contactEdit(known, known, [phone, work, mail])).toEqual({});
    const record: ClientRecord = { ...known, lastName: null, phone: '+70000000000', email: null };
    expect(contactEdit(record, known, [phone, work, mail])).toEqual({
      lastName: '',
      fm: {
        12: { typeId: 'PHONE', valueType: 'WORK', value: '+70000000000' },
        13: { typeId: 'EMAIL', valueType: 'HOME', value: '' },
      },
    });
    const { firstName: _, ...untold } = record;
    expect(contactEdit(untold, undefined)).not.toHaveProperty('name');
  });

  it('whose phone is that of whoever speaks for it gets none of its own for that', () => {
    const known = clientOfCompany({ id: 5, title: 'Ромашка' }, { id: 12, fm: [phone] });
    expect(companyEdit(known, known, [])).toEqual({});
    expect(companyEdit({ ...known, phone: '+70000000000' }, known, [])).toEqual({
      fm: { n0: { typeId: 'PHONE', valueType: 'WORK', value: '+70000000000' } },
    });
  });
});

describe('an order', () => {
  const deal = {
    id: 7,
    title: 'Стол',
    stageId: 'EXECUTING',
    categoryId: 0,
    companyId: 0,
    contactId: 12,
    currencyId: 'RUB',
    comments: 'Срочно',
    begindate: '2026-11-20T03:00:00+03:00',
    closedate: '2026-12-01T03:00:00+03:00',
  };
  const rows = [
    { id: 2, ownerId: 7, productId: 0, productName: 'Доставка', price: 500, quantity: 1, sort: 20 },
    { id: 1, ownerId: 7, productId: 33, productName: 'Стол', price: 48_300.5, quantity: 1.5, sort: 10 },
  ];
  const order = orderOf(deal, rows, TERMS);

  it('is a deal with its rows in their order', () => {
    expect(order).toEqual({
      subject: 'orders',
      externalId: '7',
      number: '7',
      clientId: 'C_12',
      status: 'in_production',
      orderedAt: new Date('2026-11-19T21:00:00Z'),
      dueAt: new Date('2026-12-01T15:00:00Z'),
      note: 'Срочно',
      lines: [
        { productId: '33', title: 'Стол', quantity: 1.5, unitPrice: 4_830_050 },
        { title: 'Доставка', quantity: 1, unitPrice: 50_000 },
      ],
    });
    expect(orderOf({ ...deal, companyId: 5 }, [], TERMS).clientId).toBe('CO_5');
    expect(orderOf({ ...deal, stageId: 'C3:OTHER' }, [], TERMS)).not.toHaveProperty('status');
    expect(() => orderOf({ ...deal, currencyId: 'EUR' }, rows, TERMS)).toThrow('bitrix24.currency: EUR');
  });

  it('that is the same makes nothing of the deal another', () => {
    expect([dealEdit(order, order, TERMS), rowsEdit(order, order, TERMS)]).toEqual([{}, undefined]);
    const sameDay = { ...order, orderedAt: new Date('2026-11-20T11:22:33Z') };
    expect(dealEdit(sameDay, order, TERMS)).toEqual({});
  });

  it('makes of the deal another what is another, and the client', () => {
    const next: OrderRecord = { ...order, status: 'cancelled', clientId: 'CO_5', dueAt: null, note: null };
    expect(dealEdit(next, order, TERMS)).toEqual({ stageId: 'LOSE', companyId: 5, closedate: '', comments: '' });
    expect(dealEdit({ ...order, clientId: 'C_9' }, order, TERMS)).toEqual({ contactId: 9, companyId: 0 });
    expect(dealEdit({ ...order, status: 'ready' }, order, TERMS)).toEqual({});
    expect(rowsEdit({ ...order, lines: [] }, order, TERMS)).toEqual([]);
  });

  it('that is not known yet gets a deal in the funnel', () => {
    expect(dealEdit({ subject: 'orders', externalId: '', number: '1024', status: 'draft' }, undefined, TERMS)).toEqual({
      title: '№ 1024',
      currencyId: 'RUB',
      categoryId: 0,
      isManualOpportunity: 'N',
      stageId: 'NEW',
    });
  });

  it('comes back as it was told, whatever its lines are', () => {
    const line = fc.record({
      productId: fc.constantFrom('1', '33'),
      title: fc.constantFrom('Стол', 'Стул «Ясень», №5 & 6'),
      quantity: fc.integer({ min: 1, max: 9_999_999 }).map((n) => n / 1_000),
      unitPrice: fc.integer({ min: 0, max: 10_000_000_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
        const told = rowsEdit({ subject: 'orders', externalId: '', lines }, undefined, TERMS) ?? [];
        const back = told.map((row, n) => ({ ...row, id: n, ownerId: 7, price: Number(row['price']) }));
        expect(orderOf(deal, back, TERMS).lines).toEqual(lines);
      }),
    );
  });
});

describe('a product', () => {
  const names = {
    units: new Map([[1, 'шт']]),
    sections: new Map([
      [13, { name: 'Мебель', within: 14 }],
      [14, { name: 'Столы', within: 13 }],
      [15, { name: 'Обеденные', within: 14 }],
    ]),
  };
  const product = {
    id: 33,
    name: 'Стол',
    active: 'Y',
    measure: 1,
    detailText: '<p>Дуб</p>',
    iblockSectionId: 15,
    quantity: 4,
    property121: { value: 'A-1', valueId: '9' },
  };

  it('is told with its price, its unit and the way to it, though sections lie in one another', () => {
    expect(productOf(product, { id: 1, productId: 33, price: 48_300, currency: 'RUB' }, names, TERMS)).toEqual({
      subject: 'products',
      externalId: '33',
      name: 'Стол',
      article: 'A-1',
      unit: 'шт',
      description: 'Дуб',
      category: ['Мебель', 'Столы', 'Обеденные'],
      price: 4_830_000,
      stock: 4,
      isArchived: false,
    });
  });

  it('tells no price in another currency, no stock that is not counted, no article that nobody named', () => {
    const bare = { ...product, quantityTrace: 'N', property121: [{ value: 7 }], active: 'N' };
    const told = productOf(bare, { id: 1, productId: 33, price: 100, currency: 'USD' }, names, TERMS);
    expect([told.price, told.stock, told.article, told.isArchived]).toEqual([undefined, undefined, '7', true]);
    expect(productOf(bare, undefined, names, { ...TERMS, articleProperty: undefined })).not.toHaveProperty('article');
  });
});
