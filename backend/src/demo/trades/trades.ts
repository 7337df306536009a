import type { Trade } from '@verstak/domain';
import { CAKES } from './cakes.js';
import { MACHINING } from './machining.js';
import type { TradePlan } from './trade-plan.js';

/** What a demo workshop of each trade is. */
export const TRADE_PLANS: Readonly<Record<Trade, TradePlan>> = {
  cakes: CAKES,
  machining: MACHINING,
};
