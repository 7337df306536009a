import { Service, inject } from '@angular/core';
import { StockService } from '@verstak/api';
import type { EntityOption } from '../../ui/fields/entity-field';

const SHOWN = 12;

/** Finds what lies in stock for filters. */
@Service()
export class StockFinder {
  private readonly api = inject(StockService);

  /** What has words that begin as typed, by name. */
  readonly search = async (words: string): Promise<readonly EntityOption[]> => {
    const q = words.trim();
    const { items } = await this.api.listStock({ pageSize: SHOWN, ...(q && { q }) });
    return items.map(({ id, name, article }) => ({ id, label: name, ...(article && { detail: article }) }));
  };

  readonly nameOf = async (id: string): Promise<string> => (await this.api.getStockItem({ id })).name;
}
