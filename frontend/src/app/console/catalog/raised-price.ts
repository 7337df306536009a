import { type Money, divideHalfUp } from '@verstak/domain';

/** Decimals of a percentage. */
const PLACES = 100;

/** A price changed by per cent with up to two decimals, rounded half up to a step; both in minor units. */
export function raised(price: Money, percent: number, step: Money): Money {
  const hundredths = BigInt(Math.round((100 + percent) * PLACES));
  return divideHalfUp(BigInt(price) * hundredths, BigInt(100 * PLACES * step)) * step;
}

/** The least price that is so many whole steps and no less; both in minor units. */
export function roundedUp(price: Money, step: Money): Money {
  return Math.ceil(price / step) * step;
}
