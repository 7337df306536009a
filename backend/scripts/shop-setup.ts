import { randomUUID } from 'node:crypto';
import type { WantedLine } from './shop-buyer.ts';
import type { WorkshopApi } from './workshop-api.ts';

const PRICE = 100_000;
const CHOICE = 15_000;
const MADE_PRICE = 240_000;
/** Enough of the material for every cart. */
const MATERIAL = 1_000;
const PER_UNIT = 0.125;

/** What there is of something. */
export interface StockFigures {
  onHand: number;
  reserved: number;
  available: number;
}

interface Made {
  id: string;
}
interface MadeProduct extends Made {
  options: { choices: Made[] }[];
}
interface PageOf<T> {
  items: T[];
}

/** Products that the simulation made for itself: one from stock, and one made of a material. */
export interface SimulatedShop {
  stocked: Made;
  /** So many of the one from stock with its dearer choice, and one that is made. */
  cartOf: (quantity: number) => WantedLine[];
  /** What such a cart costs, in minor units. */
  priceOf: (quantity: number) => number;
  figuresOf: (what: 'stocked' | 'material') => Promise<StockFigures>;
  /** What has moved of the one from stock, and what waits for it, added up one by one. */
  sumsOf: () => Promise<{ moved: number; waiting: number }>;
  receive: (quantity: number) => Promise<void>;
  handOver: (orderNumber: number) => Promise<void>;
  /** Takes the products out of the shop again. */
  leave: () => Promise<void>;
}

/** Makes the products, and counts what there is of them. */
export async function setUpShop(admin: WorkshopApi, pieces: number): Promise<SimulatedShop> {
  const mark = randomUUID().slice(0, 6);
  const post = <T>(path: string, body: object): Promise<T> => admin.post<T>(path, body, randomUUID());
  const material = await post<Made>('/stock', { name: `Воск ${mark}`, unit: 'кг' });
  const common = { unit: 'шт', isShown: true, questions: [] };
  const option = {
    name: 'Упаковка',
    choices: [{ name: 'коробка', price: CHOICE, minutesPerUnit: 0 }],
  };
  const stocked = await post<MadeProduct>('/products', {
    ...common,
    name: `Свеча ${mark}`,
    price: PRICE,
    isStocked: true,
    options: [option],
  });
  const made = await post<MadeProduct>('/products', {
    ...common,
    name: `Свеча с надписью ${mark}`,
    price: MADE_PRICE,
    options: [],
    materials: [{ stockItemId: material.id, quantity: PER_UNIT }],
  });
  const place = (await admin.get<PageOf<Made>>(`/stock?productId=${stocked.id}`)).items[0];
  if (!place) throw new Error('The product has no place in stock');
  const lines = [
    { stockItemId: place.id, quantity: pieces },
    { stockItemId: material.id, quantity: MATERIAL },
  ];
  await post('/movements', { kind: 'stocktake', lines });
  const choiceId = stocked.options[0]?.choices[0]?.id ?? '';
  const ids = { stocked: place.id, material: material.id };
  return {
    stocked,
    cartOf: (quantity) => [
      { productId: stocked.id, quantity, choiceIds: [choiceId] },
      { productId: made.id, quantity: 1 },
    ],
    priceOf: (quantity) => (PRICE + CHOICE) * quantity + MADE_PRICE,
    figuresOf: async (what) => {
      const { onHand, reserved, available } = await admin.get<StockFigures>(`/stock/${ids[what]}`);
      return { onHand, reserved, available };
    },
    sumsOf: async () => ({
      moved: sumOf(await all<{ quantity: number }>(admin, `/movements?stockItemId=${place.id}`)),
      waiting: sumOf(await all<{ quantity: number }>(admin, `/stock/${place.id}/reservations?`)),
    }),
    receive: async (quantity) => {
      await post('/movements', { kind: 'receipt', lines: [{ stockItemId: place.id, quantity }] });
    },
    handOver: async (orderNumber) => {
      const { items } = await admin.get<PageOf<Made & { number: number }>>(`/orders?q=${orderNumber}`);
      const order = items.find(({ number }) => number === orderNumber);
      for (const status of ['confirmed', 'ready', 'delivered']) await post(`/orders/${order?.id}/status`, { status });
    },
    leave: async () => {
      for (const { id } of [stocked, made]) await post(`/products/${id}/archive`, { isArchived: true });
    },
  };
}

async function all<T>(admin: WorkshopApi, path: string): Promise<T[]> {
  const found: T[] = [];
  for (let page = 1; ; page += 1) {
    const { items } = await admin.get<PageOf<T>>(`${path}&page=${page}&pageSize=200`);
    found.push(...items);
    if (items.length < 200) return found;
  }
}

function sumOf(rows: readonly { quantity: number }[]): number {
  return rows.reduce((sum, { quantity }) => sum + quantity, 0);
}
