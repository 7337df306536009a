import { QUANTITY_PLACES } from '@verstak/domain';
import type { StockItem } from '../inventory/stock-item.js';
import type { Line } from './settlement.js';

/** What somebody wants: what a unit of it takes from stock, and how many units. */
export interface Want {
  takes: readonly Pick<Line, 'stockItemId' | 'perUnit'>[];
  quantity: number;
}

/** How much there is of something, by the id of it in stock. */
type There = ReadonlyMap<string, Pick<StockItem, 'isTracked' | 'available'>>;

/** How many units of each can be had beside the others, with fractions of a unit; `undefined` where nothing limits it. */
export function unitsBeside(wants: readonly Want[], there: There): (number | undefined)[] {
  const needs = wants.map(({ takes }) => perUnitOf(takes));
  const wanted = new Map<string, number>();
  needs.forEach((need, index) => {
    for (const [id, perUnit] of need) wanted.set(id, (wanted.get(id) ?? 0) + perUnit * (wants[index]?.quantity ?? 0));
  });
  return needs.map((need, index) => {
    const limits = [...need].flatMap(([id, perUnit]) => {
      const item = there.get(id);
      const others = (wanted.get(id) ?? 0) - perUnit * (wants[index]?.quantity ?? 0);
      return item?.isTracked ? [unitsOf(item.available - others, perUnit)] : [];
    });
    return limits.length ? Math.min(...limits) : undefined;
  });
}

/** How many units can be made of so much, with fractions of a unit, never less than none. */
export function unitsOf(available: number, perUnit: number): number {
  const [all, one] = [Math.round(available * PARTS), Math.round(perUnit * PARTS)];
  return Math.max(Math.floor((all * PARTS) / one) / PARTS, 0);
}

/** As many as are promised: of what is made whole units alone, of what lies in stock what there is of it. */
export function promised(units: number, { isStocked }: { isStocked?: boolean | undefined }): number {
  return isStocked ? units : Math.floor(units);
}

const PARTS = 10 ** QUANTITY_PLACES;

function perUnitOf(takes: Want['takes']): Map<string, number> {
  const needs = new Map<string, number>();
  for (const { stockItemId, perUnit } of takes) needs.set(stockItemId, (needs.get(stockItemId) ?? 0) + perUnit);
  return needs;
}
