import type { Params } from '@angular/router';
import type { FirstHourStep, FirstHourTask } from '@verstak/api';
import type { IconName } from '../../ui/icon/icons';

/** Where a task of the first hour is done, what it looks like, and how long it takes, in minutes. */
interface TaskLook {
  icon: IconName;
  minutes: number;
  link: string;
  params?: Params;
  /** A place on the page. */
  fragment?: string;
}

const SETUP = { link: '/workshop', fragment: 'workshop-setup' } as const;

const LOOKS: Record<FirstHourTask, TaskLook> = {
  identity: { icon: 'bench', minutes: 3, link: '/workshop' },
  reckoning: { icon: 'money', minutes: 1, ...SETUP },
  people: { icon: 'people', minutes: 3, link: '/users', params: { add: true } },
  route: { icon: 'route', minutes: 5, link: '/routes/new' },
  product: { icon: 'catalog', minutes: 5, link: '/catalog/new' },
  order: { icon: 'orders', minutes: 3, link: '/orders/new' },
  label: { icon: 'print', minutes: 2, link: '/parts' },
  scan: { icon: 'scan', minutes: 2, link: '/scan' },
  import: { icon: 'upload', minutes: 10, link: '/clients/import' },
  backup: { icon: 'archive', minutes: 5, ...SETUP },
};

/** The look of a step; that of a label leads to the part which it is printed for. */
export function lookOf({ task, partId }: FirstHourStep): TaskLook {
  const look = LOOKS[task];
  return partId ? { ...look, link: `${look.link}/${partId}` } : look;
}
