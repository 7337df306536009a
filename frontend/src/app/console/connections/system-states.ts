import type { Connection } from '@verstak/api';
import type { ExchangeRowState } from '@verstak/domain';
import type { StatusLook } from '../../ui/status-chip/status-chip';

/** How it goes with a connection: set up, works, is refused something, fails, is off, or was switched off. */
export type SystemHealth = 'unset' | 'fresh' | 'works' | 'refusing' | 'failing' | 'off' | 'switchedOff';

export const SYSTEM_LOOK: Readonly<Record<SystemHealth, StatusLook>> = {
  unset: { tone: 'info', icon: 'key' },
  fresh: { tone: 'info', icon: 'clock' },
  works: { tone: 'good', icon: 'check' },
  refusing: { tone: 'warn', icon: 'error' },
  failing: { tone: 'bad', icon: 'error' },
  off: { tone: 'neutral', icon: 'pause' },
  switchedOff: { tone: 'bad', icon: 'error' },
};

/** How each state of a row of the log looks. */
export const ROW_LOOK: Readonly<Record<ExchangeRowState, StatusLook>> = {
  added: { tone: 'good', icon: 'add' },
  changed: { tone: 'good', icon: 'edit' },
  sent: { tone: 'good', icon: 'send' },
  conflict: { tone: 'warn', icon: 'error' },
  refused: { tone: 'bad', icon: 'error' },
  repeated: { tone: 'neutral', icon: 'refresh' },
};

/** How it goes with a connection now. */
export function healthOf({ isOn, hasCredentials, offReason, fault, refused, lastSuccessAt }: Connection): SystemHealth {
  if (!hasCredentials) return 'unset';
  if (!isOn) return offReason ? 'switchedOff' : 'off';
  if (fault) return 'failing';
  if (refused) return 'refusing';
  return lastSuccessAt ? 'works' : 'fresh';
}
