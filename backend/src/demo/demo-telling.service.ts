import { Injectable } from '@nestjs/common';
import { addDays, dayIn, hoursInto } from '@verstak/domain';
import { randomBytes } from 'node:crypto';
import { ClientCreate } from '../clients/client.dto.js';
import { ClientsService } from '../clients/clients.service.js';
import { MessageCreate } from '../conversations/message.dto.js';
import { MessagesService } from '../conversations/messages.service.js';
import { MovementsWriting } from '../inventory/movement.dto.js';
import { MovementsService } from '../inventory/movements.service.js';
import { OrderCreate, OrderStep } from '../orders/order.dto.js';
import { OrderStepsService } from '../orders/order-steps.service.js';
import type { Order } from '../orders/order.js';
import { OrdersService } from '../orders/orders.service.js';
import { PaymentTaking } from '../payments/payment.dto.js';
import { PaymentsService } from '../payments/payments.service.js';
import type { Person } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import type { Part } from '../production/part.js';
import { PartProblem, PartStep, ScrapReport } from '../production/part.dto.js';
import { ProductionService } from '../production/production.service.js';
import { RequestAnswering, RequestReceiving, RequestStep, SupplyRequestCreate } from '../requests/request.dto.js';
import { RequestsService } from '../requests/requests.service.js';
import type { SupplyRequest } from '../requests/request.js';
import { acting, said } from './demo-call.js';
import { DemoCast, type Cast } from './demo-cast.service.js';
import { found, idOf, type Goods } from './demo-goods.service.js';
import { STORY, storyOf, type Deed, type Scene } from './demo-story.js';
import type { Tongue } from './demo-tongue.js';
import type { ClientPlan, LinePlan, ProductPlan, TradePlan } from './trades/trade-plan.js';

/** What happens at an instant, and by whom; for nobody where a stranger does it. */
interface Happening {
  at: Date;
  by: Person | undefined;
  run(): Promise<unknown>;
}

/** What is told, with whom and of what. */
export interface Tale {
  requestId: string;
  plan: TradePlan;
  cast: Cast;
  goods: Goods;
  tongue: Tongue;
  /** When it is loaded: nothing of it happens later. */
  now: Date;
}

/** Happenings that are written together: others are served between. */
const TOGETHER = 12;

/** Lets eight weeks of a workshop happen, in their order, by the very steps that people take. */
@Injectable()
export class DemoTelling {
  constructor(
    private readonly clients: ClientsService,
    private readonly orders: OrdersService,
    private readonly steps: OrderStepsService,
    private readonly payments: PaymentsService,
    private readonly production: ProductionService,
    private readonly movements: MovementsService,
    private readonly requests: RequestsService,
    private readonly messages: MessagesService,
    private readonly cast: DemoCast,
    private readonly transactions: Transactions,
    private readonly config: Config,
  ) {}

  /** Tells a tale; `tell` is given the share that is told already. */
  async tell(tale: Tale, tell: (share: number) => Promise<void>): Promise<void> {
    const clientIds = await this.addClients(tale);
    const orders = new Map<number, Stored<Order>>();
    const happenings = [
      ...storyOf(tale.plan, tale.now, this.config.timeZone).map((scene) => this.played(scene, tale, clientIds, orders)),
      ...this.supplied(tale),
      ...this.said(tale, orders),
    ].toSorted((one, other) => one.at.getTime() - other.at.getTime());
    for (let first = 0; first < happenings.length; first += TOGETHER) {
      await this.transactions.run(async () => {
        for (const { at, by, run } of happenings.slice(first, first + TOGETHER))
          await acting(tale.requestId, by, at, run);
      });
      await tell(Math.min(first + TOGETHER, happenings.length) / happenings.length);
    }
  }

  private async addClients({ requestId, plan, cast, tongue, now }: Tale): Promise<string[]> {
    const ids: string[] = [];
    for (const [index, client] of plan.clients.entries()) {
      const at = this.at(now, -56, 9);
      const body = await said(ClientCreate, clientOf(client, index, tongue));
      ids.push(idOf(await acting(requestId, cast.manager, at, () => this.clients.create(body))));
    }
    await acting(requestId, cast.manager, now, () => this.cast.link(cast.customer, ids.at(-1) ?? ''));
    return ids;
  }

  /** A scene of an order as it is played. */
  private played(
    { at, order: index, deed }: Scene,
    tale: Tale,
    clientIds: readonly string[],
    orders: Map<number, Stored<Order>>,
  ): Happening {
    const { cast } = tale;
    const by = 'master' in deed ? cast.masters[deed.master] : cast.manager;
    const isFromShop = deed.kind === 'taken' && deed.isFromShop;
    const run = async (): Promise<unknown> => {
      const known = orders.get(index);
      if (deed.kind !== 'taken') return known && this.carryOut(deed, known, tale);
      const clientId = clientIds[STORY[index]?.client ?? 0] ?? '';
      const order = await this.take(index, deed, clientId, tale);
      orders.set(index, order);
      return order;
    };
    return { at, by: isFromShop ? undefined : by, run };
  }

