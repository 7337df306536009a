import type { OrderItem, OrderItemChange } from '@verstak/api';
import type { Option } from '../../../ui/fields/select-field';

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

/** What can be chosen for an item; `byRoute` says of a route that it is one, `noWork` that nothing is made. */
export function makerOptions(
  masters: readonly Option[],
  routes: readonly Option[],
  words: { byRoute: (name: string) => string; noWork: string },
): readonly Option[] {
  return [
    ...masters,
    ...routes.map(({ value, label }) => ({ value: BY_ROUTE + value, label: words.byRoute(label) })),
    { value: NO_WORK, label: words.noWork },
  ];
}
