/** Fills a database with clients and orders as the product stores them, without its journal. */
import {
  dayToken,
  lineGross,
  lineTotal,
  makeCode,
  numberToken,
  ORDER_STATUSES,
  owedFor,
  phoneTokens,
  searchTokens,
  settlementOf,
  sortKey,
  sumToken,
  tokensInTurn,
  type OrderStatus,
} from '@verstak/domain';
import { startServer } from '@verstak/embedded-mongo';
import bcrypt from 'bcrypt';
import { MongoClient, ObjectId } from 'mongodb';
import { randomInt } from 'node:crypto';

const DAY_MS = 24 * 60 * 60 * 1_000;
const BATCH = 1_000;
const TITLES = [
  'Кружка с гравировкой',
  'Медаль наградная',
  'Торт «Прага»',
  'Визитки',
  'Фланец стальной',
  'Значок эмалевый',
  'Магнит',
  'Футболка с принтом',
];
const NAMES = ['Ромашка', 'Василёк', 'Сокол', 'Заря', 'Прогресс', 'Кристалл', 'Метелица', 'Орион'];
const STATUSES = ['delivered', 'delivered', 'delivered', 'delivered', 'in_production', 'ready', 'confirmed', 'draft'];

/** What the load needs to know of the seeded documents. */
export interface Seeded {
  draftIds: string[];
  orderIds: string[];
  clientIds: string[];
  /** Parts that wait, at stages that anybody may do. */
  waitingIds: string[];
  partCodes: string[];
  /** Products that customers see. */
  productIds: string[];
  /** A full year in which there are orders. */
  year: number;
}

/** Work centres of the seeded parts. */
const CENTRES = ['Пила', 'Лазер', 'Печь', 'Сборка', 'Упаковка'];

/** Products of the catalog, all of them shown. */
const PRODUCTS = 10_000;

/** Adds the documents to a database the product has started on once; also a manager `bench` with the password. */
export async function seed(dataDir: string, clients: number, orders: number, password: string): Promise<Seeded> {
  const server = await startServer({ dataDir });
  const client = await MongoClient.connect(server.uri);
  try {
    const db = client.db('verstak');
    const role = await db.collection('roles').findOne({ key: 'admin' });
    const now = new Date();
    const base = { version: 1, createdAt: now, updatedAt: now };
    await db.collection('users').insertOne({
      ...base,
      login: 'bench',
      loginKey: 'bench',
      name: 'Bench',
      roleId: role?._id,
      roleKey: 'admin',
      isActive: true,
      passwordHash: await bcrypt.hash(password, 12),
    });
    const clientIds = Array.from({ length: clients }, () => new ObjectId());
    const names = clientIds.map((_, index) => `${NAMES[index % NAMES.length]} ${index + 1} ООО`);
    await batches(clients, async (from, to) => {
      const documents = clientIds
        .slice(from, to)
        .map((_id, offset) => clientOf(_id, from + offset, names[from + offset] ?? '', base));
      await db.collection('clients').insertMany(documents, { ordered: false });
    });
    const seeded: Seeded = {
      draftIds: [],
      orderIds: [],
      clientIds: clientIds.map((id) => id.toHexString()),
      waitingIds: [],
      partCodes: [],
      productIds: [],
      year: now.getUTCFullYear() - 1,
    };
    await batches(orders, async (from, to) => {
      const documents = Array.from({ length: to - from }, (_, offset) => {
        const index = from + offset;
        const at = (index * 7) % clients;
        return orderOf(index, clientIds[at] as ObjectId, at + 1, names[at] ?? '', now);
      });
      for (const { _id, status } of documents) {
        seeded.orderIds.push(_id.toHexString());
        if (status === 'draft') seeded.draftIds.push(_id.toHexString());
      }
      await db.collection('orders').insertMany(documents, { ordered: false });
      const parts = documents.map((order, offset) => partOf(from + offset, order._id, now));
      for (const { _id, state, code } of parts) {
        if (state === 'waiting') seeded.waitingIds.push(_id.toHexString());
        seeded.partCodes.push(code);
      }
      await db.collection('parts').insertMany(parts, { ordered: false });
    });
    await batches(PRODUCTS, async (from, to) => {
      const products = Array.from({ length: to - from }, (_, offset) => productOf(from + offset, base));
      seeded.productIds.push(...products.map(({ _id }) => _id.toHexString()));
      await db.collection('products').insertMany(products, { ordered: false });
    });
    const counters = [
      { _id: 'client', value: clients },
      { _id: 'product', value: PRODUCTS },
      { _id: 'order', value: orders },
      { _id: 'part', value: orders },
    ];
    for (const { _id, value } of counters) {
      await db
        .collection<{ _id: string; value: number }>('counters')
        .updateOne({ _id }, { $set: { value } }, { upsert: true });
    }
    return seeded;
  } finally {
    await client.close();
    await server.close();
  }
}

function clientOf(
  _id: ObjectId,
  index: number,
  company: string,
  base: object,
): Record<string, unknown> & { _id: ObjectId } {
  const number = index + 1;
  const { phone, email } = reachOf(number);
  return {
    _id,
    ...base,
    number,
    name: company,
    company,
    phone,
    email,
    isArchived: false,
    balance: 0,
    sortKeys: { name: sortKey(company), company: sortKey(company), phone: sortKey(phone), email: sortKey(email) },
    dialled: phone.replaceAll(' ', ''),
    words: tokensInTurn([[numberToken(number)], searchTokens(company), ...reachTokens(number)]),
  };
}

function reachOf(client: number): { phone: string; email: string } {
  return { phone: `+7 9${String(client - 1).padStart(9, '0')}`, email: `client${client}@example.org` };
}

