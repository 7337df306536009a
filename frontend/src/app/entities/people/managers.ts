import { type Signal, computed, inject, resource } from '@angular/core';
import { PeopleService } from '@verstak/api';
import { Session } from '../../core/session/session';
import type { Option } from '../../ui/fields/select-base';

/** Those who take orders, and those who have left, by name; none for who may not know. Call where `inject` works. */
export function managerOptions(): Signal<readonly Option[]> {
  const [people, session] = [inject(PeopleService), inject(Session)];
  const found = resource({
    params: () => session.can('orders:read') || session.can('reports:read') || undefined,
    loader: () => people.listManagers(),
  });
  return computed(() => (found.hasValue() ? found.value() : []).map(({ id, name }) => ({ value: id, label: name })));
}
