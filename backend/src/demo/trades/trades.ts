import type { Trade } from '@verstak/domain';
import { CAKES } from './cakes.js';
import { MACHINING } from './machining.js';
import { PRINT } from './print.js';
import { SOUVENIRS } from './souvenirs.js';
import type { TradePlan } from './trade-plan.js';

/** What a demo workshop of each trade is. */
export const TRADE_PLANS: Readonly<Record<Trade, TradePlan>> = {
  cakes: CAKES,
  souvenirs: SOUVENIRS,
  print: PRINT,
  machining: MACHINING,
};
