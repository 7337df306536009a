import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { BSON, MongoClient, ObjectId, type Collection } from 'mongodb';
import { startServer } from '@verstak/embedded-mongo';

/**
 * How near the server comes to one that answers canned bytes through the same driver: `npm run bench:db`.
 * Each figure is operations a second with 32 callers over one client, and its share of the null server's.
 */
const CALLERS = 32;
const SECONDS = Number(process.env.BENCH_SECONDS ?? 2);
const ROUNDS = 5;
const DOCUMENTS = 100_000;
const only = process.argv[2];

interface Figure {
  readonly name: string;
  readonly aim: number;
  run(collection: Collection, i: number): Promise<unknown>;
}

const ids = Array.from({ length: DOCUMENTS }, () => new ObjectId());
const order = (i: number) => ({
  _id: ids[i % DOCUMENTS]!,
  number: i,
  status: ['draft', 'confirmed', 'in_production', 'ready'][i % 4],
  client: `Client ${i % 1000}`,
  phone: '+7 900 000-00-00',
  total: { amount: 100_000 + i, currency: 'RUB' },
  items: [
    { title: 'Birthday cake with berries', quantity: 2, price: 350_000, wishes: 'no nuts, please; the name in blue' },
    { title: 'Box of macarons', quantity: 1, price: 120_000, wishes: '' },
  ],
  search: ['birthday', 'cake', 'berries', `client${i % 1000}`, String(i)],
  createdAt: new Date(1_700_000_000_000 + i * 1000),
  notes: 'x'.repeat(80),
});

const any = (): number => Math.floor(Math.random() * DOCUMENTS);
const figures: Figure[] = [
  { name: 'findOne by id', aim: 0.7, run: (c) => c.findOne({ _id: ids[any()]! }) },
  {
    name: 'find 25 by index with sort',
    aim: 0.6,
    run: (c) =>
      c
        .find({ status: 'ready', number: { $lt: any() + 200 } })
        .sort({ number: -1 })
        .limit(25)
        .toArray(),
  },
  {
    name: 'insertOne',
    aim: 0.5,
    run: (c, i) => c.db.collection('inserted').insertOne({ ...order(i), _id: new ObjectId() }),
  },
  { name: 'update by id', aim: 0.5, run: (c, i) => c.updateOne({ _id: ids[any()]! }, { $set: { notes: `y${i}` } }) },
  { name: 'count on an index', aim: 0.6, run: (c) => c.countDocuments({ client: `Client ${any() % 1000}` }) },
];

async function measure(collection: Collection, figure: Figure): Promise<number> {
  let done = 0;
  let until = Date.now() + 500;
  const caller = async (n: number): Promise<void> => {
    for (let i = n; Date.now() < until; i += CALLERS) {
      await figure.run(collection, i);
      done++;
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, (_, n) => caller(n)));
  done = 0;
  const started = performance.now();
  until = Date.now() + SECONDS * 1000;
  await Promise.all(Array.from({ length: CALLERS }, (_, n) => caller(n)));
  return (done * 1000) / (performance.now() - started);
}

async function load(collection: Collection): Promise<number> {
  const started = performance.now();
  for (let i = 0; i < DOCUMENTS; i += 1000)
    await collection.insertMany(Array.from({ length: 1000 }, (_, j) => order(i + j)));
  return (DOCUMENTS * 1000) / (performance.now() - started);
}

const line = (name: string, ours: number, theirs: number, aim: number, unit = '/s'): void =>
  console.log(
    `${name.padEnd(34)} ${ours.toFixed(0).padStart(8)}${unit}  null ${theirs.toFixed(0).padStart(8)}${unit}  ${(ours / theirs).toFixed(2)} (aim ${aim})`,
  );

