import type { ThemeChoice } from '../core/theme/theme';
import type { IconName } from '../ui/icon/icons';

/** How each theme is drawn where it can be chosen. */
export const THEME_ICONS: Record<ThemeChoice, IconName> = { system: 'system', light: 'sun', dark: 'moon' };
