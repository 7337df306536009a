import { addDays, dayIn, hoursInto, type CalendarDay } from '@verstak/domain';
import type { OrderPlan, TradePlan } from './trades/trade-plan.js';

/** How an order stands at the end of the story. */
type Outcome = 'delivered' | 'cancelled' | 'ready' | 'in_production' | 'confirmed' | 'on_hold' | 'draft' | 'shop';

/** When a client pays: a half at the start, all of it at the start, at the end, or not yet. */
type Paying = 'half' | 'halves' | 'before' | 'after' | 'never';

/** One order: whose it is, from which day to which, counted from today, and what becomes of it. */
interface Told {
  client: number;
  ordered: number;
  due: number;
  outcome: Outcome;
  paying: Paying;
  /** Of one in work: how many stages are over, and whether somebody is at the next one. */
  stages?: number;
  isRunning?: boolean;
  isStuck?: boolean;
  hasLoss?: boolean;
}

/** Eight weeks behind and two ahead; the same in every trade. */
export const STORY: readonly Told[] = [
  { client: 0, ordered: -55, due: -50, outcome: 'delivered', paying: 'after' },
  { client: 1, ordered: -53, due: -50, outcome: 'delivered', paying: 'after' },
  { client: 2, ordered: -49, due: -45, outcome: 'delivered', paying: 'halves' },
  { client: 3, ordered: -46, due: -41, outcome: 'delivered', paying: 'before' },
  { client: 4, ordered: -43, due: -40, outcome: 'delivered', paying: 'before' },
  { client: 5, ordered: -40, due: -36, outcome: 'delivered', paying: 'after', hasLoss: true },
  { client: 6, ordered: -38, due: -28, outcome: 'delivered', paying: 'half' },
  { client: 7, ordered: -35, due: -31, outcome: 'delivered', paying: 'halves' },
  { client: 8, ordered: -31, due: -26, outcome: 'delivered', paying: 'after' },
  { client: 9, ordered: -28, due: -24, outcome: 'cancelled', paying: 'never' },
  { client: 1, ordered: -25, due: -22, outcome: 'delivered', paying: 'after' },
  { client: 10, ordered: -21, due: -16, outcome: 'delivered', paying: 'halves', hasLoss: true },
  { client: 3, ordered: -17, due: -12, outcome: 'delivered', paying: 'never' },
  { client: 6, ordered: -13, due: -10, outcome: 'delivered', paying: 'after' },
  { client: 2, ordered: -10, due: -6, outcome: 'delivered', paying: 'halves' },
  { client: 1, ordered: -8, due: -5, outcome: 'delivered', paying: 'after' },
  { client: 7, ordered: -7, due: 0, outcome: 'ready', paying: 'before' },
  { client: 8, ordered: -6, due: 1, outcome: 'ready', paying: 'never' },
  { client: 1, ordered: -5, due: -1, outcome: 'in_production', paying: 'never', stages: 1 },
  { client: 4, ordered: -4, due: 0, outcome: 'in_production', paying: 'half', stages: 1, isRunning: true },
  { client: 9, ordered: -4, due: 2, outcome: 'in_production', paying: 'before', stages: 1, isStuck: true },
  { client: 5, ordered: -3, due: 3, outcome: 'in_production', paying: 'half', stages: 0 },
  { client: 8, ordered: -3, due: 6, outcome: 'confirmed', paying: 'half' },
  { client: 8, ordered: -2, due: 9, outcome: 'confirmed', paying: 'never' },
  { client: 0, ordered: -2, due: 8, outcome: 'draft', paying: 'never' },
  { client: 3, ordered: -1, due: 10, outcome: 'on_hold', paying: 'never' },
  { client: 10, ordered: -1, due: 13, outcome: 'confirmed', paying: 'half' },
  { client: 11, ordered: 0, due: 7, outcome: 'shop', paying: 'never' },
];

/** What happens to an order, and to its parts: the `line` is the one that they are made for. */
export type Deed =
  | { kind: 'taken'; dueAt: Date; isFromShop: boolean }
  | { kind: 'paid'; share: number; isRest: boolean }
  | { kind: 'confirmed' | 'begun' | 'delivered' | 'cancelled' | 'on_hold' }
  | { kind: 'started' | 'finished'; line: number; master: 0 | 1 }
  | { kind: 'lost' | 'stuck'; line: number; master: 0 | 1 };

/** One thing that happened, to which order of the story, and when. */
export interface Scene {
  at: Date;
  order: number;
  deed: Deed;
}

const MINUTE = 60_000;
/** When work begins and ends on a working day. */
const [OPENS, CLOSES] = [9, 18];
/** Whoever stands at a stage is there for so long at least and at most, in minutes. */
const [SHORTEST, LONGEST] = [6, 240];

