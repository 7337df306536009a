import type { StockService } from '../inventory/stock.service.js';
import { asSystem } from '../platform/access/caller.js';
import type { JournalConsumer } from '../platform/journal/journal-consumer.js';
import type { JournalEntry, JournalParams } from '../platform/journal/journal-entry.js';
import type { ProductCosts } from './product-costs.js';
import type { CostSource, ProductsRepository } from './products.repository.js';

/** What of the workshop costs and margins follow. */
const RATES = ['hourlyRate', 'workCentreRates', 'targetMargin'];

/** What something costs by, as far as an entry tells. */
type Changed = { stockItemId: string } | Omit<CostSource, 'stockItem'>;

/**
 * Keeps what products cost and earn in step with what they are made of: the cost of things in stock, the stages of
 * routes, the rates of the workshop. A product is looked at again after its own changes too, as what it takes may have
 * got another cost in the same moment. One that costs something else has an entry of its own, which says what it followed.
 */
export class CostsConsumer implements JournalConsumer {
  readonly name = 'product-costs';
  /** Products of the time before there were costs get theirs at its first start. */
  readonly begins = 'first';

  constructor(
    private readonly products: ProductsRepository,
    private readonly costs: ProductCosts,
    private readonly stock: StockService,
  ) {}

  async handle(entries: readonly JournalEntry[]): Promise<void> {
    const changed = new Map(entries.flatMap(changedIn).map((one) => [JSON.stringify(one), one]));
    // What is bought tells best why something costs more.
    const inTurn = [...changed.values()].sort(
      (one, other) => Number('stockItemId' in other) - Number('stockItemId' in one),
    );
    await asSystem(this.name, async () => {
      for (const one of inTurn) await this.follow(one);
    });
  }

  private async follow(changed: Changed): Promise<void> {
    const { source, params } = 'stockItemId' in changed ? await this.ofStock(changed) : { source: changed };
    if (!source) return;
    let after: string | undefined;
    do after = await this.products.recost(source, after, params, (product) => this.costs.figuresOf(product));
    while (after);
  }

  private async ofStock({
    stockItemId,
  }: {
    stockItemId: string;
  }): Promise<{ source?: CostSource; params?: JournalParams }> {
    const item = (await this.stock.byIds([stockItemId])).get(stockItemId);
    if (!item) return {};
    const productId = item.productId && String(item.productId);
    return { source: { stockItem: { id: stockItemId, productId } }, params: { stockItemId, name: item.name } };
  }
}

/** What an entry changes that products cost by. */
function changedIn({ entity, entityId, action, changes }: JournalEntry): Changed[] {
  const id = String(entityId);
  const touches = (...fields: string[]): boolean => {
    return changes.some(({ path }) => fields.includes(path.split('.')[0] ?? ''));
  };
  if (entity === 'StockItem' && touches('cost')) return [{ stockItemId: id }];
  if (entity === 'Route' && touches('stages')) return [{ routeId: id }];
  if (entity === 'Workshop' && touches(...RATES)) return [{}];
  return entity === 'Product' && action !== 'recosted' && action !== 'deleted' ? [{ productId: id }] : [];
}
