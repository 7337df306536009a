import type { QueryFilter } from 'mongoose';
import { allOf } from '../platform/access/rows.js';
import { Invalid } from '../platform/failure/failure.js';
import type { Product } from './product.js';

/** Most choices that a list is narrowed by at once. */
const MOST_PICKED = 20;

/** What somebody looks for: of each option, by its name, one of some choices. */
export type PickedChoices = ReadonlyMap<string, readonly string[]>;

/** How many products offer a choice of an option; both by their names. */
export interface OfferedChoice {
  option: string;
  choice: string;
  count: number;
}

/** Reads choices as an address has them, `Размер=на+8&Размер=на+12` (application/x-www-form-urlencoded); 400 for too many. */
export function pickedIn(text = ''): PickedChoices {
  const picked = [...new URLSearchParams(text)].filter(([option, choice]) => option && choice);
  if (picked.length > MOST_PICKED) {
    const message = `must name at most ${MOST_PICKED} choices`;
    throw Invalid([{ field: 'choices', rule: 'arrayMaxSize', value: text, message }]);
  }
  const byOption = Map.groupBy(picked, ([option]) => option);
  return new Map([...byOption].map(([option, pairs]) => [option, pairs.map(([, choice]) => choice)]));
}

/** Only products that offer one of the choices of each option. */
export function offering(picked: PickedChoices): QueryFilter<Product> {
  const conditions = [...picked].map(([name, choices]) => ({
    options: { $elemMatch: { name, 'choices.name': { $in: choices } } },
  }));
  return allOf<Product>(conditions.length ? { $and: conditions } : {});
}
