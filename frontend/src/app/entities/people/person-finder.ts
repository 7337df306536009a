import { Service, inject } from '@angular/core';
import { PeopleService } from '@verstak/api';
import type { EntityOption } from '../../ui/fields/entity-field';

const SHOWN = 20;

/** Finds people for filters, for whoever may see them. */
@Service()
export class PersonFinder {
  private readonly api = inject(PeopleService);

  /** People whose words begin as typed. */
  readonly search = async (q: string): Promise<readonly EntityOption[]> => {
    const { items } = await this.api.listUsers({ q, pageSize: SHOWN });
    return items.map(({ id, name, login }) => ({ id, label: name, detail: login }));
  };

  readonly nameOf = async (id: string): Promise<string> => (await this.api.getUser({ id })).name;
}
