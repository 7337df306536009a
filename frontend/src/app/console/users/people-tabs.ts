import type { ViewTab } from '../../ui/view-tabs/view-tabs';

/** The pages of people as tabs: who they are, and what their roles allow. */
export function peopleTabs(current: 'people' | 'roles'): readonly ViewTab[] {
  return [
    { key: 'people', label: 'users.people', link: '/users', params: {}, isCurrent: current === 'people' },
    { key: 'roles', label: 'users.roles', link: '/users/roles', params: {}, isCurrent: current === 'roles' },
  ];
}
