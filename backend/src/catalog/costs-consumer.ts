import type { StockService } from '../inventory/stock.service.js';
import { asSystem } from '../platform/access/caller.js';
import type { JournalConsumer } from '../platform/journal/journal-consumer.js';
import type { JournalEntry, JournalParams } from '../platform/journal/journal-entry.js';
import type { ProductCosts } from './product-costs.js';
import type { CostSource, ProductsRepository } from './products.repository.js';

/** What of the workshop costs and margins follow. */
const RATES = ['hourlyRate', 'workCentreRates', 'targetMargin'];

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
    const stockItemIds = idsOf(entries, (entry) => entry.entity === 'StockItem' && touches(entry, 'cost'));
    const routeIds = idsOf(entries, (entry) => entry.entity === 'Route' && touches(entry, 'stages'));
    const productIds = idsOf(entries, isOfProduct);
    await asSystem(this.name, async () => {
      // What is bought comes first: it tells best why something costs more.
      for (const [id, { name, productId }] of await this.stock.byIds(stockItemIds))
        await this.recost({ stockItem: { id, productId: productId && String(productId) } }, { stockItemId: id, name });
      for (const routeId of routeIds) await this.recost({ routeId });
      if (entries.some((entry) => entry.entity === 'Workshop' && touches(entry, ...RATES))) await this.recost({});
      else if (productIds.length) await this.recost({ productIds });
    });
  }

  private async recost(source: CostSource, params?: JournalParams): Promise<void> {
    let after: string | undefined;
    do after = await this.products.recost(source, after, params, (products) => this.costs.figuresOf(products));
    while (after);
  }
}

/** The ids of what some of the entries are of, each once. */
function idsOf(entries: readonly JournalEntry[], isMeant: (entry: JournalEntry) => boolean): string[] {
  return [...new Set(entries.filter(isMeant).map(({ entityId }) => String(entityId)))];
}

function isOfProduct({ entity, action }: JournalEntry): boolean {
  return entity === 'Product' && action !== 'recosted' && action !== 'deleted';
}

function touches({ changes }: JournalEntry, ...fields: string[]): boolean {
  return changes.some(({ path }) => fields.includes(path.split('.')[0] ?? ''));
}
