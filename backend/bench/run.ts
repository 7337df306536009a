/**
 * Measures the product as one would meet it: 100,000 orders of 20,000 clients in a database of its own, load by a second
 * process on loopback over 32 connections. Beside each figure stands what a bare Fastify server reaches that answers
 * the same bytes from memory, in the same run; the ratio is what can be compared between machines.
 */
import { LABEL_PRESETS } from '@verstak/domain';
import { execFile, fork, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { importParts, watchFloor } from './floor.ts';
import type { Load, LoadResult } from './load.ts';
import { seed, type Seeded } from './seed.ts';
import { supply, type Supplied } from './supply.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 8);
const ORDERS = Number(process.env['BENCH_ORDERS'] ?? 100_000);
const CLIENTS = Math.ceil(ORDERS / 5);
const CONNECTIONS = 32;
/** Seconds of each load that are not counted: the code is compiled in them. */
const WARM_SECONDS = 3;
const SETTLE_MS = 12_000;
const BOOTS = 3;
const LABELS = 500;
/** As many as one network may make in a row. */
const CHECKOUTS = 21;
const PORT = 3_900;
const BARE_PORT = 3_901;
const PRODUCT = `http://127.0.0.1:${PORT}`;
const BARE = `http://127.0.0.1:${BARE_PORT}`;
const PASSWORD = 'bench bench bench';

interface Product {
  child: ChildProcess;
  bootMs: number;
  adminPassword?: string;
}

const dataDir = mkdtempSync(join(tmpdir(), 'verstak-bench-'));
const children = new Set<ChildProcess>();
async function main(): Promise<void> {
  const first = await startProduct();
  await signIn(first.adminPassword ?? '');
  await stop(first.child);
  process.stdout.write(`Seeding ${ORDERS} orders of ${CLIENTS} clients …\n`);
  const seeded = await seed(join(dataDir, 'database'), CLIENTS, ORDERS, PASSWORD);
  const boots: number[] = [];
  for (let index = 0; index < BOOTS - 1; index++) {
    const { child, bootMs } = await startProduct();
    boots.push(bootMs);
    await stop(child);
  }
  const product = await startProduct();
  boots.push(product.bootMs);
  // Also what is read after the start, such as the sales that reports count, is in the figure.
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const idleMemory = memoryOf(product.child);
  const session = await signIn(PASSWORD, 'bench');
  const supplied = await supply(`${PRODUCT}/api/v1`, session);
  const rows = [];
  for (const [name, load, aim] of scenarios(session, seeded, supplied)) {
    const [first, rest] = parts(load);
    await run(first);
    rows.push({ name, aim, product: await run(rest), bare: await bare(load) });
    process.stdout.write('.');
  }
  const report = await slowest(session);
  const sheet = await labelled(session);
  const checkout = await checkedOut(seeded.productIds);
  const floor = await watchFloor(`${PRODUCT}/api/v1`, session, seeded.waitingIds, SECONDS);
  const imported = await importParts(`${PRODUCT}/api/v1`, session);
  const busyMemory = memoryOf(product.child);
  await stop(product.child);
  print(rows);
  process.stdout.write(`| report of a year, one caller | ${report.toFixed(0)} ms (median of 5) | | < 300 ms |\n`);
  process.stdout.write(
    `| labels of ${LABELS} parts, one caller | ${sheet.toFixed(0)} ms (median of 3) | | < 3000 ms |\n`,
  );
  process.stdout.write(`| a message, one person | ${supplied.messageMs.toFixed(0)} ms (median of 20) | | |\n`);
  process.stdout.write(`| shop: a checkout, one customer | ${checkout.toFixed(0)} ms (median of ${CHECKOUTS}) | | |\n`);
  process.stdout.write(
    `| shop floor, 50 watching, 20 scans a second | ${floor.median.toFixed(0)} ms, p99 ${floor.p99.toFixed(0)} ms | | < 1000 ms |\n`,
  );
  process.stdout.write(`| import of 8,730 parts | ${imported.toFixed(1)} s | | < 10 s |\n`);
  process.stdout.write(`| boot with the data | ${middle(boots)} ms (median of ${BOOTS}) | | < 2000 ms |\n`);
  process.stdout.write(`| memory, idle / after the load | ${idleMemory} / ${busyMemory} MB | | ≤ 250 / 600 MB |\n`);
  process.stdout.write(`| first page, JavaScript, gzip | ${await firstPageKilobytes()} kB | | < 350 kB |\n`);
  process.stdout.write(
    `\n${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${SECONDS} s a figure, ${CONNECTIONS} connections\n`,
  );
}

function scenarios(
  token: string,
  { draftIds, orderIds, clientIds, partCodes, productIds, year }: Seeded,
  { requestIds }: Supplied,
): [string, Load, string][] {
  const headers = { authorization: `Bearer ${token}` };
  const api = `${PRODUCT}/api/v1`;
  const get = (url: string): Load => ({ url, method: 'GET', headers, seconds: SECONDS, connections: CONNECTIONS });
  const post = (path: string, ids: string[], body: object): Load => ({
    url: api,
    method: 'POST',
    path,
    ids,
    body,
    headers: { ...headers, 'content-type': 'application/json' },
    seconds: SECONDS,
    connections: CONNECTIONS,
    amount: ids.length,
  });
  const item = {
    title: 'Кружка с гравировкой',
    wishes: 'Анне от коллег',
    quantity: 2,
    unit: 'шт',
    unitPrice: 150_000,
    discountPercent: 5,
  };
  return [
    ['list, 25 newest with total', get(`${api}/orders?sort=-createdAt`), '≥ 0.12'],
    [
      'list, each caller another page',
      {
        ...get(api),
        path: '/orders?sort=-createdAt&page={id}',
        ids: Array.from({ length: 200 }, (_, n) => `${n + 1}`),
      },
      '≥ 0.06',
    ],
    ['list by status and a word', get(`${api}/orders?status=in_production&q=кружка`), '≥ 0.03'],
    ['one order', { ...get(`${api}/orders`), path: '/orders/{id}', url: api, ids: orderIds }, '≥ 0.15'],
    ['create an order', { ...post('/orders', clientIds, { clientId: '{id}', items: [item, item] }) }, '≥ 0.02'],
    ['change status', post('/orders/{id}/status', draftIds, { status: 'confirmed' }), '≥ 0.025'],
    ['a scanned code', { ...get(`${api}/part-codes`), path: '/part-codes/{id}', url: api, ids: partCodes }, ''],
    ['shop: products by a word and a price', get(`${api}/shop/products?q=кружка&priceFrom=20000&sort=price`), ''],
    ['shop: a page of the catalog, rendered', get(`${PRODUCT}/shop`), ''],
    [
      'shop: a page of a product, rendered',
      { ...get(PRODUCT), path: '/shop/products/{id}', url: PRODUCT, ids: productIds.slice(0, 500) },
      '',
    ],
    ['the first page of the day', get(`${api}/today`), ''],
    ['stock, 25 by name', get(`${api}/stock?sort=name`), ''],
    ['what is to be ordered', get(`${api}/requests/shortages`), ''],
    ['one request', { ...get(`${api}/requests`), path: '/requests/{id}', url: api, ids: requestIds }, ''],
    ['a conversation', get(`${api}/messages?subject=SupplyRequest&subjectId=${requestIds[0]}`), ''],
    ['notifications, how many are unread', get(`${api}/notifications/unread`), ''],
    ['report of the shop floor, a month', get(`${api}/reports/floor?from=${year + 1}-01-01&to=${year + 1}-01-31`), ''],
    ['report of a year', get(`${api}/reports/sales?from=${year}-01-01&to=${year}-12-31&step=month`), ''],
  ];
}

/** A load to warm up with and the one that counts; each id is written to once. */
function parts(load: Load): [Load, Load] {
  const first = { ...load, seconds: WARM_SECONDS };
  if (load.method === 'GET' || !load.ids) return [first, load];
  const cut = Math.floor(load.ids.length / 5);
  return [
    { ...first, ids: load.ids.slice(0, cut), amount: cut },
    { ...load, ids: load.ids.slice(cut), amount: load.ids.length - cut },
  ];
}

async function run(load: Load): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(new URL('load.ts', import.meta.url)), [], { execArgv: ['--no-warnings'] });
    child.once('message', (result) => resolve(result as LoadResult));
    child.once('error', reject);
    child.send(load);
  });
}

