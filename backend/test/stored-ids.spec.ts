import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { JournalService } from '../src/platform/journal/journal.service.js';
import { makeClient, makeOrderInWork, partsOf, type OrderBody, type PageBody } from './factories.js';
import { TestWorkshop } from './harness.js';
import { wrongIds } from './stored-ids.js';
import { addFile } from './uploads.js';

let workshop: TestWorkshop;

beforeAll(async () => (workshop = await TestWorkshop.open()));
afterAll(async () => workshop.close());

describe('an id', () => {
  it('is stored as one wherever it is declared, in lists too, and is a text in answers', async () => {
    const [manager, master] = [await workshop.as('manager'), await workshop.as('master')];
    const order = await makeOrderInWork(manager, master.id);
    await makeClient(manager, { contacts: [{ name: 'Секретарь', phone: '+7 900 555-01-01' }] });
    const [part] = await partsOf(manager, order.id);
    await master.post(`/parts/${part?.id}/step`, { action: 'start' });
    await master.post(`/parts/${part?.id}/scrap`, { quantity: 1, reason: 'material' });
    await addFile(manager, { subject: 'Order', subjectId: order.id, itemId: part?.itemId ?? '' });
    const [item] = order.items;
    await manager.patch(`/orders/${order.id}`, { items: [{ id: item?.id, title: 'Другая' }] });

    const found: Record<string, number> = {};
    for (const { collection, type } of workshop.app.get(JournalService).kinds) {
      const documents = await workshop.connection.collection(collection).find().toArray();
      found[collection] = documents.length;
      expect({ collection, wrong: documents.flatMap((one) => wrongIds(type, one)) }).toEqual({ collection, wrong: [] });
    }
    expect(found).toMatchObject({ clients: 2, orders: 1, parts: 1, stagePasses: 1, files: 1 });
    const { body } = await manager.get<OrderBody>(`/orders/${order.id}`);
    expect(body.items).toMatchObject([{ id: item?.id, title: 'Другая', masterId: master.id }]);
  });

  it('inside of a list finds the document, a page of them and their export', async () => {
    const [manager, master] = [await workshop.as('manager'), await workshop.another('master')];
    const { id } = await makeOrderInWork(manager, master.id);
    const { body } = await manager.get<PageBody<OrderBody>>(`/orders?masterId=${master.id}`);
    expect(body.items).toMatchObject([{ id, items: [{ masterId: master.id }] }]);
    const { text } = await manager.get(`/orders/export.csv?masterId=${master.id}&table=items&lang=en`);
    expect(text.trim().split('\r\n')).toHaveLength(1 + body.items.flatMap(({ items }) => items).length);
  });
});
