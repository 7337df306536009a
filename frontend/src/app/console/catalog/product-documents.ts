import { Service, inject } from '@angular/core';
import { CatalogService } from '@verstak/api';
import type { Found } from '../../core/commands/commands';
import { Formats } from '../../core/i18n/formats';

const MOST = 5;

/** Products for the palette: by name, article or number. */
@Service()
export class ProductDocuments {
  private readonly api = inject(CatalogService);
  private readonly formats = inject(Formats);

  async find(q: string): Promise<Found[]> {
    const { items } = await this.api.listProducts({ q, pageSize: MOST });
    return items.map(({ id, name, price, unit }) => ({
      id: `product-${id}`,
      icon: 'catalog',
      title: name,
      detail: `${this.formats.money(price)} / ${unit}`,
      link: `/catalog/${id}`,
    }));
  }
}