  private async take(
    index: number,
    { dueAt, isFromShop }: Extract<Deed, { kind: 'taken' }>,
    clientId: string,
    { plan, cast, goods, tongue }: Tale,
  ): Promise<Stored<Order>> {
    const { lines = [], note } = plan.orders[index] ?? {};
    const body = {
      clientId,
      dueAt,
      ...(note ? { note: tongue.told(note) } : {}),
      items: lines.map((line) => lineOf(line, plan, goods, tongue)),
    };
    const from = { isFromShop, shopKey: randomBytes(24).toString('base64url'), customerId: cast.customer.userId };
    const origin = isFromShop ? { ...from, shopLanguage: tongue.language } : {};
    return this.orders.create(await said(OrderCreate, body), origin);
  }

  private async carryOut(deed: Exclude<Deed, { kind: 'taken' }>, known: Stored<Order>, tale: Tale): Promise<unknown> {
    const id = idOf(known);
    switch (deed.kind) {
      case 'paid':
        return this.pay(id, deed.share, deed.isRest);
      case 'confirmed':
      case 'delivered':
      case 'cancelled':
      case 'on_hold':
        return this.steps.step(id, await said(OrderStep, { status: deed.kind }));
      case 'begun':
        return this.steps.step(id, await said(OrderStep, { status: 'in_production' }));
      case 'started':
      case 'finished': {
        const action = deed.kind === 'started' ? 'start' : 'finish';
        return this.production.step(await this.partOf(known, deed.line), await said(PartStep, { action }));
      }
      case 'lost': {
        const note = tale.tongue.told(tale.plan.floor.lost);
        const report = await said(ScrapReport, { quantity: 1, reason: 'mistake', note });
        return this.production.scrap(await this.partOf(known, deed.line), report);
      }
      case 'stuck': {
        const problem = await said(PartProblem, { text: tale.tongue.told(tale.plan.floor.problem) });
        return this.production.block(await this.partOf(known, deed.line), problem);
      }
    }
  }

  /** Takes a share of the total, or of what is left of it. */
  private async pay(id: string, share: number, isRest: boolean): Promise<void> {
    const { total, paid } = await this.orders.get(id);
    const amount = isRest ? total - paid : Math.round(total * share);
    const method = amount % 3 ? 'transfer' : 'card';
    await this.payments.take(id, await said(PaymentTaking, { amount, method }));
  }

  private async partOf({ _id, items }: Stored<Order>, line: number): Promise<string> {
    const itemId = items[line]?.id;
    const parts = await this.production.ofOrder(_id.toHexString());
    const part = parts.find((one) => String(one.itemId) === itemId);
    if (!part) throw new Error(`Nothing is made for line ${line} of order ${String(_id)}`);
    return idOf(part as Stored<Part>);
  }

  /** What comes from the supplier, and is counted at the end. */
  private supplied(tale: Tale): Happening[] {
    const { plan, cast, goods, tongue, now } = tale;
    const { manager: by } = cast;
    const stock = stocksOf(plan);
    const receive = (share: number) => async (): Promise<unknown> => {
      const lines = stock.map(({ key, bought, cost }) => {
        return {
          stockItemId: found(goods.stock, key),
          quantity: Math.ceil(bought * share),
          unitCost: tongue.sum(cost),
        };
      });
      return this.movements.write(await said(MovementsWriting, { kind: 'receipt', lines }));
    };
    const count = async (): Promise<unknown> => {
      const lines = stock.map(({ key, left }) => ({ stockItemId: found(goods.stock, key), quantity: left }));
      return this.movements.write(await said(MovementsWriting, { kind: 'stocktake', lines }));
    };
    let received: Stored<SupplyRequest>;
    let sent: Stored<SupplyRequest>;
    const ask = async (wanted: Readonly<Record<string, number>>, days: number): Promise<Stored<SupplyRequest>> => {
      const items = Object.entries(wanted).map(([key, quantity]) => ({
        stockItemId: found(goods.stock, key),
        quantity,
        price: tongue.sum((plan.materials[key]?.cost ?? 0) * 0.97),
        wishedDay: addDays(dayIn(this.config.timeZone, now), days),
      }));
      const made = await this.requests.create(await said(SupplyRequestCreate, { supplierId: goods.supplierId, items }));
      return this.requests.step(idOf(made), await said(RequestStep, { status: 'in_process' }));
    };
    const answer = async ({ _id, items }: Stored<SupplyRequest>, days: number, most?: number): Promise<unknown> => {
      const promisedDay = addDays(dayIn(this.config.timeZone, now), days);
      const answers = items.slice(0, most).map(({ id: itemId }) => ({ itemId, answer: 'accepted', promisedDay }));
      return this.requests.answer(_id.toHexString(), await said(RequestAnswering, { items: answers }));
    };
    const take = async ({ _id, items }: Stored<SupplyRequest>): Promise<unknown> => {
      const lines = items.map(({ id: itemId, quantity }) => ({ itemId, quantity }));
      return this.requests.receive(_id.toHexString(), await said(RequestReceiving, { lines }));
    };
    const { requests } = plan;
    return [
      { at: this.at(now, -56, 10), by, run: receive(0.6) },
      { at: this.at(now, -36, 10), by, run: async () => (received = await ask(requests.received, -31)) },
      { at: this.at(now, -35, 11), by: cast.supplier, run: () => answer(received, -31) },
      { at: this.at(now, -31, 12), by, run: () => take(received) },
      { at: this.at(now, -27, 10), by, run: receive(0.4) },
      { at: this.at(now, -3, 12), by, run: async () => (sent = await ask(requests.sent, 2)) },
      { at: this.at(now, -2, 10), by: cast.supplier, run: () => answer(sent, 2, 1) },
      { at: this.at(now, -1, 18), by, run: count },
    ];
  }

