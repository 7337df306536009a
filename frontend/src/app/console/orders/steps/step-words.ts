import type { OrderStatus } from '@verstak/domain';
import type { IconName } from '../../../ui/icon/icons';

/** A step that an order can take, in words. */
export interface StepWords {
  to: OrderStatus;
  /** Translation key. */
  label: string;
  icon: IconName;
}

const ICONS: Record<OrderStatus, IconName> = {
  draft: 'draft',
  confirmed: 'check',
  in_production: 'wrench',
  ready: 'check-circle',
  delivered: 'truck',
  on_hold: 'pause',
  cancelled: 'cancel',
};

/** How a step is called: back to work is another thing than into work, and off hold another than a first step. */
export function stepWords(from: OrderStatus, to: OrderStatus): StepWords {
  if (from === 'on_hold' && to !== 'cancelled') return { to, label: 'orders.step.resume', icon: 'play' };
  if (from === 'ready' && to === 'in_production') return { to, label: 'orders.step.rework', icon: 'undo' };
  return { to, label: `orders.step.${to}`, icon: ICONS[to] };
}

/** Steps that first ask why. */
export function asksReason(to: OrderStatus): boolean {
  return to === 'on_hold' || to === 'cancelled';
}

/** Letters that such a reason may have. */
export const MAX_REASON = 150;
