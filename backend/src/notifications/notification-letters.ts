import type { NotificationTopic, NotifiedSubject } from '@verstak/domain';
import type { ExportLanguage } from '../platform/exports/table.js';
import type { Workshop } from '../workshop/workshop.dto.js';
import { NOTIFICATION_WORDS } from './notification-words.js';
import type { Told } from './notification.js';

/** For whom it is written. */
export interface Writing {
  lang: ExportLanguage;
  workshop: Pick<Workshop, 'url'>;
  /** They see the desk of a supplier, and nothing else. */
  isAtDesk: boolean;
}

interface Letter {
  subject: string;
  text: string;
}

const LONGEST_SUBJECT = 250;

/** Topics whose sentence says of how many it tells, or of which only the last counts. */
const UNCOUNTED: ReadonlySet<NotificationTopic> = new Set([
  'assigned',
  'order_status',
  'due_tomorrow',
  'overdue',
  'out_of_stock',
  'product_supply',
  'margin',
]);

const PAGES: Record<NotifiedSubject, string> = {
  Order: '/orders/',
  Part: '/parts/',
  StockItem: '/stock/',
  SupplyRequest: '/requests/',
  WebhookEndpoint: '/connections/webhooks/',
  Connection: '/connections/systems/',
};

/** A letter about one notification. */
export function notificationLetter(told: Told, writing: Writing): Letter {
  const sentence = sentenceOf(told, writing);
  return {
    subject: sentence.slice(0, LONGEST_SUBJECT),
    text: `${sentence}\n${linkTo(told, writing)}\n\n${settingsOf(writing)}\n`,
  };
}

/** The letter of the day, about all that waited for it. */
export function digestLetter(some: readonly Told[], writing: Writing): Letter {
  const lines = some.map((told) => `${sentenceOf(told, writing)}\n${linkTo(told, writing)}`);
  const { digest } = NOTIFICATION_WORDS[writing.lang];
  return { subject: digest(some.length), text: `${[...lines, settingsOf(writing)].join('\n\n')}\n` };
}

function sentenceOf(told: Told, { lang }: Writing): string {
  const { sentences, times } = NOTIFICATION_WORDS[lang];
  const more = told.count > 1 && !UNCOUNTED.has(told.topic) ? times(told.count) : '';
  return sentences[told.topic](told).replace(/\s+/g, ' ') + more;
}

function linkTo({ topic, subject, subjectId }: Told, { workshop, isAtDesk }: Writing): string {
  const isTalk = topic === 'message' || topic === 'mention';
  const page = `${isAtDesk ? '/supply' : ''}${PAGES[subject]}${String(subjectId)}`;
  return `${workshop.url}${page}${isTalk ? '?tab=messages' : ''}`;
}

function settingsOf({ lang, workshop }: Writing): string {
  return `${NOTIFICATION_WORDS[lang].settings}\n${workshop.url}/account/notifications`;
}