const folder = mkdtempSync(join(tmpdir(), 'bench-'));
const server = await startServer({ dataDir: join(folder, 'data') });
const one = order(1);
const clock = {
  $clusterTime: {
    clusterTime: new BSON.Timestamp({ t: 1, i: 1 }),
    signature: { hash: new BSON.Binary(Buffer.alloc(20)), keyId: 0 },
  },
  operationTime: new BSON.Timestamp({ t: 1, i: 1 }),
};
const found = (documents: object[]) => ({
  cursor: { firstBatch: documents, id: BSON.Long.ZERO, ns: 'bench.orders' },
  ok: 1,
  ...clock,
});
const replies: [string, object][] = [
  ['find', found([one])],
  ['insert', { n: 1, ok: 1, ...clock }],
  ['update', { n: 1, nModified: 1, ok: 1, ...clock }],
  ['aggregate', found([{ _id: 1, n: 100 }])],
];
const hello = {
  helloOk: true,
  isWritablePrimary: true,
  ismaster: true,
  secondary: false,
  hosts: ['null'],
  setName: 'rs0',
  setVersion: 1,
  maxBsonObjectSize: 16_777_216,
  maxMessageSizeBytes: 48_000_000,
  maxWriteBatchSize: 100_000,
  logicalSessionTimeoutMinutes: 30,
  minWireVersion: 0,
  maxWireVersion: 21,
  readOnly: false,
  ok: 1,
};

async function nullServer(change: [string, object][] = []): Promise<{ uri: string; worker: Worker }> {
  const path = join(folder, `null-${change.length}.sock`);
  const all: [string, object][] = [['hello', hello], ...replies, ...change];
  const workerData = { replies: all.map(([name, reply]) => [name, BSON.serialize(reply)]), path };
  const worker = new Worker(new URL('./null-thread.ts', import.meta.url), { workerData });
  await new Promise((resolve) => worker.once('message', resolve));
  return {
    uri: `mongodb://${encodeURIComponent(path)}/?replicaSet=rs0&directConnection=true&retryWrites=true`,
    worker,
  };
}

const client = new MongoClient(server.uri);
const orders = client.db('bench').collection('orders');
const nothing = await nullServer();
const nullClient = new MongoClient(nothing.uri);
const nullOrders = nullClient.db('bench').collection('orders');
const many = await nullServer([['find', found(Array.from({ length: 25 }, (_, i) => order(i)))]]);
const manyClient = new MongoClient(many.uri);

const loaded = await load(orders);
if (only === undefined || 'load'.includes(only))
  line('insertMany of 1000', loaded, await load(nullOrders), 0.3, ' docs/s');
await orders.createIndex({ status: 1, number: -1 });
await orders.createIndex({ client: 1 });
await orders.createIndex({ search: 1 });
for (const figure of figures) {
  if (only !== undefined && !figure.name.includes(only)) continue;
  const against = figure.name.startsWith('find 25') ? manyClient.db('bench').collection('orders') : nullOrders;
  // In turns, because a machine is not the same from one second to the next; the round in the middle counts.
  const rounds: { ours: number; theirs: number }[] = [];
  for (let round = 0; round < ROUNDS; round++)
    rounds.push({ ours: await measure(orders, figure), theirs: await measure(against, figure) });
  rounds.sort((a, b) => a.ours / a.theirs - b.ours / b.theirs);
  const { ours, theirs } = rounds[ROUNDS >> 1]!;
  line(figure.name, ours, theirs, figure.aim);
}
if (only === undefined || 'group'.includes(only)) {
  const grouped = async (): Promise<number> => {
    const started = performance.now();
    await orders
      .aggregate([{ $match: { number: { $gte: 0 } } }, { $group: { _id: '$client', sum: { $sum: '$total.amount' } } }])
      .toArray();
    return performance.now() - started;
  };
  await grouped();
  const bytes = BSON.serialize(order(5));
  const started = performance.now();
  for (let i = 0; i < DOCUMENTS; i++) BSON.deserialize(bytes);
  const plain = performance.now() - started;
  console.log(
    `$match + $group over ${DOCUMENTS}: ${(await grouped()).toFixed(0)} ms; bson deserializes as many in ${plain.toFixed(0)} ms (aim <= 1)`,
  );
}
await Promise.all([client.close(), nullClient.close(), manyClient.close()]);
await server.close();
await Promise.all([nothing.worker.terminate(), many.worker.terminate()]);
rmSync(folder, { recursive: true, force: true });
