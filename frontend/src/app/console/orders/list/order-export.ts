import { Service, inject } from '@angular/core';
import { type ExportOrdersXlsx$Params, OrdersService } from '@verstak/api';
import { I18n } from '../../../core/i18n/i18n';
import { Workshop } from '../../../core/workshop/workshop';
import type { ExportFile } from '../../../ui/export-menu/export-menu';

/** The files that the orders of a list are offered as. */
@Service()
export class OrderExport {
  private readonly api = inject(OrdersService);
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);

  of(query: ExportOrdersXlsx$Params): ExportFile[] {
    const name = (table: 'orders' | 'items', ending: string) => (): string =>
      `${this.i18n.t(`orders.fileName.${table}`)}_${this.workshop.today()}${ending}`;
    return [
      {
        label: 'orders.file.xlsx',
        name: name('orders', '.xlsx'),
        read: () => this.api.exportOrdersXlsx({ ...query, lang: this.i18n.language() }),
      },
      ...(['orders', 'items'] as const).map((table) => ({
        label: `orders.file.${table}`,
        name: name(table, '.csv'),
        read: () => this.api.exportOrdersCsv({ ...query, table, lang: this.i18n.language() }),
      })),
    ];
  }
}