/** The same load on a bare server that answers the bytes of one real answer. */
async function bare(load: Load): Promise<LoadResult> {
  const url = load.path ? load.url + load.path.replace('{id}', load.ids?.at(-1) ?? '') : load.url;
  const sample = load.method === 'GET' ? await (await fetch(url, { headers: load.headers })).text() : SAMPLE;
  const child = fork(fileURLToPath(new URL('bare.ts', import.meta.url)), [String(BARE_PORT)], {
    execArgv: ['--no-warnings'],
  });
  children.add(child);
  await new Promise((resolve) => {
    child.once('message', resolve);
    child.send(sample);
  });
  const result = await run({ ...load, url: load.url.replace(PRODUCT, BARE), amount: undefined });
  child.kill();
  return result;
}

/** About what a create or a step answers: one order. */
const SAMPLE = JSON.stringify({ id: '66f0c2a7e1b2c3d4e5f60718', padding: 'x'.repeat(900) });

/** How long labels of many parts take, in milliseconds, as one PDF of A4 pages. */
async function labelled(token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const post = (path: string, body: object): Promise<Response> =>
    fetch(`${PRODUCT}/api/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  const ids: string[] = [];
  for (let number = 1; number <= LABELS; number++) {
    const made = await post('parts', { title: `Кронштейн левый усиленный ${number}`, quantity: number, unit: 'шт' });
    ids.push(((await made.json()) as { id: string }).id);
  }
  const times: number[] = [];
  for (let index = 0; index < 3; index++) {
    const start = performance.now();
    const answer = await post('parts/labels', { ids, layout: LABEL_PRESETS[0].layout });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`Labels: ${answer.status}`);
    times.push(performance.now() - start);
  }
  return middle(times);
}

async function slowest(token: string): Promise<number> {
  const times: number[] = [];
  const year = new Date().getUTCFullYear() - 1;
  for (let index = 0; index < 5; index++) {
    const start = performance.now();
    // Another step each time, so that no cache along the way can help.
    const step = ['day', 'week', 'month'][index % 3];
    await (
      await fetch(`${PRODUCT}/api/v1/reports/sales?from=${year}-01-01&to=${year}-12-31&step=${step}`, {
        headers: { authorization: `Bearer ${token}` },
      })
    ).text();
    times.push(performance.now() - start);
  }
  return middle(times);
}

/** How long a customer waits for an order to be taken, in milliseconds. */
async function checkedOut(productIds: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < CHECKOUTS; index++) {
    const items = productIds.slice(index * 3, index * 3 + 3).map((productId) => ({ productId, quantity: 2 }));
    const body = { items, name: 'Анна', email: `customer${index}@example.org`, isAgreed: true };
    const start = performance.now();
    const answer = await fetch(`${PRODUCT}/api/v1/shop/orders`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`Checking out: ${answer.status} ${await answer.text()}`);
    await answer.text();
    times.push(performance.now() - start);
  }
  return middle(times);
}

function middle(values: number[]): number {
  return values.sort((one, other) => one - other)[values.length >> 1] ?? NaN;
}

async function startProduct(): Promise<Product> {
  const start = Date.now();
  const child = spawn(process.execPath, ['backend/dist/main.js'], {
    cwd: root,
    env: { ...process.env, PORT: String(PORT), DATA_DIR: dataDir, LOG_LEVEL: 'error', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  let output = '';
  return new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`The product ended with ${code}: ${output}`)));
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (!output.includes('Verstak is ready')) return;
      child.removeAllListeners('exit');
      resolve({ child, bootMs: Date.now() - start, adminPassword: /^admin password: (\S+)$/m.exec(output)?.[1] });
    });
  });
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  await ended;
}

async function signIn(password: string, login = 'admin'): Promise<string> {
  const answer = await fetch(`${PRODUCT}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  if (!answer.ok) throw new Error(`Signing in as ${login}: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { accessToken: string }).accessToken;
}

/** Resident memory of a process in megabytes, without the pages of the database file that the system may drop. */
function memoryOf(child: ChildProcess): number {
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  const anonymous = Number(/RssAnon:\s+(\d+)/.exec(status)?.[1] ?? 0);
  return Math.round(anonymous / 1024);
}

async function firstPageKilobytes(): Promise<string> {
  const run = promisify(execFile);
  const script = "import { firstPageBytes } from './frontend/scripts/first-page.mjs'; console.log(firstPageBytes())";
  const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script], { cwd: root });
  return (Number(stdout) / 1_000).toFixed(0);
}

interface Row {
  name: string;
  aim: string;
  product: LoadResult;
  bare: LoadResult;
}

function print(rows: Row[]): void {
  process.stdout.write(
    '\n\n| what | product: requests/s, p50, p99, errors | bare Fastify: requests/s (ratio) | aim |\n| --- | --- | --- | --- |\n',
  );
  for (const { name, aim, product, bare } of rows) {
    const ratio = (product.perSecond / bare.perSecond).toFixed(3);
    const own = `${product.perSecond.toFixed(0)}/s, ${product.p50} ms, ${product.p99} ms, ${product.errors} errors`;
    process.stdout.write(`| ${name} | ${own} | ${bare.perSecond.toFixed(0)}/s (${ratio}) | ${aim} |\n`);
  }
}

try {
  await main();
} finally {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
}
