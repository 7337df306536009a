import { Service, inject } from '@angular/core';
import { ProductionService } from '@verstak/api';
import type { Found } from '../../core/commands/commands';
import { I18n } from '../../core/i18n/i18n';
import { nameOf } from '../../entities/parts/part-words';

const MOST = 5;

/** Parts for the palette: by number, designation or title. */
@Service()
export class PartDocuments {
  private readonly api = inject(ProductionService);
  private readonly i18n = inject(I18n);

  async find(q: string): Promise<Found[]> {
    const { items } = await this.api.listParts({ q, pageSize: MOST });
    return items.map((part) => ({
      id: `part-${part.id}`,
      icon: 'part',
      title: nameOf(part),
      detail: this.i18n.t('ui.numbered', { number: part.number }),
      link: `/parts/${part.id}`,
    }));
  }
}
