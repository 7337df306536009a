import type { Money } from '@verstak/domain';
import type { ExportLanguage } from '../platform/exports/table.js';
import { sumIn } from './demo-money.js';
import type { Words } from './trades/trade-plan.js';

/** How a plan is said in a workshop: in its language, and with sums of its currency. */
export interface Tongue {
  language: ExportLanguage;
  told(words: Words): string;
  sum(roubles: number): Money;
}

export function tongueOf(language: ExportLanguage, currency: string, digits: number): Tongue {
  return {
    language,
    told: ([ru, en]) => (language === 'ru' ? ru : en),
    sum: (roubles) => sumIn(currency, digits, roubles),
  };
}
