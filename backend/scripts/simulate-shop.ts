/**
 * Buyers at the shop over HTTP, guests and members: many at the last pieces at once, made to order as far as the
 * materials go, orders cancelled in between, receipts and hand-overs by the workshop. Prices and every figure of the
 * stock are compared with a tally of the simulation's own. Ends `N passed, N failed`.
 *
 *   VERSTAK_URL=http://localhost:3000 VERSTAK_USER=admin VERSTAK_PASSWORD=… [SIMULATE_BUYERS=100] npm run simulate:shop
 *
 * Run it on the machine of the product: buyers of one network would be slowed down. `WATCH_URL` is another process on
 * the same database, at which every other buyer buys.
 */
import { randomUUID } from 'node:crypto';
import { Checks } from './checks.ts';
import { ShopBuyer, type BoughtOrder, type ShopAnswer } from './shop-buyer.ts';
import { setUpShop, type SimulatedShop, type StockFigures } from './shop-setup.ts';
import { run, WorkshopApi, type Refused } from './workshop-api.ts';

const LAST_PIECES = 10;
const ROUNDS = 6;
const BUYERS_A_ROUND = 12;

await run(async () => {
  const admin = WorkshopApi.ofEnvironment();
  const checks = new Checks();
  const { VERSTAK_URL = 'http://localhost:3000', WATCH_URL } = process.env;
  const shop = await setUpShop(admin, LAST_PIECES);
  const buyer = (index: number): ShopBuyer => new ShopBuyer(index % 2 && WATCH_URL ? WATCH_URL : VERSTAK_URL);
  try {
    await buyLastPieces(shop, checks, buyer);
    await buyByTurns(shop, checks, buyer);
    await buyAsMembers(admin, shop, checks, buyer);
  } finally {
    await shop.leave();
  }
  checks.end();
});

/** As many as there are pieces get one; the others are told why. One that is given back is sold again, once. */
async function buyLastPieces(shop: SimulatedShop, checks: Checks, buyer: (index: number) => ShopBuyer): Promise<void> {
  const count = Number(process.env['SIMULATE_BUYERS'] ?? 100);
  const { id: productId } = shop.stocked;
  const rush = async (many: number): Promise<ShopAnswer[]> =>
    Promise.all(Array.from({ length: many }, (_, index) => buyer(index).order([{ productId, quantity: 1 }])));
  const answers = await rush(count);
  const sold = answers.flatMap((answer) => ('order' in answer ? [answer.order] : []));
  checks.equal(`${count} buyers of the last ${LAST_PIECES} pieces`, sold.length, LAST_PIECES);
  checks.equal('the others are told that there is none left', reasonsOf(answers), ['409 stock.short']);
  checks.equal('the stock then', await shop.figuresOf('stocked'), figures(LAST_PIECES, LAST_PIECES));
  const [first] = sold;
  if (first) await buyer(0).cancel(first);
  checks.equal(
    'the stock after one is cancelled',
    await shop.figuresOf('stocked'),
    figures(LAST_PIECES, LAST_PIECES - 1),
  );
  const again = await rush(10);
  checks.equal('that one is sold once', again.filter((answer) => 'order' in answer).length, 1);
  const [foreign, unknown] = [sold[1], randomUUID()];
  checks.equal('nobody sees an order by its number', codeOf(await buyer(1).look(String(foreign?.number))), 'not_found');
  checks.equal('nor by a key that is none', codeOf(await buyer(1).look(unknown)), 'not_found');
}

/** Random carts, cancellations, receipts and hand-overs; the tally says what has to be there. */
async function buyByTurns(shop: SimulatedShop, checks: Checks, buyer: (index: number) => ShopBuyer): Promise<void> {
  let onHand = LAST_PIECES;
  let reserved = LAST_PIECES;
  const open: { order: BoughtOrder; quantity: number; buyer: ShopBuyer }[] = [];
  for (let round = 1; round <= ROUNDS; round += 1) {
    await shop.receive(round);
    onHand += round;
    const carts = Array.from({ length: BUYERS_A_ROUND }, (_, index) => 1 + ((index * round) % 3));
    const answers = await Promise.all(
      carts.map(async (quantity, index) => {
        const who = buyer(index);
        return { who, quantity, answer: await who.order(shop.cartOf(quantity)) };
      }),
    );
    let free = onHand - reserved;
    for (const { who, quantity, answer } of answers) {
      if (!('order' in answer)) continue;
      free -= quantity;
      reserved += quantity;
      checks.equal('the shop computes the price', answer.order.total, shop.priceOf(quantity));
      open.push({ order: answer.order, quantity, buyer: who });
    }
    checks.holds(`never more is sold than there is: ${free} left`, free >= 0);
    const least = Math.min(...answers.flatMap(({ answer, quantity }) => ('order' in answer ? [] : [quantity])));
    checks.holds('nobody is refused what there still is', !(free >= least));
    const [cancelled, delivered] = [open.shift(), open.shift()];
    if (cancelled) {
      checks.holds('a buyer cancels', 'order' in (await cancelled.buyer.cancel(cancelled.order)));
      reserved -= cancelled.quantity;
    }
    if (delivered) {
      await shop.handOver(delivered.order.number);
      reserved -= delivered.quantity;
      onHand -= delivered.quantity;
    }
    checks.equal(`the stock after round ${round}`, await shop.figuresOf('stocked'), figures(onHand, reserved));
    const { moved, waiting } = await shop.sumsOf();
    checks.equal('movements sum up to the balance', moved, onHand);
    checks.equal('reservations sum up to what is reserved', waiting, reserved);
  }
  const material = await shop.figuresOf('material');
  checks.holds('materials are never promised twice', material.available >= 0);
}

/** Two who have an account: each finds the own order there, and nothing of the other one's. */
async function buyAsMembers(
  admin: WorkshopApi,
  shop: SimulatedShop,
  checks: Checks,
  buyer: (index: number) => ShopBuyer,
): Promise<void> {
  await shop.receive(2);
  const members = [];
  for (const index of [0, 1]) {
    const { email, password } = await buyer(index).register();
    const api = admin.as(email, password);
    const body = { name: 'Покупатель', isAgreed: true, items: shop.cartOf(1) };
    const { number } = await api.post<BoughtOrder>('/shop/orders', body, randomUUID());
    const { items } = await api.get<{ items: { id: string; number: number }[] }>('/shop/account/orders');
    checks.equal(
      'a member finds the own order',
      items.map((one) => one.number),
      [number],
    );
    members.push({ api, orderId: items[0]?.id ?? '' });
  }
  const [one, other] = members;
  const answer = await one?.api.get(`/shop/account/orders/${other?.orderId}`).catch((error: Refused) => error.code);
  checks.equal('and not the one of another', answer, 'not_found');
}

function figures(onHand: number, reserved: number): StockFigures {
  return { onHand, reserved, available: onHand - reserved };
}

function reasonsOf(answers: readonly ShopAnswer[]): string[] {
  return [...new Set(answers.flatMap((answer) => ('order' in answer ? [] : [`${answer.status} ${answer.code}`])))];
}

function codeOf(answer: ShopAnswer): string {
  return 'order' in answer ? 'seen' : answer.code;
}
