import type { ViewTab } from '../../ui/view-tabs/view-tabs';

/** What connects other programs with this one, each on a page of its own. */
const PAGES = [
  { key: 'keys', link: '/connections' },
  { key: 'systems', link: '/connections/systems' },
  { key: 'webhooks', link: '/connections/webhooks' },
] as const;

/** The pages of connections as tabs. */
export function connectionTabs(current: (typeof PAGES)[number]['key']): readonly ViewTab[] {
  return PAGES.map(({ key, link }) => ({
    key,
    link,
    label: `connections.${key}.title`,
    params: {},
    isCurrent: key === current,
  }));
}
