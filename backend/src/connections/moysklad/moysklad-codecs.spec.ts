import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ClientRecord, OrderRecord, ProductRecord } from '../records.js';
import {
  clientFrom,
  clientTo,
  isWrittenLine,
  orderFrom,
  orderTo,
  productFrom,
  productTo,
  writtenLineCode,
} from './moysklad-codecs.js';
import type { OrderFacts, ProductFacts } from './moysklad-facts.js';
import { MoySkladFault } from './moysklad-fault.js';
import { instantOfMoment, momentOf } from './moysklad-time.js';
import { idOf, type WireAssortment, type WireCounterparty, type WireOrder, type WireRef } from './moysklad-wire.js';

const uuid = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

function ref(type: string, n: number, path = `entity/${type}`): WireRef {
  return { meta: { href: `https://api.moysklad.ru/api/remap/1.2/${path}/${uuid(n)}`, type } };
}

const [RUB, USD] = [ref('currency', 1), ref('currency', 2)];
const RETAIL = ref('pricetype', 3, 'context/companysettings/pricetype');
const WHOLESALE = ref('pricetype', 4, 'context/companysettings/pricetype');
const UNIT = ref('uom', 5);
const PRODUCT_FACTS: ProductFacts = { units: new Map([[uuid(5), 'шт']]), currency: RUB, priceType: RETAIL };

const states = ['Новый', 'Подтвержден', 'Собран'].map((name, n) => ({
  ...ref('state', 10 + n, 'entity/customerorder/metadata/states'),
  id: uuid(10 + n),
  name,
  updated: '',
}));
const ORDER_FACTS: OrderFacts = {
  currency: RUB,
  organization: ref('organization', 6),
  states,
  statuses: [
    { ours: 'draft', theirs: 'Новый' },
    { ours: 'confirmed', theirs: 'Подтвержден' },
    { ours: 'confirmed', theirs: 'Собран' },
    { ours: 'ready', theirs: 'Готов' },
  ],
};

function assortment(type: string, fields: Partial<WireAssortment>): WireAssortment {
  return { ...ref(type, 20), id: uuid(20), updated: '2026-11-30 12:00:00.000', ...fields };
}

function order(fields: Partial<WireOrder>): WireOrder {
  return { ...ref('customerorder', 30), id: uuid(30), updated: '2026-11-30 12:00:00.000', ...fields };
}

