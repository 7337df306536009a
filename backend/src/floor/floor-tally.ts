import type { OpenPart } from '../production/open-parts.js';
import type { Floor, FloorCounts, FloorGroup, FloorOrder, FloorPerson, FloorQuery } from './floor.dto.js';

const MOST_GROUPS = 100;
const MOST_PEOPLE = 200;
const MOST_ORDERS = 50;
const MOST_PARTS = 20;
const MOST_IN_HAND = 10;

/** What is known of the orders from their open parts alone. */
export type TalliedOrder = Omit<FloorOrder, 'partsTotal' | 'partsDone' | 'plannedSeconds' | 'earnedSeconds'>;

/** The shop floor, but for how far whole orders have come. */
export type Tally = Omit<Floor, 'orders' | 'at'> & { orders: TalliedOrder[] };

/** Counts open parts that match a query; those due before `today` are late. One pass, whatever is asked for. */
export function tallyFloor(parts: Iterable<OpenPart>, query: FloorQuery, today: Date): Tally {
  const counts = noCounts();
  const [workCentres, routes] = [new Map<string, FloorGroup>(), new Map<string, FloorGroup>()];
  const people = new Map<string, FloorPerson>();
  const orders = new Map<string, TalliedOrder>();
  const blocked = new First((part) => Number(part.idleSince));
  const late = new First((part) => Number(part.dueAt));
  const idle = new First((part) => Number(part.idleSince));
  for (const part of parts) {
    if (!matches(part, query)) continue;
    const isLate = !!part.dueAt && part.dueAt < today;
    const centre = groupOf(workCentres, part.workCentre, { name: part.workCentre });
    const route = groupOf(routes, part.routeId, { id: part.routeId, name: part.routeName });
    for (const sums of [counts, centre, route]) count(sums, part, isLate);
    countPerson(people, part);
    countOrder(orders, part, isLate);
    if (part.problem !== undefined) blocked.add(part);
    if (isLate) late.add(part);
    if (isLeft(part)) idle.add(part);
  }
  return {
    counts,
    workCentres: fullest(workCentres),
    routes: fullest(routes),
    people: [...people.values()].sort((one, other) => one.name.localeCompare(other.name)).slice(0, MOST_PEOPLE),
    orders: [...orders.values()].sort(byDue).slice(0, MOST_ORDERS),
    ordersTotal: orders.size,
    blocked: blocked.parts,
    late: late.parts,
    idle: idle.parts,
  };
}

function matches(part: OpenPart, { orderId, routeId, workerId, workCentre }: FloorQuery): boolean {
  return (
    (orderId === undefined || part.orderId === orderId) &&
    (routeId === undefined || part.routeId === routeId) &&
    (workerId === undefined || part.workerId === workerId) &&
    (workCentre === undefined || part.workCentre === workCentre)
  );
}

function noCounts(): FloorCounts {
  return {
    parts: 0,
    waiting: 0,
    inProgress: 0,
    paused: 0,
    blocked: 0,
    left: 0,
    held: 0,
    late: 0,
    plannedSeconds: 0,
    earnedSeconds: 0,
  };
}

function count(counts: FloorCounts, part: OpenPart, isLate: boolean): void {
  counts.parts += 1;
  counts[part.state === 'in_progress' ? 'inProgress' : part.state] += 1;
  if (part.problem !== undefined) counts.blocked += 1;
  if (isLeft(part)) counts.left += 1;
  if (part.isHeld) counts.held += 1;
  if (isLate) counts.late += 1;
  counts.plannedSeconds += part.plannedSeconds;
  counts.earnedSeconds += part.earnedSeconds;
}

function groupOf(
  groups: Map<string, FloorGroup>,
  key: string | undefined,
  named: Pick<FloorGroup, 'id' | 'name'>,
): FloorGroup {
  let group = groups.get(key ?? '');
  if (!group) groups.set(key ?? '', (group = { ...named, ...noCounts() }));
  return group;
}

function countPerson(people: Map<string, FloorPerson>, part: OpenPart): void {
  const { workerId, workerName = '', state } = part;
  if (workerId === undefined || state === 'waiting') return;
  let person = people.get(workerId);
  if (!person) people.set(workerId, (person = { id: workerId, name: workerName, working: [], paused: 0 }));
  if (state === 'paused') person.paused += 1;
  else if (person.working.length < MOST_IN_HAND) person.working.push(part);
}

function countOrder(orders: Map<string, TalliedOrder>, part: OpenPart, isLate: boolean): void {
  const { orderId, orderNumber = 0, dueAt } = part;
  if (orderId === undefined) return;
  let order = orders.get(orderId);
  if (!order) orders.set(orderId, (order = { id: orderId, number: orderNumber, isLate: false, open: 0 }));
  order.open += 1;
  order.isLate ||= isLate;
  if (dueAt && (!order.dueAt || dueAt < order.dueAt)) order.dueAt = dueAt;
}

/** Somebody has begun it, and nobody goes on. */
function isLeft({ state, earnedSeconds, isHeld }: OpenPart): boolean {
  return !isHeld && (state === 'paused' || (state === 'waiting' && earnedSeconds > 0));
}

function fullest(groups: ReadonlyMap<string, FloorGroup>): FloorGroup[] {
  return [...groups.values()].sort((one, other) => other.parts - one.parts).slice(0, MOST_GROUPS);
}

/** By due date; what has none comes last, equal ones by number. */
function byDue(one: TalliedOrder, other: TalliedOrder): number {
  const due = ({ dueAt }: TalliedOrder): number => dueAt?.getTime() ?? Infinity;
  return due(one) === due(other) ? one.number - other.number : due(one) - due(other);
}

/** The first parts in an order, found in passing: no list of all of them is kept. */
class First {
  readonly parts: OpenPart[] = [];

  constructor(private readonly rank: (part: OpenPart) => number) {}

  add(part: OpenPart): void {
    const { parts } = this;
    const rank = this.rankOf(part);
    const last = parts.at(-1);
    if (parts.length === MOST_PARTS && last && this.rankOf(last) <= rank) return;
    const place = parts.findIndex((other) => this.rankOf(other) > rank);
    parts.splice(place < 0 ? parts.length : place, 0, part);
    if (parts.length > MOST_PARTS) parts.pop();
  }

  private rankOf(part: OpenPart): number {
    const rank = this.rank(part);
    return Number.isNaN(rank) ? Infinity : rank;
  }
}
