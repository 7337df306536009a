import type { ScrapReason } from '@verstak/domain';
import type { IconName } from '../ui/icon/icons';

/** What stands on the tile of a reason. */
export const REASON_ICONS: Record<ScrapReason, IconName> = {
  material: 'part',
  machine: 'settings',
  mistake: 'wrench',
  design: 'document',
  other: 'more',
};
