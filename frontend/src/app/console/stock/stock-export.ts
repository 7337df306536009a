import { Service, inject } from '@angular/core';
import { type ExportMovementsXlsx$Params, type ExportStockXlsx$Params, StockService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { Workshop } from '../../core/workshop/workshop';
import type { ExportFile } from '../../ui/export-menu/export-menu';

/** The files that the stock and its movements are offered as. */
@Service()
export class StockExport {
  private readonly api = inject(StockService);
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);

  ofStock(query: ExportStockXlsx$Params): ExportFile[] {
    const asked = (): ExportStockXlsx$Params => ({ ...query, lang: this.i18n.language() });
    return this.files('stock', {
      xlsx: () => this.api.exportStockXlsx(asked()),
      csv: () => this.api.exportStockCsv(asked()),
    });
  }

  ofMovements(query: ExportMovementsXlsx$Params): ExportFile[] {
    const asked = (): ExportMovementsXlsx$Params => ({ ...query, lang: this.i18n.language() });
    return this.files('movements', {
      xlsx: () => this.api.exportMovementsXlsx(asked()),
      csv: () => this.api.exportMovementsCsv(asked()),
    });
  }

  private files(table: 'stock' | 'movements', reads: Record<'xlsx' | 'csv', ExportFile['read']>): ExportFile[] {
    return (['xlsx', 'csv'] as const).map((ending) => ({
      label: `stock.file.${ending}`,
      name: () => `${this.i18n.t(`stock.fileName.${table}`)}_${this.workshop.today()}.${ending}`,
      read: reads[ending],
    }));
  }
}
