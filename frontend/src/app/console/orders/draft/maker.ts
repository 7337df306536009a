import { type Signal, computed, inject } from '@angular/core';
import type { OrderItem, OrderItemChange } from '@verstak/api';
import { I18n } from '../../../core/i18n/i18n';
import { Session } from '../../../core/session/session';
import { routeOptions } from '../../../entities/routes/route-options';
import type { Option } from '../../../ui/fields/select-base';

/** Chosen in place of a master: nothing is made, as for delivery or a fee. */
export const NO_WORK = 'none';

/** Before the id of a route, which is chosen in place of a master: its stages say who works. */
const BY_ROUTE = 'route:';

type Work = Pick<OrderItem, 'masterId' | 'routeId' | 'needsNoWork'>;

/** How an item is made, as it is chosen: the id of a master, a route, `NO_WORK`, or nothing yet. */
export function makerOf({ masterId, routeId, needsNoWork }: Work): string {
  if (needsNoWork) return NO_WORK;
  return routeId ? BY_ROUTE + routeId : (masterId ?? '');
}

/** A choice as it is sent. */
export function workOf(chosen: string): Work {
  if (chosen === NO_WORK) return { needsNoWork: true };
  return chosen.startsWith(BY_ROUTE) ? { routeId: chosen.slice(BY_ROUTE.length) } : { masterId: chosen };
}

/** Another choice as it is sent, where there was one before. */
export function workChange(
  chosen: string,
  before: string,
): Pick<OrderItemChange, 'masterId' | 'routeId' | 'needsNoWork'> {
  const former = before ? workOf(before) : {};
  const now = chosen ? workOf(chosen) : {};
  if (now.needsNoWork) return now;
  return {
    ...(former.masterId && { masterId: null }),
    ...(former.routeId && { routeId: null }),
    // Whoever makes it, it needs work.
    ...(former.needsNoWork && !chosen && { needsNoWork: false }),
    ...now,
  };
}

/** What can be chosen for an item: one of these masters, a route, or that nothing is made. Call where `inject` works. */
export function makerOptions(masters: () => readonly Option[]): Signal<readonly Option[]> {
  const [i18n, session, routes] = [inject(I18n), inject(Session), routeOptions()];
  return computed(() => [
    ...masters(),
    ...(session.can('orders:assign') ? routes() : []).map(({ value, label: name }) => ({
      value: BY_ROUTE + value,
      label: i18n.t('orders.line.byRoute', { name }),
    })),
    { value: NO_WORK, label: i18n.t('orders.line.needsNoWork') },
  ]);
}