  /** What is said: a note about an order in work, and a customer of the shop who waits for an answer. */
  private said({ plan, cast, tongue, now }: Tale, orders: ReadonlyMap<number, Stored<Order>>): Happening[] {
    const { note, question, answer, waiting } = plan.talk;
    const say = (outcome: string, by: Person, words: TradePlan['talk']['note'], minutes: number): Happening => {
      const order = STORY.findLastIndex((told) => told.outcome === outcome);
      const isInternal = words === note;
      const run = async (): Promise<unknown> => {
        const subjectId = orders.get(order)?._id.toHexString();
        const body = {
          subject: 'Order',
          subjectId,
          text: tongue.told(words),
          mentions: [],
          isInternal,
          attachments: 0,
        };
        return this.messages.write(await said(MessageCreate, body));
      };
      return { at: new Date(now.getTime() - minutes * 60_000), by, run };
    };
    return [
      say('in_production', cast.manager, note, 150),
      say('shop', cast.customer, question, 90),
      say('shop', cast.manager, answer, 75),
      say('shop', cast.customer, waiting, 20),
    ];
  }

  /** An hour of the day so many days before the one on which it is told. */
  private at(now: Date, days: number, hour: number): Date {
    return hoursInto(addDays(dayIn(this.config.timeZone, now), days), hour, this.config.timeZone);
  }
}

function clientOf({ company, firstName, lastName, contact, note }: ClientPlan, index: number, tongue: Tongue): object {
  const { told, language } = tongue;
  // Numbers that nobody has: of a range that is left free, or kept for films.
  const phone = language === 'ru' ? `+7 900 000-00-${10 + index}` : `+44 7700 9000${10 + index}`;
  return {
    ...(company ? { company: told(company) } : {}),
    ...(firstName ? { firstName: told(firstName) } : {}),
    ...(lastName ? { lastName: told(lastName) } : {}),
    ...(contact ? { contacts: [{ name: told(contact.name), position: told(contact.position), phone }] } : { phone }),
    ...(note ? { note: told(note) } : {}),
  };
}

function lineOf(
  { product: key, quantity, choices = [], answers = {}, wishes }: LinePlan,
  plan: TradePlan,
  { products }: Goods,
  { told }: Tongue,
): object {
  const product = found(products, key);
  const { options = [], questions = {} } = plan.products[key] as ProductPlan; // the product was made by it
  const chosen = new Set(choices);
  const choiceIds = options.flatMap((option, index) =>
    Object.keys(option.choices).flatMap((name, at) => {
      return chosen.has(name) ? [product.options[index]?.choices[at]?.id] : [];
    }),
  );
  const given = Object.keys(questions).flatMap((name, index) => {
    const value = answers[name];
    return value ? [{ questionId: product.questions[index]?.id, value: told(value) }] : [];
  });
  return { productId: idOf(product), quantity, choiceIds, answers: given, ...(wishes ? { wishes: told(wishes) } : {}) };
}

/** What lies in stock at the end, and how much of it has to be bought before for what goes out of it. */
function stocksOf(plan: TradePlan): { key: string; left: number; bought: number; cost: number }[] {
  const used = new Map<string, number>();
  const use = (key: string, quantity: number): void => void used.set(key, (used.get(key) ?? 0) + quantity);
  for (const [index, { outcome, stages = 1 }] of STORY.entries()) {
    const isMade = outcome === 'delivered' || outcome === 'ready' || (outcome === 'in_production' && stages > 0);
    if (!isMade) continue;
    for (const { product, quantity } of plan.orders[index]?.lines ?? []) {
      const { materials = {}, stock } = plan.products[product] ?? {};
      for (const [key, each] of Object.entries(materials)) use(key, each * quantity);
      if (stock && outcome === 'delivered') use(product, quantity);
    }
  }
  const kept = [
    ...Object.entries(plan.materials),
    ...Object.entries(plan.products).flatMap(([key, { stock }]) => (stock ? [[key, stock] as const] : [])),
  ];
  return kept.map(([key, { left, cost }]) => {
    const come = plan.requests.received[key] ?? 0;
    return { key, left, cost, bought: Math.max(left + (used.get(key) ?? 0) - come, left) + 1 };
  });
}
