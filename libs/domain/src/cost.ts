import { detailsOf, priceOf, type ItemDetail, type Offered } from './catalog.js';
import { divideHalfUp, lineTotal, type Money } from './money.js';
import { withChosenMinutes, type StagePlan } from './stages.js';

/** Decimal places of a margin in per cent. */
export const MARGIN_PLACES = 1;

/** The highest margin that can be aimed at, in per cent: at a hundred no price would do. */
export const MAX_TARGET_MARGIN = 99;

/** What an hour of work costs, in minor units: at some work centres, by their names, else anywhere. */
export interface CostRates {
  hourlyRate?: Money | undefined;
  workCentreRates?: readonly { workCentre: string; hourlyRate: Money }[] | undefined;
}

/** What goes into one unit, in its own unit of measure, and what a unit of that costs, where it is known. */
export interface CostedMaterial {
  stockItemId: string;
  name: string;
  unit: string;
  quantity: number;
  cost?: Money | undefined;
}

/** A stage of a route, as far as it costs. */
export interface CostedStage extends StagePlan {
  id: string;
  name: string;
  workCentre?: string | undefined;
}

/** What a quantity of something is made of. */
export interface Making {
  quantity: number;
  /** What goes into a unit of it; `undefined` where nobody has said. */
  materials?: readonly CostedMaterial[] | undefined;
  /** The stages by which it is made, none where nothing is made; `undefined` where nobody has said. */
  stages?: readonly CostedStage[] | undefined;
  /** What was chosen of it. */
  details?: readonly Pick<ItemDetail, 'stageId' | 'minutesPerUnit'>[] | undefined;
  rates: CostRates;
}

/** A material of a calculation: how much of it goes in altogether, and what that costs. */
export interface MaterialLine extends CostedMaterial {
  total?: Money | undefined;
}

/** A stage of a calculation: how long it takes altogether, and what that costs. */
export interface LabourLine {
  stageId: string;
  name: string;
  workCentre?: string | undefined;
  minutes: number;
  hourlyRate?: Money | undefined;
  total?: Money | undefined;
}

/** Why a cost is not all of it: what it is of, its materials, its route, the cost of a material, a rate. */
export const COST_GAPS = ['product', 'route', 'material', 'rate'] as const;

export type CostGap = (typeof COST_GAPS)[number];

/** What is not known of a cost, and of which material or work centre. */
export interface MissingCost {
  gap: CostGap;
  stockItemId?: string | undefined;
  name?: string | undefined;
}

/** What a quantity of something costs, line by line, in minor units; a sum of what is known where something is missing. */
export interface PlannedCost {
  materials: readonly MaterialLine[];
  labour: readonly LabourLine[];
  materialsCost: Money;
  labourCost: Money;
  cost: Money;
  missing: readonly MissingCost[];
}

const THOUSANDTHS = 1_000;
const MILLIONTHS = 1_000_000n;
const MINUTES = 60n;
const PERCENT = 10_000n;

/**
 * What a quantity costs: materials, each quantity per unit × quantity × cost of its unit, and labour, each stage's
 * (set-up minutes + minutes per unit × quantity) × hourly rate ÷ 60, with the minutes of what was chosen at its stage.
 * That is the usual routing and bill of materials cost roll-up, as in ERPNext's BOM and Odoo's `mrp_account`. Exact, and
 * rounded half up once for each line. What is not known is counted as nothing and told as missing.
 */
export function plannedCost({ quantity, materials, stages, details = [], rates }: Making): PlannedCost {
  const taken = (materials ?? []).map((material) => materialLine(material, quantity));
  const labour = withChosenMinutes(stages ?? [], details).map((stage) => labourLine(stage, quantity, rates));
  const missing: MissingCost[] = [
    ...(materials ? [] : [{ gap: 'product' as const }]),
    ...(stages ? [] : [{ gap: 'route' as const }]),
    ...taken.flatMap(({ stockItemId, name, total }): MissingCost[] =>
      total === undefined ? [{ gap: 'material', stockItemId, name }] : [],
    ),
    ...labour.flatMap(({ workCentre, total }): MissingCost[] =>
      total === undefined ? [{ gap: 'rate', ...(workCentre ? { name: workCentre } : {}) }] : [],
    ),
  ];
  const [materialsCost, labourCost] = [totalOf(taken), totalOf(labour)];
  return {
    materials: taken,
    labour,
    materialsCost,
    labourCost,
    cost: materialsCost + labourCost,
    missing: [...new Map(missing.map((one) => [JSON.stringify(one), one])).values()],
  };
}

