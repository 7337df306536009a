import { Service, inject } from '@angular/core';
import { StockService, type StockItem, type StockListItem } from '@verstak/api';
import type { EntityOption } from '../../ui/fields/entity-field';

const SHOWN = 12;

/** Finds what lies in stock, for fields and filters. */
@Service()
export class StockFinder {
  private readonly api = inject(StockService);

  /** Things whose words begin as typed; without words, by name. */
  readonly search = async (words: string): Promise<readonly EntityOption[]> => {
    const q = words.trim();
    const page = await this.api.listStock({ pageSize: SHOWN, ...(q ? { q } : { sort: 'name' }) });
    return page.items.map(optionOf);
  };

  readonly nameOf = async (id: string): Promise<string> => (await this.api.getStockItem({ id })).name;
  readonly option = async (id: string): Promise<EntityOption> => optionOf(await this.api.getStockItem({ id }));
}

/** Something in stock as a choice, with the unit it is counted in. */
export function optionOf({ id, name, unit, article }: StockItem | StockListItem): EntityOption {
  return { id, label: name, detail: [article, unit].filter(Boolean).join(' · ') };
}
