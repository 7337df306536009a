import { Injectable } from '@nestjs/common';
import { plannedCost, type PlannedCost } from '@verstak/domain';
import { StockService } from '../inventory/stock.service.js';
import { asSystem } from '../platform/access/caller.js';
import { RoutesService } from '../routes/routes.service.js';
import { WorkshopService } from '../workshop/workshop.service.js';
import { makingOf, type KnownCosts, type Made } from './making.js';

/** What things cost by what they are made of: whoever asks, as what is told of it is guarded where it is kept. */
@Injectable()
export class CostsService {
  constructor(
    private readonly stock: StockService,
    private readonly routes: RoutesService,
    private readonly workshop: WorkshopService,
  ) {}

  /** What each of these costs now, in their order. */
  async planned(made: readonly Made[]): Promise<PlannedCost[]> {
    const known = await this.known(made);
    return made.map((one) => plannedCost(makingOf(one, known)));
  }

  /** The least that products are to earn, in per cent of their price; `undefined` where nobody has said. */
  async targetMargin(): Promise<number | undefined> {
    return (await this.workshop.costing()).targetMargin;
  }

  private async known(made: readonly Made[]): Promise<KnownCosts> {
    const products = made.flatMap(({ product }) => product ?? []);
    const routeIds = made.flatMap(({ routeId, needsNoWork }) => (routeId && !needsNoWork ? [String(routeId)] : []));
    const taken = products.flatMap(({ isStocked, materials = [] }) => (isStocked ? [] : materials));
    const stockedIds = products.flatMap(({ id, isStocked }) => (id && isStocked ? [id] : []));
    return asSystem('what something costs', async () => {
      const [items, stocked, routes, rates] = await Promise.all([
        taken.length ? this.stock.byIds(taken.map(({ stockItemId }) => String(stockItemId))) : new Map(),
        stockedIds.length ? this.stock.ofProducts(stockedIds) : new Map(),
        routeIds.length ? this.routes.byIds(routeIds) : new Map(),
        // Work alone is paid by the hour.
        routeIds.length ? this.workshop.costing() : {},
      ]);
      const own = [...stocked].map(([id, item]) => [id, { id: item._id.toHexString(), item }] as const);
      return { items, stocked: new Map(own), routes, rates };
    });
  }
}
