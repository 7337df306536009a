import type { QuestionKind } from '@verstak/domain';

/** A text in the two languages of the product. */
export type Words = readonly [ru: string, en: string];

/** Sums of plans are roubles; of other currencies they are made as large as they would be there. */
type Roubles = number;

/** A material as it lies in stock at the end. */
export interface MaterialPlan {
  name: Words;
  unit: Words;
  cost: Roubles;
  /** What was counted of it yesterday. */
  left: number;
  reorderPoint?: number;
  place?: Words;
  /** What the supplier says of it; without it, the supplier does not have it. */
  offer?: { article: string; inStock: number; leadDays?: number };
}

export interface StagePlan {
  name: Words;
  workCentre: Words;
  setUpMinutes: number;
  minutesPerUnit: number;
  /** Which of the two masters does it. */
  by: 0 | 1;
  instruction?: Words;
}

export interface RoutePlan {
  name: Words;
  stages: readonly StagePlan[];
}

export interface OptionPlan {
  name: Words;
  isRequired?: boolean;
  choices: Readonly<Record<string, { name: Words; price?: Roubles }>>;
}

export interface QuestionPlan {
  name: Words;
  kind: QuestionKind;
  isRequired?: boolean;
  maxLength?: number;
}

export interface ProductPlan {
  name: Words;
  article: string;
  category: string;
  description: Words;
  unit: Words;
  price: Roubles;
  leadDays: number;
  /** How it is made; without a route it is sold from stock. */
  route?: string;
  quantityStep?: number;
  options?: readonly OptionPlan[];
  questions?: Readonly<Record<string, QuestionPlan>>;
  /** What goes into a unit of it, by material. */
  materials?: Readonly<Record<string, number>>;
  /** Of what is sold from stock: how much was counted yesterday, and what it cost. */
  stock?: Pick<MaterialPlan, 'left' | 'cost' | 'reorderPoint'>;
  /** An SVG that fills a square. */
  picture: string;
}

export interface ClientPlan {
  company?: Words;
  firstName?: Words;
  lastName?: Words;
  contact?: { name: Words; position: Words };
  note?: Words;
}

/** A line of an order. */
export interface LinePlan {
  product: string;
  quantity: number;
  /** By the keys of the choices. */
  choices?: readonly string[];
  /** By the keys of the questions; a number is a day so many days after the order. */
  answers?: Readonly<Record<string, Words>>;
  wishes?: Words;
}

export interface OrderPlan {
  lines: readonly LinePlan[];
  note?: Words;
}

/** What a workshop of a trade has and does: who it is, what it makes of what, and for whom. */
export interface TradePlan {
  people: { manager: Words; masters: readonly [Words, Words]; customer: Words; supplier: Words };
  supplier: { name: Words; note: Words; leadDays: number };
  categories: Readonly<Record<string, { name: Words; description: Words }>>;
  materials: Readonly<Record<string, MaterialPlan>>;
  routes: Readonly<Record<string, RoutePlan>>;
  products: Readonly<Record<string, ProductPlan>>;
  /** The last of them is the customer of the shop. */
  clients: readonly ClientPlan[];
  /** One for each order of the story, in its order. */
  orders: readonly OrderPlan[];
  /** What is asked of the supplier: came some weeks ago, and is on its way. */
  requests: { received: Readonly<Record<string, number>>; sent: Readonly<Record<string, number>> };
  /** What happens on the floor. */
  floor: { problem: Words; lost: Words };
  /** What is said about orders. */
  talk: { note: Words; question: Words; answer: Words; waiting: Words };
  shop: { welcome: Words; pickUp: Words; delivery: Words };
}
