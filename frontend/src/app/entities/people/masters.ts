import { type Signal, computed, inject, resource } from '@angular/core';
import { PeopleService } from '@verstak/api';
import { Session } from '../../core/session/session';
import type { Option } from '../../ui/fields/select-base';

/** The masters that work can be given to, by name; none for who may not give it. Call where `inject` works. */
export function masterOptions(): Signal<readonly Option[]> {
  const [people, session] = [inject(PeopleService), inject(Session)];
  const found = resource({
    params: () => session.can('orders:assign') || undefined,
    loader: () => people.listMasters(),
  });
  return computed(() => (found.hasValue() ? found.value() : []).map(({ id, name }) => ({ value: id, label: name })));
}
