import { Service, inject } from '@angular/core';
import { ClientsService, type Client, type ClientListItem } from '@verstak/api';
import type { EntityOption } from '../../ui/fields/entity-field';

const SHOWN = 12;

/** Finds clients for fields and filters of orders. */
@Service()
export class ClientFinder {
  private readonly api = inject(ClientsService);

  /** Clients whose words begin as typed; without words, by name. */
  readonly search = async (words: string): Promise<readonly EntityOption[]> => {
    const q = words.trim();
    const page = await this.api.listClients({ pageSize: SHOWN, ...(q ? { q } : { sort: 'name' }) });
    return page.items.map(optionOf);
  };

  readonly nameOf = async (id: string): Promise<string> => (await this.api.getClient({ id })).name;
  readonly option = async (id: string): Promise<EntityOption> => optionOf(await this.api.getClient({ id }));
}

/** A client as a choice, with what tells two of one name apart. */
export function optionOf(client: Client | ClientListItem): EntityOption {
  const detail = [client.phone, client.email].find(Boolean);
  return { id: client.id, label: client.name, ...(detail ? { detail } : {}) };
}
