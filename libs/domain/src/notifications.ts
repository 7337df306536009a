import type { Ability, Right } from './ability.js';
import { isSupplier, type Permission } from './permissions.js';

/** What people are notified of. */
export const NOTIFICATION_TOPICS = [
  'assigned',
  'order_status',
  'shop_order',
  'message',
  'mention',
  'due_tomorrow',
  'overdue',
  'problem',
  'out_of_stock',
  'request_received',
  'request_answered',
  'offer_changed',
  'product_supply',
  'margin',
  'webhook_off',
  'connection_off',
] as const;

export type NotificationTopic = (typeof NOTIFICATION_TOPICS)[number];

/** What a notification leads to. */
export const NOTIFIED_SUBJECTS = [
  'Order',
  'Part',
  'StockItem',
  'SupplyRequest',
  'WebhookEndpoint',
  'Connection',
] as const;

export type NotifiedSubject = (typeof NOTIFIED_SUBJECTS)[number];

/** When somebody gets a letter of what they are notified of: never, at once, or once a day with the rest. */
export const MAIL_TIMES = ['never', 'at_once', 'daily'] as const;

export type MailTime = (typeof MAIL_TIMES)[number];

/** By which channels somebody hears of a topic. */
export interface NotificationChannels {
  inApp: boolean;
  mail: MailTime;
}

/** Notifications that one request marks at most. */
export const MOST_MARKED = 200;

/** Unread notifications are counted so far. */
export const MOST_UNREAD_NOTIFICATIONS = 100;

/** Of each topic, what of it somebody must be able to do one of for there to be anything to hear. */
const OF_WHOM: Record<NotificationTopic, readonly Right[]> = {
  assigned: [['work', 'Part']],
  order_status: [['change', 'Order']],
  shop_order: [['change', 'Order']],
  message: [
    ['read', 'Order'],
    ['read', 'SupplyRequest'],
  ],
  mention: [['read', 'Order']],
  due_tomorrow: [
    ['change', 'Order'],
    ['work', 'Part'],
  ],
  overdue: [
    ['change', 'Order'],
    ['work', 'Part'],
  ],
  problem: [['read', 'Part']],
  out_of_stock: [['change', 'SupplyRequest']],
  request_received: [['read', 'Desk']],
  request_answered: [['change', 'SupplyRequest']],
  offer_changed: [['change', 'SupplyRequest']],
  product_supply: [['change', 'Product']],
  margin: [['change', 'Product']],
  webhook_off: [['change', 'WebhookEndpoint']],
  connection_off: [['change', 'Connection']],
};

/** What somebody must hold besides to hear of a topic, where it tells what few may know. */
const KNOWN_BY: Partial<Record<NotificationTopic, Permission>> = { margin: 'stock:cost' };

/** Topics that somebody who may do this and holds these permissions can be notified of at all. */
export function topicsOf(ability: Ability, permissions: ReadonlySet<Permission>): NotificationTopic[] {
  return NOTIFICATION_TOPICS.filter((topic) => {
    const known = KNOWN_BY[topic];
    if (known && !permissions.has(known)) return false;
    return OF_WHOM[topic].some(([action, subject]) => ability.can(action, subject));
  });
}

/** By which channels somebody hears of a topic who has chosen none: in the app, suppliers of what waits for them by mail too. */
export function defaultChannels(topic: NotificationTopic, permissions: Iterable<Permission>): NotificationChannels {
  const isAsked = isSupplier(permissions) && (topic === 'request_received' || topic === 'message');
  return { inApp: true, mail: isAsked ? 'at_once' : 'never' };
}
