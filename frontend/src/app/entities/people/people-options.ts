import { type Signal, computed, inject, resource } from '@angular/core';
import { type Master, PeopleService } from '@verstak/api';
import type { Permission } from '@verstak/domain';
import { Session } from '../../core/session/session';
import type { Option } from '../../ui/fields/select-base';

/** The masters that work can be given to, by name; none for who may not give it. Call where `inject` works. */
export function masterOptions(): Signal<readonly Option[]> {
  return peopleOptions(['orders:assign'], (people) => people.listMasters());
}

/** Those who take orders, and those who have left, by name; none for who may not know. Call where `inject` works. */
export function managerOptions(): Signal<readonly Option[]> {
  return peopleOptions(['orders:read', 'reports:read'], (people) => people.listManagers());
}

/** People to choose from, for whoever holds one of these permissions. */
function peopleOptions(
  permissions: readonly Permission[],
  load: (people: PeopleService) => Promise<Master[]>,
): Signal<readonly Option[]> {
  const [people, session] = [inject(PeopleService), inject(Session)];
  const found = resource({
    params: () => permissions.some((permission) => session.can(permission)) || undefined,
    loader: () => load(people),
  });
  return computed(() => (found.hasValue() ? found.value() : []).map(({ id, name }) => ({ value: id, label: name })));
}
