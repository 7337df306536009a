import { Service, inject } from '@angular/core';
import { SuppliersService } from '@verstak/api';
import type { Found } from '../../core/commands/commands';
import { I18n } from '../../core/i18n/i18n';

const MOST = 5;

/** Suppliers for the palette: by name, contact or number. */
@Service()
export class SupplierDocuments {
  private readonly api = inject(SuppliersService);
  private readonly i18n = inject(I18n);

  async find(q: string): Promise<Found[]> {
    const { items } = await this.api.listSuppliers({ q, pageSize: MOST });
    return items.map(({ id, number, name }) => ({
      id: `supplier-${id}`,
      icon: 'suppliers',
      title: name,
      detail: this.i18n.t('ui.numbered', { number }),
      link: `/suppliers/${id}`,
    }));
  }
}
