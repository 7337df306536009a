import type { RequestItemState, RequestStatus } from '@verstak/domain';
import type { ExportLanguage } from '../platform/exports/table.js';

type Words<K extends string> = Record<ExportLanguage, Record<K, string>>;

/** What a status is called in files, and what requests are found by; the console says the same. */
export const REQUEST_STATUS_WORDS: Words<RequestStatus> = {
  ru: { draft: 'черновик', in_process: 'в процессе', done: 'выполнена', cancelled: 'отменена' },
  en: { draft: 'draft', in_process: 'in process', done: 'done', cancelled: 'cancelled' },
};

/** How it stands with an item, as files say it. */
export const REQUEST_ITEM_WORDS: Words<RequestItemState> = {
  ru: {
    waiting: 'ждёт ответа',
    accepted: 'принято',
    sent: 'отправлено',
    partly: 'получено не всё',
    received: 'получено',
    declined: 'отказ',
    cancelled: 'отменено',
  },
  en: {
    waiting: 'waiting for an answer',
    accepted: 'accepted',
    sent: 'sent',
    partly: 'partly received',
    received: 'received',
    declined: 'declined',
    cancelled: 'cancelled',
  },
};
