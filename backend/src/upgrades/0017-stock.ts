import { numberToken, searchTokens, sortKey, tokensInTurn } from '@verstak/domain';
import { ObjectId, type ClientSession, type Document } from 'mongodb';
import type { UpgradeData } from './upgrade-data.js';
import type { Upgrade } from './upgrade.js';

const PRODUCTS = { collection: 'products', entity: 'Product' };
const STOCK = { collection: 'stockItems', entity: 'StockItem' };
const COUNTER = 'stockitem';

/** Whoever says what is offered keeps the stock; every product that is sold from it has its place there, uncounted. */
export const stock: Upgrade = {
  name: '0017-stock',
  async apply(data) {
    for (const permission of ['stock:read', 'stock:write', 'stock:cost'])
      await data.grantPermission(permission, 'catalog:write');
    await data.eachBatch(PRODUCTS.collection, { isStocked: true }, async (products, session) => {
      for (const product of products) {
        const known = await data.db.collection(STOCK.collection).findOne({ productId: product._id }, { session });
        if (known) continue;
        const document = placeOf(product, await nextNumber(data, session));
        await data.replace(PRODUCTS, product, { document: product, added: [{ kind: STOCK, document }] }, session);
      }
    });
  },
};

function placeOf({ _id: productId, name, unit }: Document, number: number): Document & { _id: ObjectId } {
  const now = new Date();
  return {
    _id: new ObjectId(),
    number,
    productId: productId as ObjectId,
    name: String(name),
    unit: String(unit),
    isProduct: true,
    isArchived: false,
    isTracked: false,
    onHand: 0,
    reserved: 0,
    available: 0,
    state: 'uncounted',
    words: tokensInTurn([[numberToken(number)], searchTokens(String(name))]),
    sortKeys: { name: sortKey(String(name)), state: 4 },
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

async function nextNumber({ db }: UpgradeData, session: ClientSession): Promise<number> {
  const counters = db.collection<{ _id: string; value: number }>('counters');
  const after = { upsert: true, returnDocument: 'after', session } as const;
  const counter = await counters.findOneAndUpdate({ _id: COUNTER }, { $inc: { value: 1 } }, after);
  return counter?.value ?? 1;
}
