import { mongoError } from '../../errors.js';
import { isNumeric, type Value } from '../../values/index.js';
import { describe } from '../describe.js';
import { toWhole } from '../numbers.js';

/** The argument of `$limit` or `$skip`. */
export function positiveWhole(value: Value, stage: string): number {
  const bad = (why: string): Error =>
    mongoError(stage === '$limit' ? 5107201 : 5107200, `invalid argument to ${stage} stage: ${why}`);
  if (!isNumeric(value)) throw bad(`Expected a number in: ${stage}: ${describe(value)}`);
  const whole = toWhole(value);
  if (whole === undefined) throw bad(`Expected an integer: ${stage}: ${describe(value)}`);
  if (whole < 0) throw bad(`Expected a non-negative number in: ${stage}: ${whole}`);
  if (stage === '$limit' && whole === 0) throw mongoError(15958, 'the limit must be positive');
  return whole;
}
