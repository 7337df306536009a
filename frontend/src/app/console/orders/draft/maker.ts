import type { OrderItem, OrderItemChange } from '@verstak/api';
import type { Option } from '../../../ui/fields/select-field';

/** Chosen in place of a master: nothing is made, as for delivery or a fee. */
export const NO_WORK = 'none';

/** Who makes an item, as it is chosen: the id of a master, `NO_WORK`, or nothing yet. */
export function makerOf({ masterId, needsNoWork }: Pick<OrderItem, 'masterId' | 'needsNoWork'>): string {
  return needsNoWork ? NO_WORK : (masterId ?? '');
}

/** A choice as it is sent. */
export function workOf(chosen: string): { masterId: string } | { needsNoWork: true } {
  return chosen === NO_WORK ? { needsNoWork: true } : { masterId: chosen };
}

/** Another choice as it is sent, where there was one before. */
export function workChange(chosen: string, before: string): Pick<OrderItemChange, 'masterId' | 'needsNoWork'> {
  if (chosen) return workOf(chosen);
  return before === NO_WORK ? { needsNoWork: false } : { masterId: null };
}

/** What can be chosen for an item; `noWork` says in words that nothing is made. */
export function makerOptions(masters: readonly Option[], noWork: string): readonly Option[] {
  return [...masters, { value: NO_WORK, label: noWork }];
}