/** What happened in a workshop of a trade up to an instant, in the order in which it did. */
export function storyOf(plan: TradePlan, now: Date, timeZone: string): Scene[] {
  const teller = new Teller(plan, now, timeZone);
  STORY.forEach((told, order) => teller.tell(told, order, plan.orders[order]));
  return teller.scenes.toSorted((one, other) => one.at.getTime() - other.at.getTime());
}

class Teller {
  readonly scenes: Scene[] = [];
  private readonly today: CalendarDay;
  /** Until when each master is at work. */
  private readonly busy: [number, number] = [0, 0];

  constructor(
    private readonly plan: TradePlan,
    private readonly now: Date,
    private readonly timeZone: string,
  ) {
    this.today = dayIn(timeZone, now);
  }

  tell(told: Told, order: number, plan: OrderPlan | undefined): void {
    if (!plan) throw new Error(`The trade has no order ${order}`);
    const { outcome, paying, ordered, due } = told;
    const isFromShop = outcome === 'shop';
    const taken = isFromShop ? this.now.getTime() - 100 * MINUTE : this.clock(ordered, 10 + (order % 5));
    this.add(order, taken, { kind: 'taken', dueAt: new Date(this.clock(due, CLOSES)), isFromShop });
    if (outcome === 'draft' || isFromShop) return;
    this.add(order, taken + 25 * MINUTE, { kind: 'confirmed' });
    if (outcome === 'cancelled') {
      this.add(order, taken + 26 * 60 * MINUTE, { kind: 'cancelled' });
      return;
    }
    if (paying === 'half' || paying === 'halves' || paying === 'before')
      this.add(order, taken + 55 * MINUTE, { kind: 'paid', share: paying === 'before' ? 1 : 0.5, isRest: false });
    if (outcome === 'on_hold') this.add(order, taken + 180 * MINUTE, { kind: 'on_hold' });
    if (outcome === 'on_hold' || outcome === 'confirmed') return;
    const done = this.make(told, order, plan, this.add(order, this.working(taken + 90 * MINUTE, 5), { kind: 'begun' }));
    if (outcome !== 'delivered') return;
    const handed = this.add(order, Math.max(this.clock(due, 16), done + 40 * MINUTE), { kind: 'delivered' });
    if (paying === 'after' || paying === 'halves')
      this.add(order, handed + 10 * MINUTE, { kind: 'paid', share: 1, isRest: true });
  }

  /** The work on what is made to order, stage by stage; gives when the last of it was over. */
  private make(
    { stages, isRunning, isStuck, hasLoss }: Told,
    order: number,
    { lines }: OrderPlan,
    from: number,
  ): number {
    let last = from;
    for (const [line, { product, quantity }] of lines.entries()) {
      const route = this.plan.products[product]?.route;
      let free = from;
      for (const [index, stage] of (route ? (this.plan.routes[route]?.stages ?? []) : []).entries()) {
        const { by: master, setUpMinutes, minutesPerUnit } = stage;
        const planned = setUpMinutes + minutesPerUnit * quantity;
        const minutes = Math.min(Math.max(Math.round(planned * paceOf(order + line + index)), SHORTEST), LONGEST);
        if (stages !== undefined && index >= stages) {
          if (line === 0 && isRunning)
            this.add(order, this.now.getTime() - 35 * MINUTE, { kind: 'started', line, master });
          if (line === 0 && isStuck)
            this.add(order, this.now.getTime() - 130 * MINUTE, { kind: 'stuck', line, master });
          break;
        }
        const begins = this.working(Math.max(free, this.busy[master]), minutes);
        free = this.busy[master] = begins + minutes * MINUTE;
        this.add(order, begins, { kind: 'started', line, master });
        if (hasLoss && line === 0 && index === 0) this.add(order, free - 3 * MINUTE, { kind: 'lost', line, master });
        this.add(order, free, { kind: 'finished', line, master });
      }
      last = Math.max(last, free);
    }
    return last;
  }

  /** Adds what happened, at the latest now; gives when. */
  private add(order: number, at: number, deed: Deed): number {
    const instant = Math.min(at, this.now.getTime());
    this.scenes.push({ at: new Date(instant), order, deed });
    return instant;
  }

  /** An hour of the day so many days from today. */
  private clock(day: number, hour: number): number {
    return hoursInto(addDays(this.today, day), hour, this.timeZone).getTime();
  }

  /** When somebody can begin, at an instant at the earliest, what takes so many minutes of one working day. */
  private working(earliest: number, minutes: number): number {
    const day = dayIn(this.timeZone, new Date(earliest));
    const opens = hoursInto(day, OPENS, this.timeZone).getTime();
    const closes = hoursInto(day, CLOSES, this.timeZone).getTime();
    const begins = Math.max(earliest, opens);
    if (begins + minutes * MINUTE <= closes) return begins;
    return this.working(hoursInto(addDays(day, 1), OPENS, this.timeZone).getTime(), minutes);
  }
}

/** How much longer or shorter than planned something takes; always the same for the same thing. */
function paceOf(seed: number): number {
  return 0.85 + ((seed * 37) % 11) * 0.045;
}
