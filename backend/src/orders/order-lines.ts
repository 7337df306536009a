import { lineGross, lineTotal, MAX_MONEY, orderTotal, type Money } from '@verstak/domain';
import { newId } from '../platform/database/unit.js';
import { withoutNulls } from '../platform/database/without-nulls.js';
import { Invalid, VersionConflict } from '../platform/failure/failure.js';
import type { OrderItemChange } from './order.dto.js';
import { ofProduct, type KnownProducts } from './order-products.js';
import { MOST_ITEMS, type Order, type OrderItem } from './order.js';

/** A line with its own id and total; 400 where it has a master though nothing is made for it. */
export function newItem(fields: OrderItemChange, index: number, products: KnownProducts): OrderItem {
  const line = complete(ofProduct(withoutNulls(fields), index, undefined, products), index);
  return priced({
    ...withoutNulls(withWork(line, index)),
    id: newId().toHexString(),
    total: 0,
    gross: 0,
  } as OrderItem);
}

/**
 * The lines after the changes: named ones edited or removed, new ones at the end, the others as they were.
 * Where the author saw an older version, a line that is gone was removed by somebody else: 409.
 */
export function changedItems(
  order: Pick<Order, 'items' | 'version'>,
  changes: readonly OrderItemChange[],
  products: KnownProducts,
  seenVersion = order.version,
): OrderItem[] {
  const { items, version } = order;
  const byId = new Map(items.map((item) => [item.id, item]));
  const added: OrderItem[] = [];
  changes.forEach(({ id, isRemoved, ...fields }, index) => {
    if (id === undefined) {
      // A new line that was given up before it was sent is none.
      if (!isRemoved) added.push(newItem(fields, index, products));
      return;
    }
    const item = byId.get(id);
    // A line that somebody removed meanwhile comes back only where it was edited here.
    if (isRemoved) byId.delete(id);
    else if (item) {
      const line = withWork(ofProduct(fields, index, item, products), index);
      byId.set(id, priced(withoutNulls({ ...item, ...line }) as OrderItem));
    } else if (seenVersion < version)
      throw VersionConflict(version, [{ field: `items.${id}`, before: undefined, theirs: undefined, yours: fields }]);
    else
      throw Invalid([
        {
          field: `items.${index}.id`,
          rule: 'known',
          value: id,
          message: 'is no item of this order; leave the id out to add one',
        },
      ]);
  });
  const after = [...byId.values(), ...added];
  if (after.length > MOST_ITEMS) {
    throw Invalid([
      {
        field: 'items',
        rule: 'arrayMaxSize',
        message: `an order has at most ${MOST_ITEMS} items; take another order for the rest`,
      },
    ]);
  }
  return after;
}

/** The sum of the lines' totals in minor units; 400 where it is more than can be added up exactly. */
export function totalOf(items: readonly OrderItem[]): Money {
  if (grossOf(items) > MAX_MONEY) {
    throw Invalid([
      {
        field: 'items',
        rule: 'max',
        message: `come to more than ${MAX_MONEY} minor units; check prices and quantities`,
      },
    ]);
  }
  return orderTotal(items);
}

/** The sum of the lines before discount in minor units. */
export function grossOf(items: readonly OrderItem[]): Money {
  return items.reduce((sum, item) => sum + lineGross(item), 0);
}

/**
 * What is written of a line: with a master or a route it is worked on, and without work it has neither; 400 where it
 * has both.
 */
function withWork<F extends Pick<OrderItemChange, 'masterId' | 'routeId' | 'needsNoWork'>>(
  fields: F,
  index: number,
): F {
  const { needsNoWork } = fields;
  const maker = (['masterId', 'routeId'] as const).find((name) => fields[name]);
  if (maker && needsNoWork) {
    const message = 'must be left out of an item for which nothing is made';
    throw Invalid([{ field: `items.${index}.${maker}`, rule: 'needless', value: fields[maker], message }]);
  }
  if (maker) return { ...fields, needsNoWork: undefined };
  return needsNoWork ? { ...fields, masterId: undefined, routeId: undefined } : fields;
}

/** Whether a line still waits for somebody to make it: a route knows who does its stages. */
export function lacksMaster({
  masterId,
  routeId,
  needsNoWork,
}: Pick<OrderItem, 'masterId' | 'routeId' | 'needsNoWork'>): boolean {
  return !masterId && !routeId && !needsNoWork;
}

function priced(item: OrderItem): OrderItem {
  return { ...item, total: lineTotal(item), gross: lineGross(item) };
}

const NEEDED = ['title', 'quantity', 'unit', 'unitPrice'] as const;

function complete<F extends OrderItemChange>(fields: F, index: number): F {
  const missing = NEEDED.filter((name) => fields[name] === undefined);
  if (missing.length) {
    throw Invalid(
      missing.map((name) => ({
        field: `items.${index}.${name}`,
        rule: 'isDefined',
        message: 'is needed for a new item',
      })),
    );
  }
  return fields;
}
