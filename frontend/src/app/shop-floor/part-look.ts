import type { PartState } from '@verstak/api';
import type { IconName } from '../ui/icon/icons';
import type { StatusLook } from '../ui/status-chip/status-chip';
import type { ScrapReason } from '@verstak/domain';

/** How each state of a part looks. */
export const PART_LOOK: Record<PartState, StatusLook> = {
  waiting: { tone: 'info', icon: 'inbox' },
  in_progress: { tone: 'active', icon: 'play' },
  paused: { tone: 'warn', icon: 'pause' },
  done: { tone: 'good', icon: 'check-circle' },
  cancelled: { tone: 'neutral', icon: 'cancel' },
};

/** A part of an order on hold waits with it. */
export const HELD_LOOK: StatusLook = { tone: 'warn', icon: 'lock' };

/** What stands on the tile of a reason. */
export const REASON_ICONS: Record<ScrapReason, IconName> = {
  material: 'part',
  machine: 'settings',
  mistake: 'wrench',
  design: 'document',
  other: 'more',
};
