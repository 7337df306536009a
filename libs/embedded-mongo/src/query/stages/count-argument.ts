import { mongoError } from '../../errors.js';
import { isNumeric, type Value } from '../../values/index.js';
import { toWhole } from '../numbers.js';

/** The argument of `$limit` or `$skip`. */
export function positiveWhole(value: Value, stage: string): number {
  const code = stage === '$limit' ? 15957 : 15972;
  if (!isNumeric(value)) throw mongoError(code, `invalid argument to ${stage} stage: Expected a number in: ${stage}`);
  const whole = toWhole(value);
  if (whole === undefined)
    throw mongoError(5107201, `invalid argument to ${stage} stage: Expected an integer: ${stage}`);
  if (whole < 0)
    throw mongoError(
      5107200,
      `invalid argument to ${stage} stage: Expected a non-negative number in: ${stage}: ${whole}`,
    );
  if (stage === '$limit' && whole === 0) throw mongoError(15958, 'the limit must be positive');
  return whole;
}
