/**
 * Takes the pictures of the README from the running product: start it, load Northwind, then
 * `npm run screenshots` (VERSTAK_URL, VERSTAK_USER, VERSTAK_PASSWORD; FOLDER, by default docs/screenshots).
 */
import { chromium as browserType } from '@playwright/test';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from './chromium.mjs';

const {
  VERSTAK_URL: url = 'http://localhost:3000',
  VERSTAK_USER: login = 'admin',
  VERSTAK_PASSWORD: password,
} = process.env;
const folder = process.env.FOLDER ?? fileURLToPath(new URL('../docs/screenshots', import.meta.url));
if (!password) throw new Error('VERSTAK_PASSWORD: the password of VERSTAK_USER is needed');
mkdirSync(folder, { recursive: true });

const MASTER = { login: 'ivan', name: 'Иван Петров', password: 'ivan and his bench' };
let token;
token = (await call('POST', 'auth/sign-in', { login, password })).accessToken;
const order = await prepare();

const browser = await browserType.launch({ executablePath: chromium(), args: ['--no-sandbox'] });
const only = process.argv[2];
const admin = { login, password };
const shots = [
  ['today', admin, '/'],
  ['orders', admin, '/orders'],
  ['board', admin, '/orders?view=board'],
  ['order', admin, `/orders/${order.id}`],
  ['new-order', admin, '/orders/new'],
  ['clients', admin, '/clients'],
  ['client', admin, `/clients/${order.clientId}`],
  ['report', admin, '/reports?from=1997-01-01&to=1997-12-31'],
  ['users', admin, '/users'],
  ['queue', MASTER, '/queue'],
].filter(([name]) => !only || only.split(',').includes(name));
const looks = [
  { width: 1280, language: 'ru', theme: 'light' },
  { width: 1280, language: 'en', theme: 'dark' },
  { width: 360, language: 'ru', theme: 'light' },
  { width: 360, language: 'en', theme: 'dark' },
];

for (const look of looks) {
  for (const account of [admin, MASTER]) {
    const mine = shots.filter(([, who]) => who === account);
    if (!mine.length) continue;
    const page = await signedIn(account, look);
    for (const [name, , path] of mine) {
      await page.goto(url + path);
      await page.waitForLoadState('networkidle').catch(() => undefined);
      await page.waitForTimeout(400);
      await page.screenshot({ path: join(folder, `${name}-${look.width}-${look.language}-${look.theme}.png`) });
    }
    await page.context().close();
  }
}
await browser.close();

async function signedIn(account, { width, language, theme }) {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 740 : 800 },
    deviceScaleFactor: 1,
    serviceWorkers: 'block',
    ...(width < 600 ? { hasTouch: true, isMobile: true } : {}),
  });
  await context.addInitScript(
    ([languageName, themeName]) => {
      localStorage.setItem('verstak.language', languageName);
      localStorage.setItem('verstak.theme', themeName);
    },
    [language, theme],
  );
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.locator('input').nth(0).fill(account.login);
  await page.locator('input').nth(1).fill(account.password);
  await page.keyboard.press('Enter');
  await page.waitForURL((address) => address.pathname !== '/sign-in');
  return page;
}

/** The master with an own password: what somebody else has set would have to be changed first. */
async function addMaster(roleId) {
  const given = 'given to the master at first';
  const master = await call('POST', 'users', { ...MASTER, password: given, roleId });
  const { accessToken } = await call('POST', 'auth/sign-in', { login: MASTER.login, password: given });
  const own = { currentPassword: given, newPassword: MASTER.password };
  await call('POST', 'auth/password', own, accessToken);
  return master;
}

/** A master, and an order in that master's hands with one item started; found again on a second run. */
async function prepare() {
  const roles = await call('GET', 'roles');
  const masters = await call('GET', 'users/masters');
  const roleId = roles.find(({ key }) => key === 'master').id;
  const master = masters.find(({ name }) => name === MASTER.name) ?? (await addMaster(roleId));
  const known = await call('GET', `orders?status=in_production&masterId=${master.id}`);
  if (known.items.length) return known.items[0];
  const clients = await call('GET', 'clients?q=berglunds');
  const clientId =
    clients.items[0]?.id ?? (await call('POST', 'clients', { company: 'Ромашка ООО', phone: '+7 912 345-67-89' })).id;
  const day = 24 * 60 * 60 * 1000;
  const items = [
    {
      title: 'Кружка с гравировкой',
      product: 'Кружка 330 мл, белая',
      wishes: 'Гравировка: «Анне от коллег», шрифт с засечками',
      quantity: 12,
      unit: 'шт',
      unitPrice: 95000,
      discountPercent: 5,
    },
    { title: 'Табличка латунная', wishes: '200 × 80 мм, винты в цвет', quantity: 1, unit: 'шт', unitPrice: 480000 },
    {
      title: 'Торт «Прага»',
      wishes: 'Надпись «10 лет вместе», без орехов',
      quantity: 2.5,
      unit: 'кг',
      unitPrice: 210000,
    },
  ].map((item) => ({ ...item, masterId: master.id }));
  const dueAt = new Date(Date.now() + 2 * day).toISOString();
  const created = await call('POST', 'orders', {
    clientId,
    items,
    dueAt,
    note: 'Упаковать в подарочные коробки',
    status: 'confirmed',
  });
  await call('POST', 'orders', {
    clientId,
    items: items.slice(0, 1),
    dueAt: new Date(Date.now() - day).toISOString(),
    status: 'confirmed',
  }).then(({ id }) => call('POST', `orders/${id}/status`, { status: 'in_production' }));
  await call('POST', 'orders', { clientId, items: items.slice(1), dueAt });
  return call('POST', `orders/${created.id}/status`, { status: 'in_production' });
}

async function call(method, path, body, by = token) {
  const headers = {
    ...(body ? { 'content-type': 'application/json' } : {}),
    ...(by ? { authorization: `Bearer ${by}` } : {}),
  };
  const answer = await fetch(`${url}/api/v1/${path}`, { method, headers, body: body && JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? undefined : answer.json();
}