describe('a moment', () => {
  it.each([
    ['2026-11-30 12:34:56.789', '2026-11-30T09:34:56.789Z'],
    ['2026-11-30 00:15', '2026-11-29T21:15:00.000Z'],
    ['2016-08-23 15:21:09', '2016-08-23T12:21:09.000Z'],
    // Moscow was four hours ahead then.
    ['2012-04-04 11:35:00', '2012-04-04T07:35:00.000Z'],
    ['2026-11-30 12:34:56.7', '2026-11-30T09:34:56.700Z'],
  ])('%s is %s', (moment, instant) => {
    expect(instantOfMoment(moment)?.toISOString()).toBe(instant);
  });

  it.each([undefined, '', 'вчера', '2026-13-01 00:00:00', '2026-11-30', '2026-11-30T12:00:00Z'])(
    'is not %s',
    (text) => {
      expect(instantOfMoment(text)).toBeUndefined();
    },
  );

  it('comes back as it was told', () => {
    const instants = fc.date({ min: new Date('2015-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(fc.property(instants, (instant) => expect(instantOfMoment(momentOf(instant))).toEqual(instant)));
  });
});

describe('a product', () => {
  it('is told with the price of the chosen type, its unit and the folders it lies in', () => {
    const row = assortment('product', {
      name: 'Кружка',
      article: 'К-330',
      pathName: 'Посуда/Кружки',
      uom: UNIT,
      archived: true,
      salePrices: [
        { value: 90_000, currency: RUB, priceType: { ...WHOLESALE, id: uuid(4) } },
        { value: 150_000.4, currency: RUB, priceType: { ...RETAIL, id: uuid(3) } },
      ],
    });
    expect(productFrom(row, PRODUCT_FACTS)).toEqual({
      subject: 'products',
      externalId: uuid(20),
      name: 'Кружка',
      article: 'К-330',
      description: null,
      category: ['Посуда', 'Кружки'],
      unit: 'шт',
      price: 150_000,
      isArchived: true,
    });
  });

  it('has no price that is in another currency or of another type', () => {
    const foreign = { value: 5, currency: USD, priceType: RETAIL };
    const other = { value: 5, currency: RUB, priceType: WHOLESALE };
    for (const salePrices of [[foreign], [other], []])
      expect(productFrom(assortment('product', { salePrices }), PRODUCT_FACTS)).not.toHaveProperty('price');
  });

  it('that is a variant says nothing of unit and folder, which are those of another', () => {
    expect(productFrom(assortment('variant', { name: 'Футболка (L)' }), PRODUCT_FACTS)).toEqual({
      subject: 'products',
      externalId: uuid(20),
      name: 'Футболка (L)',
      article: null,
      description: null,
      isArchived: false,
    });
  });

  it('is sent no more than is known of it, and what is empty as an empty text', () => {
    expect(productTo({ subject: 'products' }, {}, PRODUCT_FACTS)).toEqual({});
    const cleared = { subject: 'products' as const, article: null, description: null, isArchived: false, price: 1 };
    expect(productTo(cleared, { folder: null }, PRODUCT_FACTS)).toEqual({
      article: '',
      description: '',
      archived: false,
      productFolder: null,
      salePrices: [{ value: 1, priceType: RETAIL, currency: RUB }],
    });
  });

  it('comes back as it was sent', () => {
    const records = fc.record<ProductRecord>({
      subject: fc.constant('products'),
      externalId: fc.constant(uuid(20)),
      name: fc.string({ minLength: 1 }),
      article: fc.option(fc.string({ minLength: 1 })),
      description: fc.option(fc.string({ minLength: 1 })),
      price: fc.nat(),
      isArchived: fc.boolean(),
      unit: fc.constant('шт'),
      category: fc.constant([]),
    });
    fc.assert(
      fc.property(records, (record) => {
        const body = productTo(record, { uom: UNIT }, PRODUCT_FACTS);
        expect(productFrom(assortment('product', body as Partial<WireAssortment>), PRODUCT_FACTS)).toEqual(record);
      }),
    );
  });
});

describe('a client', () => {
  const base = { ...ref('counterparty', 40), id: uuid(40), updated: '2026-11-30 12:00:00.000' };

  it.each<[string, Partial<WireCounterparty>, Partial<ClientRecord>]>([
    ['a company', { companyType: 'legal', name: 'ООО «Ромашка»' }, { company: 'ООО «Ромашка»' }],
    ['a business of one', { companyType: 'entrepreneur', name: 'ИП Иванов' }, { company: 'ИП Иванов' }],
    [
      'somebody with a full name',
      { companyType: 'individual', name: 'Петрова Анна', legalFirstName: 'Анна', legalLastName: 'Петрова' },
      { company: null, firstName: 'Анна', lastName: 'Петрова', middleName: null },
    ],
    [
      'somebody with one name',
      { companyType: 'individual', name: 'Анна с рынка' },
      { company: null, firstName: 'Анна с рынка', lastName: null, middleName: null },
    ],
  ])('may be %s', (_name, row, told) => {
    const rest = { phone: null, email: null, address: null, note: null, isArchived: false };
    expect(clientFrom({ ...base, ...row })).toEqual({ subject: 'clients', externalId: uuid(40), ...rest, ...told });
  });

  it('is told what kind of client it is when it is new, and by people of MoySklad after that', () => {
    const record = { subject: 'clients' as const, company: 'ИП Иванов', firstName: 'Иван', phone: null };
    expect(clientTo(record, true)).toEqual({ name: 'ИП Иванов', companyType: 'legal', phone: '' });
    expect(clientTo(record, false)).toEqual({ name: 'ИП Иванов', phone: '' });
    expect(clientTo({ subject: 'clients', phone: '+79990001122' }, false)).toEqual({ phone: '+79990001122' });
  });

  it('comes back as it was sent', () => {
    const text = fc.option(fc.string({ minLength: 1 }));
    const shared = { phone: text, email: text, address: text, note: text, isArchived: fc.boolean() };
    const who = { subject: fc.constant('clients' as const), externalId: fc.constant(uuid(40)), ...shared };
    const company = fc.record({ ...who, company: fc.string({ minLength: 1 }) });
    const names = { firstName: fc.string({ minLength: 1 }), lastName: text, middleName: text };
    const person = fc.record({ ...who, company: fc.constant(null), ...names });
    fc.assert(
      fc.property(fc.oneof(company, person), (record: ClientRecord) => {
        expect(clientFrom({ ...base, ...(clientTo(record, true) as Partial<WireCounterparty>) })).toEqual(record);
      }),
    );
  });
});

describe('an order', () => {
  const products = new Map([
    [uuid(20), { name: 'Кружка' }],
    [uuid(21), { name: 'Гравировка', externalCode: writtenLineCode('Гравировка') }],
  ]);
  const agent = ref('counterparty', 40);

  it('is told with its lines, its status by the set pairs, and what has been paid', () => {
    const row = order({
      name: '00037',
      agent,
      state: ref('state', 12, 'entity/customerorder/metadata/states'),
      moment: '2026-11-30 12:00:00.000',
      deliveryPlannedMoment: '2026-12-05 18:00:00.000',
      description: 'Позвонить',
      payedSum: 50_000.0,
      rate: { currency: RUB },
    });
    const positions = [
      { quantity: 2, price: 150_000, assortment: ref('product', 20) },
      { quantity: 1.5, price: 10_000, assortment: ref('service', 21) },
    ];
    expect(orderFrom(row, positions, products, ORDER_FACTS)).toEqual({
      subject: 'orders',
      externalId: uuid(30),
      number: '00037',
      clientId: uuid(40),
      status: 'confirmed',
      orderedAt: new Date('2026-11-30T09:00:00Z'),
      dueAt: new Date('2026-12-05T15:00:00Z'),
      note: 'Позвонить',
      paid: 50_000,
      lines: [
        { productId: uuid(20), title: 'Кружка', quantity: 2, unitPrice: 150_000 },
        { title: 'Гравировка', quantity: 1.5, unitPrice: 10_000 },
      ],
    });
  });

  it.each([
    ['a discount', {}, { quantity: 3, price: 10_000, discount: 10 }, { unitPrice: 10_000, total: 27_000 }],
    ['parts of a kopeck', {}, { quantity: 10, price: 33.5 }, { unitPrice: 34, total: 335 }],
    [
      'tax on top',
      { vatEnabled: true, vatIncluded: false },
      { quantity: 1, price: 10_000, vat: 20 },
      { unitPrice: 12_000 },
    ],
    [
      'tax in it',
      { vatEnabled: true, vatIncluded: true },
      { quantity: 1, price: 10_000, vat: 20 },
      { unitPrice: 10_000 },
    ],
    [
      'a line without tax',
      { vatEnabled: true, vatIncluded: false },
      { quantity: 1, price: 10_000, vat: 0, vatEnabled: false },
      { unitPrice: 10_000 },
    ],
  ])('has lines with %s', (_name, fields, position, told) => {
    const [line] =
      orderFrom(order(fields), [{ ...position, assortment: ref('product', 20) }], products, ORDER_FACTS).lines ?? [];
    expect(line).toEqual({ productId: uuid(20), title: 'Кружка', quantity: position.quantity, ...told });
  });

  it('in the bin is cancelled; one of a status that nobody set a pair for says nothing of it', () => {
    expect(orderFrom(order({ deleted: '2026-11-30 12:00:00' }), [], products, ORDER_FACTS).status).toBe('cancelled');
    expect(orderFrom(order({ state: ref('state', 99) }), [], products, ORDER_FACTS)).not.toHaveProperty('status');
  });

  it('in another currency is not taken', () => {
    const read = (): OrderRecord => orderFrom(order({ rate: { currency: USD } }), [], products, ORDER_FACTS);
    expect(read).toThrow(MoySkladFault);
  });

  it('is sent with the first status of several, and not with one that is not there', () => {
    const body = orderTo({ subject: 'orders', status: 'confirmed' }, {}, ORDER_FACTS);
    expect(idOf(body['state'] as WireRef)).toBe(uuid(11));
    expect(() => orderTo({ subject: 'orders', status: 'ready' }, {}, ORDER_FACTS)).toThrow(
      'There is no status “Готов”',
    );
    expect(orderTo({ subject: 'orders', status: 'delivered' }, {}, ORDER_FACTS)).toEqual({});
  });

  it('comes back as it was sent', () => {
    const lines = fc.array(
      fc.record({
        productId: fc.constant(uuid(20)),
        title: fc.constant('Кружка'),
        quantity: fc.integer({ min: 1, max: 1_000 }),
        unitPrice: fc.integer({ min: 1, max: 10_000_000 }),
      }),
    );
    const minute = fc.integer({ min: 25_000_000, max: 40_000_000 }).map((minutes) => new Date(minutes * 60_000));
    const records = fc.record<OrderRecord>({
      subject: fc.constant('orders'),
      externalId: fc.constant(uuid(30)),
      number: fc.string({ minLength: 1 }),
      clientId: fc.constant(uuid(40)),
      status: fc.constantFrom('draft', 'confirmed'),
      orderedAt: minute,
      dueAt: fc.option(minute),
      note: fc.option(fc.string({ minLength: 1 })),
      lines,
    });
    fc.assert(
      fc.property(records, (record) => {
        const refs = { agent, assortment: record.lines?.map(() => ref('product', 20)) };
        const { positions, deliveryPlannedMoment, ...body } = orderTo(record, refs, ORDER_FACTS);
        const due = deliveryPlannedMoment ? { deliveryPlannedMoment: deliveryPlannedMoment as string } : {};
        const row = order({ ...(body as Partial<WireOrder>), ...due });
        expect(orderFrom(row, positions as [], products, ORDER_FACTS)).toEqual(record);
      }),
    );
  });

  it('keeps what its lines come to when it is sent with discounts', () => {
    const lines = [{ productId: uuid(20), title: 'Кружка', quantity: 3, unitPrice: 9_999, total: 20_001 }];
    const { positions } = orderTo(
      { subject: 'orders', lines } as Partial<OrderRecord>,
      { assortment: [ref('product', 20)] },
      ORDER_FACTS,
    );
    expect(orderFrom(order({}), positions as [], products, ORDER_FACTS).lines).toEqual(lines);
  });
});

describe('a line that is written freely', () => {
  it('is known by its title again', () => {
    expect(isWrittenLine(writtenLineCode('Гравировка'))).toBe(true);
    expect(writtenLineCode('Гравировка')).toBe(writtenLineCode('Гравировка'));
    expect(writtenLineCode('Гравировка ')).not.toBe(writtenLineCode('Гравировка'));
    for (const code of [undefined, '', 'ibWbdtWWhXiIwfZVEal6z2']) expect(isWrittenLine(code)).toBe(false);
  });
});
