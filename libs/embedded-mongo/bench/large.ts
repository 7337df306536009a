import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MongoClient, type Collection } from 'mongodb';

/**
 * How a server bears a million documents: memory, opening, and how long a long query keeps others waiting. A process of
 * its own, so that its memory is its own: `npm run bench:db:large`.
 */
const DOCUMENTS = Number(process.env.BENCH_DOCUMENTS ?? 1_000_000);
const BATCH = 1000;
const SETTLE = 10_000;
const folder = mkdtempSync(join(tmpdir(), 'bench-large-'));
const cli = fileURLToPath(new URL('../dist/cli.js', import.meta.url));

interface Server {
  readonly child: ChildProcess;
  readonly uri: string;
  /** Milliseconds from the start of the process to its first answer. */
  readonly opened: number;
}

async function open(dataDir: string): Promise<Server> {
  const started = performance.now();
  const child = spawn(process.execPath, [cli, '--data', dataDir, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const uri = await new Promise<string>((resolve, reject) => {
    let output = '';
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${output}`)));
    child.stdout.on('data', (data: Buffer) => {
      output += data.toString();
      const found = /mongodb:\/\/\S+/.exec(output)?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  const client = await MongoClient.connect(uri);
  await client.db('admin').command({ ping: 1 });
  const opened = performance.now() - started;
  await client.close();
  return { child, uri, opened };
}

async function close({ child }: Server): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await ended;
}

/** Memory of the process itself in megabytes, without the pages of the file that the system may drop. */
const memory = ({ child }: Server): number =>
  Math.round(Number(/RssAnon:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024);

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

async function openings(dataDir: string): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < 5; i++) {
    const server = await open(dataDir);
    times.push(server.opened);
    await close(server);
  }
  return median(times);
}

async function load(orders: Collection): Promise<void> {
  await orders.createIndex({ number: 1 }, { unique: true });
  await orders.createIndex({ client: 1, number: -1 });
  for (let from = 0; from < DOCUMENTS; from += BATCH) {
    const documents = Array.from({ length: BATCH }, (_, i) => ({
      number: from + i,
      client: `Client ${(from + i) % 1000}`,
      total: (from + i) % 10_007,
      text: 'x'.repeat(500),
    }));
    await orders.insertMany(documents, { ordered: false });
  }
}

/** The longest and the usual time that small queries take while a long one runs beside them. */
async function pauses(uri: string, work: (orders: Collection) => Promise<unknown>): Promise<string> {
  const [busy, small] = [await MongoClient.connect(uri), await MongoClient.connect(uri)];
  const orders = small.db('bench').collection('orders');
  let isDone = false;
  const started = performance.now();
  const working = work(busy.db('bench').collection('orders')).finally(() => (isDone = true));
  const times: number[] = [];
  while (!isDone) {
    const asked = performance.now();
    await orders.findOne({ number: Math.floor(Math.random() * DOCUMENTS) });
    times.push(performance.now() - asked);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await working;
  const took = performance.now() - started;
  await Promise.all([busy.close(), small.close()]);
  times.sort((a, b) => a - b);
  const [usual, most] = [times[times.length >> 1] ?? 0, times.at(-1) ?? 0];
  return `${took.toFixed(0)} ms beside ${times.length} small ones: usually ${usual.toFixed(1)} ms, at most ${most.toFixed(1)} ms (aim <= 50)`;
}

try {
  const empty = await openings(join(folder, 'empty'));
  const first = await open(join(folder, 'data'));
  const before = memory(first);
  const client = await MongoClient.connect(first.uri);
  const started = performance.now();
  await load(client.db('bench').collection('orders'));
  const seconds = (performance.now() - started) / 1000;
  console.log(`loaded ${DOCUMENTS} documents of 600 bytes with two indexes in ${seconds.toFixed(0)} s`);
  const loaded = memory(first);
  await new Promise((resolve) => setTimeout(resolve, SETTLE));
  console.log(
    `memory ${before} MB empty, ${loaded} MB after loading, ${memory(first)} MB ten seconds later (aim <= 200)`,
  );
  await client.close();
  await close(first);
  const full = await openings(join(folder, 'data'));
  console.log(
    `opening: ${full.toFixed(0)} ms, empty ${empty.toFixed(0)} ms, ${(full - empty).toFixed(0)} ms more (aim <= 200)`,
  );
  const server = await open(join(folder, 'data'));
  console.log(`memory ${memory(server)} MB when it has been opened`);
  const queries: [string, (orders: Collection) => Promise<unknown>][] = [
    ['a scan that finds nothing', (c) => c.find({ text: 'y' }).toArray()],
    ['a sort without an index', (c) => c.find().sort({ total: 1 }).limit(10).toArray()],
    [
      'a sort of everything',
      (c) =>
        c
          .find({}, { projection: { total: 1 } })
          .sort({ total: 1 })
          .batchSize(1000)
          .next(),
    ],
    ['$group over everything', (c) => c.aggregate([{ $group: { _id: '$client', sum: { $sum: '$total' } } }]).toArray()],
    ['a count by an index', (c) => c.countDocuments({ client: { $gte: 'Client 1' } })],
    ['updateMany of 100,000', (c) => c.updateMany({ number: { $lt: 100_000 } }, { $inc: { total: 1 } })],
    ['createIndex', (c) => c.createIndex({ total: 1 })],
  ];
  const wanted = queries.filter(([name]) => name.includes(process.argv[2] ?? ''));
  for (const [name, work] of wanted) console.log(`${name}: ${await pauses(server.uri, work)}`);
  console.log(`memory ${memory(server)} MB after the queries`);
  await close(server);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
