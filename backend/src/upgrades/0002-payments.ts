import { ObjectId, type ClientSession, type Document } from 'mongodb';
import type { UpgradeData } from './upgrade-data.js';
import type { Upgrade } from './upgrade.js';

const ORDERS = { collection: 'orders', entity: 'Order' };
const CLIENTS = { collection: 'clients', entity: 'Client' };
const PAYMENTS = { collection: 'payments', entity: 'Payment' };

/** What was paid for an order is a payment of its day, and accounts are sales less payments, whatever the status. */
export const payments: Upgrade = {
  name: '0002-payments',
  async apply(data) {
    await data.grantPermission('payments:write', 'orders:write');
    // So that what is done already is found at once.
    await data.db.collection(PAYMENTS.collection).createIndex({ orderId: 1, _id: -1 });
    await data.changeEach(ORDERS, { paid: { $gt: 0 } }, async (order, session) => {
      const isDone = await data.db.collection(PAYMENTS.collection).findOne({ orderId: order._id }, { session });
      return isDone ? undefined : { document: order, added: [{ kind: PAYMENTS, document: paymentOf(order) }] };
    });
    await data.changeEach(CLIENTS, {}, async (client, session) => ({
      document: { ...client, balance: await balanceOf(data, client._id, session) },
    }));
  },
};

function paymentOf(order: Document): Document & { _id: ObjectId } {
  const now = new Date();
  const { managerId, managerName } = order;
  return {
    _id: new ObjectId(),
    orderId: order['_id'],
    orderNumber: order['number'],
    clientId: order['clientId'],
    amount: order['paid'],
    method: 'other',
    day: order['orderedDay'],
    ...(managerId ? { takenById: managerId, takenByName: managerName } : {}),
    version: 1,
    createdAt: now,
    updatedAt: now,
  };
}

const SALE = {
  $and: [
    { $in: ['$status', ['confirmed', 'in_production', 'ready', 'delivered', 'on_hold']] },
    { $ne: ['$heldFrom', 'draft'] },
  ],
};

/** Totals of a client's sales less what was paid for any of the client's orders, minor units. */
async function balanceOf({ db }: UpgradeData, clientId: unknown, session: ClientSession): Promise<number> {
  const charge = { $subtract: [{ $cond: [SALE, '$total', 0] }, { $ifNull: ['$paid', 0] }] };
  const [sum] = await db
    .collection(ORDERS.collection)
    .aggregate([{ $match: { clientId } }, { $group: { _id: null, balance: { $sum: charge } } }], { session })
    .toArray();
  return Number(sum?.['balance'] ?? 0);
}
