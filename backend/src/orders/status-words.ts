import type { OrderStatus } from '@verstak/domain';
import type { ExportLanguage } from '../platform/exports/table.js';

/** What a status is called in files, and what orders are found by; the console says the same. */
export const STATUS_WORDS: Record<ExportLanguage, Record<OrderStatus, string>> = {
  ru: {
    draft: 'черновик',
    confirmed: 'подтверждён',
    in_production: 'в работе',
    ready: 'готов',
    delivered: 'выдан',
    on_hold: 'приостановлен',
    cancelled: 'отменён',
  },
  en: {
    draft: 'draft',
    confirmed: 'confirmed',
    in_production: 'in work',
    ready: 'ready',
    delivered: 'handed over',
    on_hold: 'on hold',
    cancelled: 'cancelled',
  },
};
