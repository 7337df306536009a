import { Injectable } from '@nestjs/common';
import { ProductsService } from '../catalog/products.service.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { UsersService } from '../users/users.service.js';
import { changeOf, happeningOf, type News, type NewsSource } from './news.js';

/**
 * Products that earn less than they are to since something that goes into them is bought at another price: told once of
 * each thing that is bought, to whoever keeps the catalog and may know what things cost.
 */
@Injectable()
export class MarginNews implements NewsSource {
  constructor(
    private readonly products: ProductsService,
    private readonly users: UsersService,
    private readonly journal: JournalService,
  ) {}

  async newsIn(entries: readonly JournalEntry[]): Promise<News[]> {
    // Of several products that one thing goes into the last tells of all.
    const fallen = new Map(entries.filter(isFall).map((entry) => [entry.params?.stockItemId ?? '', entry]));
    if (!fallen.size) return [];
    const to = await this.users.idsHolding('catalog:write', 'stock:cost');
    const news: News[] = [];
    for (const [subjectId, entry] of fallen) {
      const products = await this.products.countUnderMargin(subjectId);
      if (!products) continue;
      const risePercent = await this.riseOf(subjectId);
      const about = { topic: 'margin', subject: 'StockItem', subjectId, name: entry.params?.name ?? '' } as const;
      news.push({ about, details: { products, ...(risePercent && { risePercent }) }, to, ...happeningOf(entry) });
    }
    return news;
  }

  /** By how many whole per cent something costs more since its cost was changed last. */
  private async riseOf(stockItemId: string): Promise<number> {
    const { before, after } = (await this.journal.lastChangeOf(stockItemId, 'cost')) ?? {};
    if (typeof before !== 'number' || typeof after !== 'number' || before <= 0) return 0;
    return Math.max(Math.round(((after - before) / before) * 100), 0);
  }
}

/** A product that earned enough before a purchase price changed. */
function isFall(entry: JournalEntry): boolean {
  const { entity, action, params } = entry;
  if (entity !== 'Product' || action !== 'recosted' || !params?.stockItemId) return false;
  const { before, after } = changeOf(entry, 'isUnderMargin') ?? {};
  // What was not worked out before has not fallen.
  return before === false && after === true;
}
