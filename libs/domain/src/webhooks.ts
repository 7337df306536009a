import type { Ability, Subject } from './ability.js';

/** What other systems can hear of: each is told of one document. */
export const WEBHOOK_EVENTS = [
  'order.created',
  'order.status_changed',
  'order.changed',
  'order.deleted',
  'client.created',
  'client.changed',
  'client.deleted',
  'payment.created',
  'payment.changed',
  'payment.deleted',
  'part.finished',
  'part.problem',
  'product.created',
  'product.changed',
  'product.deleted',
  'stock.changed',
  'request.created',
  'request.status_changed',
  'request.changed',
  'request.deleted',
] as const;

export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

/** What is sent by hand, to see whether it arrives. */
export const WEBHOOK_TEST = 'webhook.test';

/** Every type of what is sent. */
export const WEBHOOK_TYPES = [...WEBHOOK_EVENTS, WEBHOOK_TEST] as const;

export type WebhookType = (typeof WEBHOOK_TYPES)[number];

/** What events are chosen by: the kinds of document that they are about, in the order in which they stand. */
export const WEBHOOK_AREAS = ['order', 'client', 'payment', 'part', 'product', 'stock', 'request'] as const;

export type WebhookArea = (typeof WEBHOOK_AREAS)[number];

const SUBJECT_OF: Record<WebhookArea, Subject> = {
  order: 'Order',
  client: 'Client',
  payment: 'Payment',
  part: 'Part',
  product: 'Product',
  stock: 'StockItem',
  request: 'SupplyRequest',
};

/** The area of a kind of document, where there are events of it. */
export function webhookAreaOf(subject: string): WebhookArea | undefined {
  return WEBHOOK_AREAS.find((area) => SUBJECT_OF[area] === subject);
}

/** The events of an area. */
export function webhookEventsIn(area: WebhookArea): WebhookEvent[] {
  return WEBHOOK_EVENTS.filter((event) => event.startsWith(`${area}.`));
}

/** The events that somebody may hear of: whoever may read what they are about. */
export function webhookEventsFor(ability: Ability): WebhookEvent[] {
  return WEBHOOK_AREAS.flatMap((area) => (ability.can('read', SUBJECT_OF[area]) ? webhookEventsIn(area) : []));
}

/** What becomes of what is to be sent: it waits for its next attempt, was taken, was given up, or is not sent. */
export const WEBHOOK_STATES = ['waiting', 'delivered', 'failed', 'dropped'] as const;

export type WebhookState = (typeof WEBHOOK_STATES)[number];

/** Why nothing is sent any more though nobody has switched it off. */
export const WEBHOOK_OFF_REASONS = ['gone', 'failing', 'owner_gone', 'secret_lost'] as const;

export type WebhookOffReason = (typeof WEBHOOK_OFF_REASONS)[number];

/** Places that a workshop sends to at most: each is sent to at the same time as the others. */
export const MOST_WEBHOOKS = 20;

/** What one request sends again at most. */
export const MOST_SENT_AGAIN = 1_000;

/** How long a secret stays valid beside the one that takes its place, in hours. */
export const FORMER_SECRET_HOURS = 24;
