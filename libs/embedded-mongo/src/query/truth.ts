import { isNullish, isNumeric, type Value } from '../values/index.js';
import { toNumber } from './numbers.js';

/** Whether a value counts as true: all but false, null, missing and zero of any type. */
export function isTruthy(value: Value | undefined): boolean {
  if (typeof value === 'boolean') return value;
  if (isNullish(value)) return false;
  return !isNumeric(value) || toNumber(value) !== 0;
}
