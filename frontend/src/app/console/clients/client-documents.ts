import { Service, inject } from '@angular/core';
import { ClientsService } from '@verstak/api';
import type { Found } from '../../core/commands/commands';
import { I18n } from '../../core/i18n/i18n';

const MOST = 5;

/** Clients for the palette: by name, contact or number. */
@Service()
export class ClientDocuments {
  private readonly api = inject(ClientsService);
  private readonly i18n = inject(I18n);

  async find(q: string): Promise<Found[]> {
    const { items } = await this.api.listClients({ q, pageSize: MOST });
    return items.map(({ id, number, name }) => ({
      id: `client-${id}`,
      icon: 'clients',
      title: name,
      detail: this.i18n.t('ui.numbered', { number }),
      link: `/clients/${id}`,
    }));
  }
}
