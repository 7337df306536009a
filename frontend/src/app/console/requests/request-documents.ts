import { Service, inject } from '@angular/core';
import { RequestsService } from '@verstak/api';
import type { Found } from '../../core/commands/commands';
import { I18n } from '../../core/i18n/i18n';

const MOST = 5;

/** Requests for the palette: by number, supplier or item. */
@Service()
export class RequestDocuments {
  private readonly api = inject(RequestsService);
  private readonly i18n = inject(I18n);

  async find(q: string): Promise<Found[]> {
    const { items } = await this.api.listRequests({ q, pageSize: MOST });
    return items.map(({ id, number, supplierName, status }) => ({
      id: `request-${id}`,
      icon: 'inbox',
      title: this.i18n.t('requests.numbered', { number }),
      detail: `${supplierName} · ${this.i18n.t(`requests.status.${status}`)}`,
      link: `/requests/${id}`,
    }));
  }
}
