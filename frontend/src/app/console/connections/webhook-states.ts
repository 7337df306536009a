import type { WebhookEndpoint } from '@verstak/api';
import type { WebhookState } from '@verstak/domain';
import type { StatusLook } from '../../ui/status-chip/status-chip';

/** How it goes with a webhook: it works, takes nothing, is off, or was switched off. */
export type WebhookHealth = 'fresh' | 'works' | 'failing' | 'off' | 'switchedOff';

export const HEALTH_LOOK: Readonly<Record<WebhookHealth, StatusLook>> = {
  fresh: { tone: 'info', icon: 'clock' },
  works: { tone: 'good', icon: 'check' },
  failing: { tone: 'warn', icon: 'error' },
  off: { tone: 'neutral', icon: 'pause' },
  switchedOff: { tone: 'bad', icon: 'error' },
};

/** How each state of a delivery looks. */
export const DELIVERY_LOOK: Readonly<Record<WebhookState, StatusLook>> = {
  waiting: { tone: 'info', icon: 'clock' },
  delivered: { tone: 'good', icon: 'check' },
  failed: { tone: 'bad', icon: 'error' },
  dropped: { tone: 'neutral', icon: 'cancel' },
};

/** How it goes with a webhook now. */
export function healthOf({ isOn, offReason, failingSince, lastSuccessAt }: WebhookEndpoint): WebhookHealth {
  if (!isOn) return offReason ? 'switchedOff' : 'off';
  if (failingSince) return 'failing';
  return lastSuccessAt ? 'works' : 'fresh';
}
