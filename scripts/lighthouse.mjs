/**
 * Looks at the shop as a buyer's phone does: Lighthouse, five times on the catalogue and five on a product, and the
 * median of each. `npm run lighthouse` starts the built product with some products of its own; with VERSTAK_URL it looks
 * at a running one and its first product. Ends `N passed, N failed`, and with 1 where one failed.
 */
import { spawn } from 'node:child_process';
import sharp from 'sharp';
import { startServer } from '../frontend/e2e/server.ts';
import { chromium } from './chromium.mjs';

/** Not installed with the product: it is 176 MB that nothing else needs. */
const LIGHTHOUSE = 'lighthouse@13.5.0';
const RUNS = 5;
const PRODUCTS = 12;
/** The least score of each category, of 100. */
const LEAST = { performance: 90, accessibility: 100, seo: 100 };
const METRICS = {
  'first-contentful-paint': 'first paint',
  'largest-contentful-paint': 'largest paint',
  'total-blocking-time': 'blocked',
  'cumulative-layout-shift': 'shift',
  'speed-index': 'speed index',
};

const given = process.env.VERSTAK_URL;
const server = given ? undefined : await startServer();
let failed = 0;
let passed = 0;
try {
  const url = given ?? server.url;
  if (server) await fill(url, server.password);
  const [product] = (await call(url, 'GET', 'shop/products?pageSize=1')).items;
  if (!product) throw new Error(`${url}/shop shows no product: show one first`);
  await judge('catalogue', `${url}/shop`);
  await judge('product', `${url}/shop/products/${product.id}`);
} finally {
  await server?.stop();
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;

async function judge(name, address) {
  const reports = [];
  for (let run = 0; run < RUNS; run += 1) reports.push(await lookAt(address));
  for (const [category, least] of Object.entries(LEAST)) {
    const score = Math.round(median(reports.map(({ categories }) => categories[category].score)) * 100);
    if (score >= least) passed += 1;
    else failed += 1;
    console.log(`${score >= least ? 'ok    ' : 'FAILED'} ${name}: ${category} ${score}, at least ${least}`);
    if (score < least) console.log(faultsOf(reports[0], category));
  }
  const metrics = Object.entries(METRICS).map(([id, called]) => {
    const value = median(reports.map(({ audits }) => audits[id].numericValue));
    return `${called} ${id.endsWith('shift') ? value.toFixed(3) : `${Math.round(value)} ms`}`;
  });
  const machine = Math.round(median(reports.map(({ environment }) => environment.benchmarkIndex)));
  console.log(`       ${metrics.join(', ')}; this machine meanwhile ${machine} by Lighthouse’s own benchmark`);
}

/** One report of Lighthouse as a phone on a slow network. */
async function lookAt(address) {
  const categories = `--only-categories=${Object.keys(LEAST).join()}`;
  const flags = '--chrome-flags=--headless=new --no-sandbox';
  const args = ['--yes', LIGHTHOUSE, address, '--quiet', '--output=json', categories, flags];
  const child = spawn('npx', args, {
    env: { ...process.env, CHROME_PATH: chromium() },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [report, said] = ['', ''];
  child.stdout.on('data', (chunk) => (report += chunk));
  child.stderr.on('data', (chunk) => (said += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${LIGHTHOUSE} ended with ${code}:\n${said}`);
  return JSON.parse(report);
}

/** What keeps a category from the full score, the heaviest first. */
function faultsOf({ categories, audits }, category) {
  return categories[category].auditRefs
    .filter(({ id, weight }) => weight > 0 && audits[id].score !== null && audits[id].score < 1)
    .sort((one, other) => other.weight - one.weight)
    .map(({ id }) => `         ${audits[id].title} (${id})`)
    .join('\n');
}

function median(values) {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)];
}

/** A shop as it might be: a logo, categories, products with pictures of a camera's size. */
async function fill(url, password) {
  const { accessToken } = await call(url, 'POST', 'auth/sign-in', { login: 'admin', password });
  const ask = (method, path, body) => call(url, method, path, body, accessToken);
  const { id } = await ask('GET', 'workshop');
  const logo = await ask('POST', `files?subject=Workshop&subjectId=${id}&name=logo.png`, await picture(300, 120));
  const welcome = { ru: 'Делаем на заказ с 2014 года.', en: 'We have made to order since 2014.' };
  const openingHours = { monday: '10-19', tuesday: '10-19', wednesday: '10-19', thursday: '10-19', friday: '10-19' };
  await ask('PATCH', 'workshop', { logoId: logo.id, accent: '#8a1f4d', welcome, openingHours });
  const category = await ask('POST', 'categories', { name: 'Торты' });
  for (let number = 1; number <= PRODUCTS; number += 1) {
    const product = await ask('POST', 'products', productOf(number, category.id));
    await ask('POST', `files?subject=Product&subjectId=${product.id}&name=1.jpg`, await picture(1_600, 1_200));
  }
}

function productOf(number, categoryId) {
  const choices = [
    { name: 'на 8 порций', price: 0, minutesPerUnit: 0 },
    { name: 'на 12 порций', price: 60_000, minutesPerUnit: 10 },
  ];
  return {
    name: `Торт «Прага» ${number}`,
    description: 'Шоколадный бисквит, абрикосовый джем, глазурь. Хранить до пяти дней.',
    unit: 'шт',
    price: 150_000 + number * 10_000,
    isShown: true,
    leadDays: 2,
    categoryId,
    options: [{ name: 'Размер', isRequired: true, choices }],
    questions: [{ name: 'Надпись', kind: 'text', isRequired: false, maxLength: 40 }],
  };
}

/** What compresses as a photograph does. */
function picture(width, height) {
  const noise = { type: 'gaussian', mean: 128, sigma: 20 };
  const create = { width, height, channels: 3, background: '#000', noise };
  return sharp({ create }).jpeg().toBuffer();
}

async function call(url, method, path, body, token) {
  const isFile = Buffer.isBuffer(body);
  const headers = {
    ...(body ? { 'content-type': isFile ? 'application/octet-stream' : 'application/json' } : {}),
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  const sent = isFile ? body : body && JSON.stringify(body);
  const answer = await fetch(`${url}/api/v1/${path}`, { method, headers, body: sent });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
