import { Injectable } from '@nestjs/common';
import { detailsOf, lineGross, lineTotal, orderFigures, type PlannedCost } from '@verstak/domain';
import { ProductsService } from '../catalog/products.service.js';
import { CostsService } from '../costs/costs.service.js';
import type { Made } from '../costs/making.js';
import { asSystem } from '../platform/access/caller.js';
import { withoutNulls } from '../platform/database/without-nulls.js';
import type { LinesCost, LineToCost } from './order.dto.js';
import type { OrderItem } from './order.js';

/** What of an item its cost follows: while none of it changes, it keeps what it was to cost. */
const DECIDING = ['productId', 'choiceIds', 'quantity', 'routeId', 'needsNoWork', 'unitCost'] as const;

type ItemCost = Pick<OrderItem, 'materialsCost' | 'labourCost' | 'cost' | 'isCostIncomplete'>;

/** What the items of orders cost when they are written. */
@Injectable()
export class OrderCosts {
  constructor(
    private readonly costs: CostsService,
    private readonly products: ProductsService,
  ) {}

  /** The items with what they cost: new ones and those of which something else is made now, the others keep theirs. */
  async costed(items: readonly OrderItem[], former: readonly OrderItem[]): Promise<OrderItem[]> {
    const known = new Map(former.map((item) => [item.id, item]));
    const asked = items.filter((item) => isOther(item, known.get(item.id)) && item.unitCost === undefined);
    const planned = new Map<OrderItem, PlannedCost>();
    if (asked.length) {
      const made = await this.madeOf(asked);
      (await this.costs.planned(made)).forEach((cost, index) => planned.set(asked[index] as OrderItem, cost)); // one each
    }
    return items.map((item) => {
      if (!isOther(item, known.get(item.id))) return item;
      const { materialsCost: _m, labourCost: _l, cost: _c, isCostIncomplete: _i, ...rest } = item;
      return { ...rest, ...costOf(item, planned.get(item)) };
    });
  }

  /** What lines that are still typed would cost and earn if they were written now. */
  async ofLines(typed: readonly LineToCost[]): Promise<LinesCost> {
    const lines = typed.map(withoutNulls);
    const planned = await this.costs.planned(await this.madeOf(lines));
    const items = lines.map((line, index) => costOf(line, planned[index]));
    const totals = lines.map(({ unitPrice = 0, quantity, discountPercent = 0 }) =>
      lineTotal({ unitPrice, quantity, discountPercent }),
    );
    const figures = orderFigures(items.map((item, index) => ({ ...item, total: totals[index] ?? 0 })));
    return { ...figures, items } as LinesCost; // what is not known is left out of the answer
  }

  private async madeOf(items: readonly (LineToCost & Pick<OrderItem, 'details'>)[]): Promise<Made[]> {
    const ids = items.flatMap(({ productId }) => (productId ? [String(productId)] : []));
    const products = await asSystem('what something costs', () => this.products.byIds(ids));
    return items.map(({ productId, quantity, choiceIds = [], details, routeId, needsNoWork }) => {
      const product = productId ? products.get(String(productId)) : undefined;
      const { isStocked, materials } = product ?? {};
      return {
        ...(product && { product: { id: String(productId), isStocked, materials } }),
        quantity,
        choiceIds,
        details: details ?? (product && detailsOf(product, { choiceIds }).details),
        routeId,
        needsNoWork,
      };
    });
  }
}

/** What somebody said that it costs, else what was worked out; nothing where nothing is known. */
function costOf(item: Pick<LineToCost, 'unitCost' | 'quantity'>, planned: PlannedCost | undefined): ItemCost {
  if (item.unitCost !== undefined) return { cost: lineGross({ unitPrice: item.unitCost, quantity: item.quantity }) };
  if (!planned || (planned.missing.length && !planned.cost)) return {};
  const { materialsCost, labourCost, cost, missing } = planned;
  return { materialsCost, labourCost, cost, ...(missing.length ? { isCostIncomplete: true } : {}) };
}

function isOther(item: OrderItem, former: OrderItem | undefined): boolean {
  return !former || DECIDING.some((name) => said(item[name]) !== said(former[name]));
}

function said(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join() : String(value ?? '');
}
