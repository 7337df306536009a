import type { Permission } from '@verstak/domain';
import type { IconName } from '../ui/icon/icons';

/** A place in the side navigation. */
export interface Place {
  link: string;
  /** Translation key. */
  label: string;
  icon: IconName;
  permissions: readonly Permission[];
  isExact?: boolean;
}

/** Where one can go; each is shown to those who hold one of its permissions. */
export const PLACES: readonly Place[] = [
  { link: '/', label: 'shell.today', icon: 'today', permissions: ['orders:read'], isExact: true },
  { link: '/orders', label: 'shell.orders', icon: 'orders', permissions: ['orders:read'] },
  { link: '/clients', label: 'shell.clients', icon: 'clients', permissions: ['clients:read'] },
  { link: '/queue', label: 'shell.queue', icon: 'queue', permissions: ['parts:work'] },
  { link: '/reports', label: 'shell.reports', icon: 'chart', permissions: ['reports:read'] },
  { link: '/users', label: 'shell.users', icon: 'people', permissions: ['users:read'] },
];
