import { Service, inject } from '@angular/core';
import { CatalogService, type Product, type ProductListItem } from '@verstak/api';
import { Session } from '../../core/session/session';
import type { EntityOption } from '../../ui/fields/entity-field';

const SHOWN = 12;

/** Finds products of the catalog for filters of orders and reports. */
@Service()
export class ProductFinder {
  private readonly api = inject(CatalogService);
  private readonly session = inject(Session);

  /** Products whose words begin as typed, none for who may not read them. */
  readonly search = async (words: string): Promise<readonly EntityOption[]> => {
    if (!this.session.may(['read', 'Product'])) return [];
    return (await this.api.listProducts({ q: words.trim(), pageSize: SHOWN })).items.map(optionOf);
  };

  readonly nameOf = async (id: string): Promise<string> => (await this.api.getProduct({ id })).name;
  readonly option = async (id: string): Promise<EntityOption> => optionOf(await this.api.getProduct({ id }));
}

function optionOf({ id, name: label, article: detail }: Product | ProductListItem): EntityOption {
  return { id, label, ...(detail ? { detail } : {}) };
}