/** By how a client is reached, for those who may read it. */
function reachTokens(client: number): string[][] {
  const { phone, email } = reachOf(client);
  return [phoneTokens(phone.replace(/\D/g, '')), searchTokens(email)].map((tokens) =>
    tokens.map((token) => `cc!${token}`),
  );
}

function orderOf(
  index: number,
  clientId: ObjectId,
  client: number,
  clientName: string,
  now: Date,
): Record<string, unknown> & { _id: ObjectId; status: string } {
  // Three years up to now, in order, as a workshop's base grows.
  const orderedAt = new Date(now.getTime() - (100_000 - (index % 100_000)) * ((3 * 365 * DAY_MS) / 100_000));
  const items = [0, 1].map((line) => {
    const title = TITLES[(index + line) % TITLES.length] ?? '';
    const priced = {
      quantity: 1 + ((index + line) % 9),
      unitPrice: 10_000 + ((index * 37) % 500_000),
      discountPercent: (index % 4) * 5,
    };
    return {
      id: new ObjectId(),
      title,
      wishes: `Надпись № ${index}`,
      unit: 'шт',
      ...priced,
      total: lineTotal(priced),
      gross: lineGross(priced),
    };
  });
  const total = items.reduce((sum, item) => sum + item.total, 0);
  const gross = items.reduce((sum, item) => sum + item.gross, 0);
  const status = STATUSES[index % STATUSES.length] ?? 'draft';
  const dueAt = new Date(orderedAt.getTime() + 14 * DAY_MS);
  const { phone, email } = reachOf(client);
  const words = tokensInTurn([
    [numberToken(index + 1)],
    ...[status, clientName, ...items.flatMap((item) => [item.title, item.wishes])].map((text) => searchTokens(text)),
    [dueAt, orderedAt].map((day) => dayToken(day.toISOString().slice(0, 10))),
    [`op!${sumToken(total)}`],
    ...reachTokens(client),
  ]);
  return {
    _id: new ObjectId(),
    version: 1,
    createdAt: orderedAt,
    updatedAt: orderedAt,
    number: index + 1,
    status,
    clientId,
    clientName,
    items,
    clientPhone: phone,
    clientEmail: email,
    dueAt,
    total,
    gross,
    paid: 0,
    payment: settlementOf({ status: status as OrderStatus, total, paid: 0 }).state,
    owed: owedFor({ status: status as OrderStatus, total, paid: 0 }),
    orderedAt,
    orderedDay: orderedAt.toISOString().slice(0, 10),
    partsTotal: 0,
    partsDone: 0,
    sortKeys: { clientName: sortKey(clientName), status: ORDER_STATUSES.indexOf(status as OrderStatus) },
    words,
  };
}

/** A product with one option. */
function productOf(index: number, base: object): Record<string, unknown> & { _id: ObjectId } {
  const number = index + 1;
  const name = `${TITLES[index % TITLES.length]} ${number}`;
  const choices = [0, 5_000].map((price) => ({
    id: new ObjectId(),
    name: price ? 'большой' : 'обычный',
    price,
    minutesPerUnit: 0,
  }));
  return {
    _id: new ObjectId(),
    ...base,
    number,
    name,
    unit: 'шт',
    price: 10_000 + ((index * 37) % 500_000),
    leadDays: index % 7,
    isShown: true,
    isArchived: false,
    isStocked: index % 3 === 0,
    options: [{ id: new ObjectId(), name: 'Размер', choices }],
    questions: [],
    sortKeys: { name: sortKey(name) },
    words: tokensInTurn([[numberToken(number)], searchTokens(name)]),
  };
}

/** An open part of each order, at one stage. */
function partOf(
  index: number,
  orderId: ObjectId,
  now: Date,
): Record<string, unknown> & { _id: ObjectId; state: string; code: string } {
  const title = TITLES[index % TITLES.length] ?? '';
  const state = index % 3 ? 'waiting' : 'paused';
  const code = makeCode((below) => randomInt(below));
  const name = CENTRES[index % CENTRES.length];
  const stage = {
    id: new ObjectId(),
    name,
    workCentre: name,
    setUpMinutes: 5,
    minutesPerUnit: 2,
    masterIds: [],
    good: 0,
  };
  const number = index + 1;
  return {
    _id: new ObjectId(),
    version: 1,
    createdAt: now,
    updatedAt: now,
    number,
    code,
    orderId,
    orderNumber: number,
    ancestorIds: [],
    isRoot: true,
    title,
    quantity: 5,
    unit: 'шт',
    dueAt: new Date(now.getTime() + ((index % 30) - 5) * DAY_MS),
    state,
    stages: [stage],
    stagesDone: 0,
    stageName: name,
    workCentre: name,
    performerIds: [],
    isForAnybody: true,
    stagePerformerIds: [],
    isStageForAnybody: true,
    plannedSeconds: 900,
    earnedSeconds: 0,
    plannedBelow: 0,
    earnedBelow: 0,
    childrenTotal: 0,
    childrenDone: 0,
    isBlocked: false,
    passesTotal: 0,
    workedMs: 0,
    idleSince: now,
    scraps: [],
    isHeld: false,
    sortKeys: { title: sortKey(title), state: 0, stageName: sortKey(name ?? ''), workCentre: sortKey(name ?? '') },
    words: tokensInTurn([[numberToken(number)], searchTokens(title)]),
  };
}

async function batches(count: number, work: (from: number, to: number) => Promise<void>): Promise<void> {
  for (let from = 0; from < count; from += BATCH) await work(from, Math.min(from + BATCH, count));
}
