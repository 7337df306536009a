import type { CostedMaterial, CostRates, Making } from '@verstak/domain';
import type { StockItem } from '../inventory/stock-item.js';
import type { Route } from '../routes/route.js';

/** Something in stock, as far as it costs. */
type Priced = Pick<StockItem, 'name' | 'unit' | 'cost'>;

/** What costs are worked out from: read once for several calculations. */
export interface KnownCosts {
  /** Things in stock, by their ids. */
  items: ReadonlyMap<string, Priced>;
  /** What products that are sold from stock are there: the id and the thing, by the id of the product. */
  stocked: ReadonlyMap<string, { id: string; item: Priced }>;
  routes: ReadonlyMap<string, Pick<Route, 'stages'>>;
  rates: CostRates;
}

/** What of a product decides on what it is made of. */
export interface MadeProduct {
  /** Absent before it is stored. */
  id?: string | undefined;
  isStocked?: boolean | undefined;
  materials?: readonly { stockItemId: unknown; quantity: number; choiceId?: unknown }[] | undefined;
}

/** What is made: a product, or something that is made by a route alone, with what was chosen. */
export interface Made extends Pick<Making, 'quantity' | 'details'> {
  product?: MadeProduct | undefined;
  choiceIds?: readonly unknown[] | undefined;
  routeId?: unknown;
  /** Nothing is made for it, as for what is sold from stock. */
  needsNoWork?: boolean | undefined;
}

/** What a quantity of something is made of, by what is known. */
export function makingOf(made: Made, { items, stocked, routes, rates }: KnownCosts): Making {
  const { product, quantity, details, routeId, needsNoWork } = made;
  return {
    quantity,
    details,
    rates,
    materials:
      product && (product.isStocked ? ownOf(stocked.get(product.id ?? '')) : materialsOf(product, made, items)),
    stages: needsNoWork ? [] : stagesOf(routes.get(String(routeId))),
  };
}

function stagesOf(route: Pick<Route, 'stages'> | undefined): Making['stages'] {
  return route?.stages.map((stage) => ({ ...stage, id: String(stage.id) }));
}

/** What is sold from stock takes itself. */
function ownOf(own: { id: string; item: Priced } | undefined): CostedMaterial[] | undefined {
  return own && [{ stockItemId: own.id, ...pricedOf(own.item), quantity: 1 }];
}

function materialsOf(
  { materials = [] }: MadeProduct,
  { choiceIds = [] }: Made,
  items: KnownCosts['items'],
): CostedMaterial[] {
  const chosen = new Set(choiceIds.map(String));
  return materials
    .filter(({ choiceId }) => !choiceId || chosen.has(String(choiceId)))
    .map(({ stockItemId: of, quantity }) => {
      const stockItemId = String(of);
      return { stockItemId, ...pricedOf(items.get(stockItemId)), quantity };
    });
}

function pricedOf({ name = '', unit = '', cost }: Partial<Priced> = {}): Pick<
  CostedMaterial,
  'name' | 'unit' | 'cost'
> {
  return { name, unit, ...(cost === undefined ? {} : { cost }) };
}
