import type { Money } from '@verstak/domain';

/** What a rouble of a plan is in other currencies: not by the rate, but so that a cake costs what it costs there. */
const SCALES: Readonly<Record<string, number>> = {
  RUB: 1,
  AMD: 5,
  AZN: 0.022,
  BYN: 0.045,
  CHF: 0.02,
  CNY: 0.1,
  CZK: 0.32,
  EUR: 0.016,
  GBP: 0.014,
  GEL: 0.035,
  ILS: 0.06,
  INR: 0.7,
  JPY: 2.2,
  KGS: 1,
  KZT: 6,
  MDL: 0.22,
  PLN: 0.055,
  RSD: 1.5,
  SEK: 0.17,
  TRY: 0.45,
  UAH: 0.5,
  USD: 0.018,
  UZS: 140,
};

/** Of a currency that is not among them. */
const USUAL = 0.018;

/** A sum of a plan in minor units of a currency, as round as people write prices. */
export function sumIn(currency: string, digits: number, roubles: number): Money {
  const sum = roubles * (SCALES[currency] ?? USUAL);
  const step = [1_000, 100, 50, 10, 5, 1, 0.5].find((one) => sum >= one * 20) ?? 0.1;
  return Math.max(Math.round(Math.round(sum / step) * step * 10 ** digits), 1);
}
