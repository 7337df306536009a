import { Service, inject } from '@angular/core';
import { StockService } from '@verstak/api';
import type { Found } from '../../core/commands/commands';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';

const MOST = 5;

/** What lies in stock for the palette: by name, article or number. */
@Service()
export class StockDocuments {
  private readonly api = inject(StockService);
  private readonly formats = inject(Formats);
  private readonly i18n = inject(I18n);

  async find(q: string): Promise<Found[]> {
    const { items } = await this.api.listStock({ q, pageSize: MOST });
    return items.map(({ id, name, available, unit }) => ({
      id: `stock-${id}`,
      icon: 'stock',
      title: name,
      detail: this.i18n.t('stock.found', { available: this.formats.number(available), unit }),
      link: `/stock/${id}`,
    }));
  }
}
