import type { Permission } from './permissions.js';

/** What the first page of the day asks: what waits for somebody, what is late, what does not move. */
export const TODAY_GROUPS = ['waiting', 'late', 'stuck'] as const;

export type TodayGroup = (typeof TODAY_GROUPS)[number];

/** A card of the first page: which question it answers, and which permissions make it somebody's own. */
interface CardRule {
  group: TodayGroup;
  /** All of them; whoever works in the console where there are none. */
  needs: readonly Permission[];
}

/** The cards in the order in which they stand. */
const CARDS = {
  ownRunning: { group: 'waiting', needs: ['parts:work'] },
  ownRemakes: { group: 'waiting', needs: ['parts:work'] },
  fromShop: { group: 'waiting', needs: ['orders:read', 'orders:write'] },
  unread: { group: 'waiting', needs: [] },
  deskWaiting: { group: 'waiting', needs: ['supply:desk'] },
  answered: { group: 'waiting', needs: ['requests:read', 'requests:write'] },
  unassigned: { group: 'waiting', needs: ['orders:read', 'orders:assign'] },
  ready: { group: 'waiting', needs: ['orders:read'] },
  unpaid: { group: 'waiting', needs: ['orders:read', 'orders:prices'] },
  setup: { group: 'waiting', needs: ['workshop:change'] },
  ownDue: { group: 'late', needs: ['parts:work'] },
  late: { group: 'late', needs: ['orders:read'] },
  dueToday: { group: 'late', needs: ['orders:read'] },
  lateRequests: { group: 'late', needs: ['requests:read'] },
  deskDue: { group: 'late', needs: ['supply:desk'] },
  upkeep: { group: 'late', needs: ['workshop:change'] },
  journalCheck: { group: 'late', needs: ['journal:read'] },
  ownBlocked: { group: 'stuck', needs: ['parts:work'] },
  problems: { group: 'stuck', needs: ['parts:read'] },
  onHold: { group: 'stuck', needs: ['orders:read'] },
  short: { group: 'stuck', needs: ['stock:read'] },
  left: { group: 'stuck', needs: ['parts:read'] },
  deskStock: { group: 'stuck', needs: ['supply:desk'] },
  letters: { group: 'stuck', needs: ['workshop:change'] },
  feeds: { group: 'stuck', needs: ['suppliers:write'] },
  locked: { group: 'stuck', needs: ['journal:read'] },
} as const satisfies Record<string, CardRule>;

export type TodayCardName = keyof typeof CARDS;

export const TODAY_CARDS = Object.keys(CARDS) as TodayCardName[]; // in their order

const RULES: Record<TodayCardName, CardRule> = CARDS;

/** Cards of whoever works on parts, the most pressing first: they stand over the queue, too. */
export const OWN_WORK_CARDS = [
  'ownDue',
  'ownBlocked',
  'ownRemakes',
  'ownRunning',
] as const satisfies readonly TodayCardName[];

/** Most rows of a card; the others stand in its list. */
export const MOST_TODAY_ROWS = 5;

/** The cards of whoever holds these permissions, in their order. */
export function cardsOf(held: ReadonlySet<Permission>): TodayCardName[] {
  return TODAY_CARDS.filter((card) => RULES[card].needs.every((permission) => held.has(permission)));
}

/** Which question a card answers. */
export function todayGroupOf(card: TodayCardName): TodayGroup {
  return RULES[card].group;
}

function isOwnWork(card: TodayCardName): boolean {
  return (OWN_WORK_CARDS as readonly TodayCardName[]).includes(card);
}

/** Permissions any of which make the page of the day somebody's first: their cards stand there and nowhere else. */
export const TODAY_PERMISSIONS: readonly Permission[] = [
  ...new Set(TODAY_CARDS.filter((card) => !isOwnWork(card)).flatMap((card) => RULES[card].needs.slice(0, 1))),
];
