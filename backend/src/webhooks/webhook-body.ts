import { webhookAreaOf, type WebhookArea } from '@verstak/domain';
import type { Person } from '../platform/access/caller.js';
import type { Class } from '../platform/fields/index.js';
import { readableHistory } from '../platform/journal/readable-history.js';
import { statusIn, type WebhookHappening } from './webhook-events.js';

/** Where documents of an area are read, by their ids; payments are read with their order. */
const PATHS: Partial<Record<WebhookArea, string>> = {
  order: 'orders',
  client: 'clients',
  part: 'parts',
  product: 'products',
  stock: 'stock',
  request: 'requests',
};

/** For whom a body is written, and of what kind of document. */
interface Writing {
  owner: Person;
  /** What is declared of the document. */
  type: Class | undefined;
  /** The address of the product. */
  url: string;
}

/**
 * What is told of a happening: which document, how it stands with it, what of it is another and where to read it. No
 * other value leaves the product by itself, so none does that its reader may not have; `undefined` where nothing is
 * another that they may read.
 */
export function bodyOf(
  { event, entity, documentId, isOwn, entry }: WebhookHappening,
  writing: Writing,
): string | undefined {
  const { owner, type, url } = writing;
  const [readable] = isOwn && type ? readableHistory(type, [entry], owner.permissions) : [];
  const changes = readable?.changes ?? [];
  if (isOwn && event.endsWith('.changed') && !changes.length) return undefined;
  const area = webhookAreaOf(entity);
  const path = area && PATHS[area];
  const isChange = !/\.(created|deleted)$/.test(event);
  const data = {
    entity,
    id: documentId,
    ...(isOwn ? { number: entry.number, version: entry.entityVersion } : {}),
    ...statusIn(changes),
    ...(isOwn && isChange ? { changed: [...new Set(changes.map((one) => one.path.split('.')[0]))] } : {}),
    ...(path && event !== `${area}.deleted` ? { url: `${url}/api/v1/${path}/${documentId}` } : {}),
  };
  return JSON.stringify({ type: event, timestamp: entry.at, data });
}
