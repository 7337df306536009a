import { afterEach, describe, expect, it } from '@jest/globals';
import { line, makeClient, makeOrder, type OrderBody } from './factories.js';
import { TestWorkshop } from './harness.js';

let workshop: TestWorkshop;
afterEach(async () => workshop.close());

describe('a workshop whose currency', () => {
  it.each([
    ['JPY', 0, '1500', '1500.00', '1500', 1_500],
    ['KWD', 3, '1.500', '1.500', '1.25', 1_250],
    ['RUB', 2, '15.00', '15.00', '1.25', 125],
  ])('is %s has %i decimals in every file and to the former API', async (CURRENCY, digits, csv, s2, price, minor) => {
    workshop = await TestWorkshop.open({ CURRENCY });
    const manager = await workshop.as('manager');
    expect((await manager.get('/workshop')).body).toMatchObject({ currency: CURRENCY, currencyDigits: digits });
    const client = await makeClient(manager, { firstName: 'Анна', lastName: 'Иванова' });
    const order = await makeOrder(manager, { clientId: client.id, items: [line({ quantity: 1, unitPrice: 1_500 })] });
    expect((await manager.get('/orders/export.csv?lang=en')).text).toMatch(new RegExp(`,${csv.replace('.', '\\.')},`));
    const listed = await manager.post<{ orders: { total_price: string }[] }>('/api/orders/get/', {});
    expect(listed.body.orders[0]?.total_price).toBe(s2);
    const one = await manager.post<{ total_price: number }>(`/api/orders/get/${order.number}/`);
    expect(one.body.total_price).toBe(Number(csv));
    const added = await manager.post('/api/orders/add/', {
      client: client.number,
      product: 'Кружка',
      quantity: 1,
      price,
    });
    expect(added.status).toBe(200);
    const { body } = await manager.get<{ items: OrderBody[] }>('/orders?sort=-number');
    expect(body.items[0]?.total).toBe(minor);
    if (!digits) {
      const half = { client: client.number, product: 'Кружка', quantity: 1, price: '0.50' };
      expect((await manager.post('/api/orders/add/', half)).status).toBe(400);
      // Numbers of firms are those of the country.
      const details = { taxNumber: 'T1 2345 6789 0123', bankAccount: '0001-1234567' };
      const { status, body: named } = await (await workshop.asAdmin()).patch('/workshop', details);
      expect([status, named]).toEqual([200, expect.objectContaining({ ...details, country: 'JP', name: 'Верстак' })]);
    }
  });
});