function materialLine(material: CostedMaterial, quantity: number): MaterialLine {
  const { cost } = material;
  const thousandths = exact(material.quantity) * exact(quantity);
  const total = cost === undefined ? undefined : divideHalfUp(BigInt(cost) * thousandths, MILLIONTHS);
  return { ...material, quantity: Number(thousandths) / Number(MILLIONTHS), ...(total === undefined ? {} : { total }) };
}

function labourLine(
  { id, name, workCentre, setUpMinutes, minutesPerUnit }: CostedStage,
  quantity: number,
  rates: CostRates,
): LabourLine {
  const millionths = exact(setUpMinutes) * BigInt(THOUSANDTHS) + exact(minutesPerUnit) * exact(quantity);
  const rate = rateAt(workCentre, rates);
  const total = rate === undefined ? undefined : divideHalfUp(BigInt(rate) * millionths, MINUTES * MILLIONTHS);
  return {
    stageId: id,
    name,
    ...(workCentre ? { workCentre } : {}),
    minutes: Number(millionths) / Number(MILLIONTHS),
    ...(rate === undefined ? {} : { hourlyRate: rate }),
    // What takes no time costs nothing, whatever an hour costs.
    ...(total === undefined ? (millionths ? {} : { total: 0 }) : { total }),
  };
}

/** What an hour costs at a work centre, whatever the case of its name; `undefined` where no rate is set. */
export function rateAt(
  workCentre: string | undefined,
  { hourlyRate, workCentreRates = [] }: CostRates,
): Money | undefined {
  const wanted = workCentre?.trim().toLowerCase();
  return workCentreRates.find((rate) => rate.workCentre.trim().toLowerCase() === wanted)?.hourlyRate ?? hourlyRate;
}

/** The margin of a price over a cost in per cent of the price, (price − cost) ÷ price, rounded half up to a decimal; `undefined` for no price. */
export function marginOf(price: Money, cost: Money): number | undefined {
  if (price <= 0) return undefined;
  return divideHalfUp(BigInt(price - cost) * 1_000n, BigInt(price)) / 10 ** MARGIN_PLACES;
}

/** Whether a price earns less than a margin aimed at, in per cent with up to 2 decimals; exactly, without rounding. */
export function isUnderMargin(price: Money, cost: Money, target: number): boolean {
  return BigInt(price - cost) * PERCENT < BigInt(Math.round(target * 100)) * BigInt(price);
}

/** The least price that earns a margin in per cent over a cost: cost ÷ (1 − margin), rounded up to a whole minor unit. */
export function priceForMargin(cost: Money, target: number): Money {
  const kept = PERCENT - BigInt(Math.round(Math.min(target, MAX_TARGET_MARGIN) * 100));
  return Number((BigInt(cost) * PERCENT + kept - 1n) / kept);
}

/** What of a product its usual cost and margin depend on, beside what it is made of. */
export interface Earning extends Offered {
  leastQuantity?: number | null | undefined;
  targetMargin?: number | null | undefined;
}

/** How much of a product is had, and with which choices. */
export interface Had {
  quantity: number;
  choiceIds: readonly string[];
}

/** How a product is usually had: the least that is sold of it, one unless told, with the first choice of each option that needs one. */
export function usualChoice({ options, leastQuantity }: Pick<Earning, 'options' | 'leastQuantity'>): Had {
  const choiceIds = options.flatMap(({ isRequired, choices }) => (isRequired && choices[0] ? [choices[0].id] : []));
  return { quantity: leastQuantity ?? 1, choiceIds };
}

