import type { Right } from '@verstak/domain';

/** Where documents are shown in the console, by their kind. */
const PLACES = {
  Client: '/clients',
  Letter: '/mail',
  Order: '/orders',
  Part: '/parts',
  Product: '/catalog',
  Route: '/routes',
  StockItem: '/stock',
  Supplier: '/suppliers',
  SupplyRequest: '/requests',
  WebhookEndpoint: '/connections/webhooks',
  Connection: '/connections/systems',
} as const;

/** Where masters find their own parts. */
export const QUEUE = '/queue';

/** A kind of document that has pages of its own. */
export type PagedKind = keyof typeof PLACES;

/** Whether documents of a kind have pages of their own. */
export function hasPages(kind: string): kind is PagedKind {
  return Object.hasOwn(PLACES, kind);
}

/** The address of a document's page. */
export function pageOf(kind: PagedKind, id: string): string {
  return `${PLACES[kind]}/${id}`;
}

/**
 * The address at which somebody who may do some things sees a document: at their desk, or in the queue where they see own
 * parts alone.
 */
export function pageFor(kind: PagedKind, id: string, may: (right: Right) => boolean): string {
  if (kind === 'Part' && !may(['read', 'Floor'])) return QUEUE;
  return `${may(['read', 'Desk']) ? '/supply' : ''}${pageOf(kind, id)}`;
}

/** The address of a document of whatever kind, `new` for the page of a new one; nothing where its kind has no pages. */
export function anyPageOf(kind: string, id: string): string | undefined {
  if (kind === 'Workshop') return '/workshop';
  return hasPages(kind) ? pageOf(kind, id) : undefined;
}
