import { type KeyState, keyState } from '@verstak/domain';
import type { ApiKey } from '@verstak/api';
import type { StatusLook } from '../../ui/status-chip/status-chip';

/** How each state of a key looks. */
export const KEY_LOOK: Readonly<Record<KeyState, StatusLook>> = {
  active: { tone: 'good', icon: 'check' },
  expired: { tone: 'warn', icon: 'clock' },
  revoked: { tone: 'neutral', icon: 'lock' },
};

/** How a key stands now. */
export function stateOf(key: ApiKey): KeyState {
  return keyState(key, new Date());
}