/** What a product earns as it is had: minor units, per cent. */
export interface Earned {
  /** Price of a unit with what is chosen. */
  unitPrice: Money;
  unitCost: Money;
  /** Only where all of the cost is known. */
  margin: number | undefined;
  /** What it is to earn: its own margin, else the workshop's, else nothing beyond its cost. */
  targetMargin: number;
  /** Less than that; what is known of a cost may already be too much for the price. */
  isUnderMargin: boolean;
  /** The least price of the product, without its choices, that earns that. */
  targetPrice: Money;
}

/** What a product earns as it is had, by what that costs. */
export function earnedBy(
  product: Earning,
  { quantity, choiceIds }: Had,
  { cost, missing }: PlannedCost,
  workshopTarget?: number | null,
): Earned {
  const unitPrice = priceOf(product, detailsOf(product, { choiceIds }).details);
  const price = lineTotal({ unitPrice, quantity });
  const targetMargin = product.targetMargin ?? workshopTarget ?? 0;
  const needed = BigInt(priceForMargin(cost, targetMargin)) * BigInt(THOUSANDTHS);
  const unitNeeded = Number((needed + exact(quantity) - 1n) / exact(quantity));
  return {
    unitPrice,
    unitCost: perUnit(cost, quantity),
    margin: missing.length ? undefined : marginOf(price, cost),
    targetMargin,
    isUnderMargin: isUnderMargin(price, cost, targetMargin),
    targetPrice: Math.max(unitNeeded - (unitPrice - product.price), 0),
  };
}

/** What a product costs and earns as it is usually had: minor units, per cent. */
export interface ProductFigures {
  /** Without it nothing is known. */
  unitCost: Money | undefined;
  margin: number | undefined;
  isCostIncomplete: boolean;
  isUnderMargin: boolean;
  targetPrice: Money | undefined;
}

/** What a product costs and earns by the cost of how it is usually had. */
export function productFigures(product: Earning, planned: PlannedCost, workshopTarget?: number | null): ProductFigures {
  const {
    unitCost,
    margin,
    isUnderMargin: isUnder,
    targetPrice,
  } = earnedBy(product, usualChoice(product), planned, workshopTarget);
  const isCostIncomplete = planned.missing.length > 0;
  if (isCostIncomplete && !planned.cost)
    return { unitCost: undefined, margin, isCostIncomplete, isUnderMargin: false, targetPrice: undefined };
  return { unitCost, margin, isCostIncomplete, isUnderMargin: isUnder, targetPrice };
}

/** What a unit costs of a quantity that costs so much, rounded half up. */
export function perUnit(cost: Money, quantity: number): Money {
  return divideHalfUp(BigInt(cost) * BigInt(THOUSANDTHS), exact(quantity));
}

/** What an item costs and comes to. */
export interface CostedItem {
  total: Money;
  cost?: Money | undefined;
  isCostIncomplete?: boolean | undefined;
}

/** What the items of an order cost together, and what those earn of which all is known: minor units, per cent. */
export interface OrderFigures {
  /** Without it nothing is known. */
  cost: Money | undefined;
  margin: number | undefined;
  isCostIncomplete: boolean | undefined;
}

/** What the items of an order cost and earn together. */
export function orderFigures(items: readonly CostedItem[]): OrderFigures {
  const costed = items.filter(({ cost }) => cost !== undefined);
  const known = costed.filter(({ isCostIncomplete }) => !isCostIncomplete);
  if (!costed.length) return { cost: undefined, margin: undefined, isCostIncomplete: undefined };
  const sum = (some: readonly CostedItem[], of: 'cost' | 'total'): Money =>
    some.reduce((all, item) => all + (item[of] ?? 0), 0);
  return {
    cost: sum(costed, 'cost'),
    margin: known.length ? marginOf(sum(known, 'total'), sum(known, 'cost')) : undefined,
    isCostIncomplete: known.length < items.length,
  };
}

function totalOf(lines: readonly { total?: Money | undefined }[]): Money {
  return lines.reduce((sum, { total = 0 }) => sum + total, 0);
}

function exact(decimal: number): bigint {
  return BigInt(Math.round(decimal * THOUSANDTHS));
}
