import { type Signal, computed, inject, resource } from '@angular/core';
import { RoutesService } from '@verstak/api';
import { Session } from '../../core/session/session';
import type { Option } from '../../ui/fields/select-base';

/** The routes that things can go by, by name; none for who may not read them. Call where `inject` works. */
export function routeOptions(): Signal<readonly Option[]> {
  const [api, session] = [inject(RoutesService), inject(Session)];
  const found = resource({
    params: () => session.may(['read', 'Route']) || undefined,
    loader: () => api.listRoutes({ pageSize: 200 }),
  });
  return computed(() =>
    (found.hasValue() ? found.value().items : []).map(({ id, name }) => ({ value: id, label: name })),
  );
}
