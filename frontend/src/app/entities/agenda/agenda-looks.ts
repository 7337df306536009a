import type { Params } from '@angular/router';
import { OPEN_PART_STATES, OPEN_STATUSES, type Permission, type TodayCardName } from '@verstak/domain';
import { QUEUE } from '../document-pages';
import type { IconName } from '../../ui/icon/icons';

/** An address within the product. */
interface Target {
  link: string;
  params?: Params;
}

/** What a card looks like beside its words: its icon, where the whole of it stands, and what is done about it. */
interface AgendaLook {
  icon: IconName;
  /** Nothing where somebody must not be led there: then the rows are all there is. */
  all: Target & { needs?: Permission };
  /** Leads to what comes next, or does it. */
  act?: (Target | { does: 'resend' }) & { needs: Permission };
  /** What is in it is a matter of concern. */
  isAlarm?: boolean;
}

const OWN: Target = { link: QUEUE };
const OPEN_PARTS = OPEN_PART_STATES.join(',');

export const AGENDA_LOOKS: Record<TodayCardName, AgendaLook> = {
  ownRunning: { icon: 'play', all: OWN },
  ownRemakes: { icon: 'undo', all: OWN },
  fromShop: {
    icon: 'orders',
    all: { link: '/orders', params: { status: 'draft', isFromShop: true, sort: 'orderedAt' } },
  },
  unread: { icon: 'messages', all: { link: '/messages', needs: 'orders:read' } },
  deskWaiting: { icon: 'inbox', all: { link: '/supply/requests', params: { isUnanswered: true } } },
  answered: {
    icon: 'inbox',
    all: { link: '/requests', params: { isMine: true, status: 'in_process', sort: '-answeredAt' } },
  },
  unassigned: { icon: 'people', all: { link: '/orders', params: { status: 'confirmed', sort: 'dueAt' } } },
  ready: { icon: 'check-circle', all: { link: '/orders', params: { status: 'ready', sort: 'dueAt' } } },
  unpaid: { icon: 'money', all: { link: '/orders', params: { status: 'ready', owedFrom: 1, sort: '-owed' } } },
  setup: { icon: 'settings', all: { link: '/workshop' } },
  ownDue: { icon: 'clock', all: OWN },
  late: { icon: 'calendar', all: { link: '/orders', params: { due: 'late', sort: 'dueAt' } }, isAlarm: true },
  dueToday: {
    icon: 'clock',
    all: { link: '/orders', params: { due: 'today', status: OPEN_STATUSES.join(','), sort: 'dueAt' } },
  },
  lateRequests: { icon: 'truck', all: { link: '/requests', params: { isLate: true, sort: 'dueDay' } }, isAlarm: true },
  deskDue: { icon: 'truck', all: { link: '/supply/requests' }, isAlarm: true },
  upkeep: { icon: 'archive', all: { link: '/workshop' }, isAlarm: true },
  journalCheck: { icon: 'history', all: { link: '/journal' } },
  ownBlocked: { icon: 'error', all: OWN, isAlarm: true },
  problems: { icon: 'error', all: { link: '/parts', params: { isBlocked: true, state: OPEN_PARTS } }, isAlarm: true },
  onHold: { icon: 'pause', all: { link: '/orders', params: { status: 'on_hold', sort: 'dueAt' } } },
  short: {
    icon: 'stock',
    all: { link: '/stock', params: { state: 'short', sort: 'available' } },
    act: { link: '/requests/shortages', needs: 'requests:write' },
  },
  left: { icon: 'part', all: { link: '/floor' } },
  deskStock: { icon: 'catalog', all: { link: '/supply/offers', params: { sort: 'checkedAt' } } },
  letters: {
    icon: 'mail',
    all: { link: '/mail', params: { state: 'waiting,failed' } },
    act: { does: 'resend', needs: 'workshop:change' },
    isAlarm: true,
  },
  feeds: { icon: 'offline', all: { link: '/suppliers' } },
  locked: { icon: 'lock', all: { link: '/journal', params: { action: 'locked' } } },
};
