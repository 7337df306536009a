import type { ListMovements$Params } from '@verstak/api';
import { MOVEMENT_KINDS, type MovementKind } from '@verstak/domain';
import type { ListView } from '../../ui/list/list-view';

/** Names of the filters of movements in the address. */
export const MOVEMENT_FILTERS = ['kind', 'dayFrom', 'dayTo', 'stockItemId', 'orderId', 'doneById'] as const;

/** What the address says, as the API is asked; without its page. */
export function queryOf({ sort, q, filters }: ListView): ListMovements$Params {
  const all = (name: (typeof MOVEMENT_FILTERS)[number]): readonly string[] => filters[name] ?? [];
  const [kind, [dayFrom], [dayTo]] = [all('kind').filter(isKind), all('dayFrom'), all('dayTo')];
  return {
    sort,
    ...(q && { q }),
    ...(kind.length && { kind }),
    ...(dayFrom && { dayFrom }),
    ...(dayTo && { dayTo }),
    ...(all('stockItemId').length && { stockItemId: [...all('stockItemId')] }),
    ...(all('orderId').length && { orderId: [...all('orderId')] }),
    ...(all('doneById').length && { doneById: [...all('doneById')] }),
  };
}

function isKind(value: string): value is MovementKind {
  return (MOVEMENT_KINDS as readonly string[]).includes(value);
}
