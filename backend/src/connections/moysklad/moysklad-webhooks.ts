import type { ConnectionSubject } from '@verstak/domain';
import type { MoySkladClient } from './moysklad-client.js';
import { MoySkladFault } from './moysklad-fault.js';
import { PRODUCT_TYPES } from './moysklad-pull.js';
import { saveAll } from './moysklad-saving.js';
import { idOf, type WireBody, type WireEntity, type WireRef } from './moysklad-wire.js';

/** What MoySklad calls what is exchanged. */
const TYPES: Record<ConnectionSubject, readonly string[]> = {
  products: PRODUCT_TYPES,
  clients: ['counterparty'],
  orders: ['customerorder'],
};

const ACTIONS = ['CREATE', 'UPDATE', 'DELETE'] as const;

/** Letters of an address that MoySklad calls. */
const MOST_URL = 255;
/** MoySklad's number of the error that there is such a webhook already. */
const IS_THERE = 30_003;

interface WireWebhook extends WireEntity {
  entityType: string;
  action: string;
  url: string;
  enabled: boolean;
}

/**
 * Lets MoySklad call an address, which has a secret in its path for nothing is signed, when something of these subjects
 * changes: webhooks that are missing are made, others of this place, with an older secret, go. Only an administrator may
 * do that, and not on the free tariff. Throws `MoySkladFault`.
 */
export async function registerWebhooks(
  client: MoySkladClient,
  subjects: readonly ConnectionSubject[],
  { url, place }: { url: string; place: string },
): Promise<void> {
  if (url.length > MOST_URL)
    throw new MoySkladFault('refused', [{ parameter: 'url', error: 'The address is too long' }]);
  const wanted = subjects.flatMap((subject) =>
    TYPES[subject].flatMap((entityType) => ACTIONS.map((action) => ({ entityType, action }))),
  );
  const there = (await client.all<WireWebhook>('entity/webhook')).filter((one) => one.url.startsWith(place));
  const keyOf = (one: { entityType: string; action: string }): string => `${one.entityType} ${one.action}`;
  const current = new Map(there.filter((one) => one.url === url).map((one) => [keyOf(one), one]));
  const bodies = wanted.flatMap((one): WireBody[] => {
    const known = current.get(keyOf(one));
    if (known?.enabled) return [];
    return [known ? { meta: known.meta, enabled: true } : { ...one, url }];
  });
  const needed = new Set(wanted.map(keyOf));
  await remove(
    client,
    there.filter((one) => one.url !== url || !needed.has(keyOf(one))),
  );
  for (const saved of bodies.length ? await saveAll(client, 'entity/webhook', bodies) : []) {
    if ('refusals' in saved && !saved.refusals.some(({ code }) => code === IS_THERE))
      throw new MoySkladFault('refused', saved.refusals);
  }
}

/** Ends the webhooks of a place. Throws `MoySkladFault`. */
export async function unregisterWebhooks(client: MoySkladClient, place: string): Promise<void> {
  await remove(
    client,
    (await client.all<WireWebhook>('entity/webhook')).filter((one) => one.url.startsWith(place)),
  );
}

async function remove(client: MoySkladClient, webhooks: readonly WireWebhook[]): Promise<void> {
  if (!webhooks.length) return;
  await client.ask('entity/webhook/delete', { method: 'POST', json: webhooks.map(({ meta }) => ({ meta })) });
}

/** What a call says of what is gone, by subject; the rest of what it says is found by asking what has changed. */
export type Gone = Partial<Record<ConnectionSubject, string[]>>;

/** Events of one call that are read: MoySklad changes so much at once at most. */
const MOST_EVENTS = 1_000;

/**
 * Reads a call of MoySklad's. Anybody could make one who knows the address, and calls come late, twice or in another
 * order: nothing is taken from it but the ids of what is to be looked at. `undefined` where it is no such call.
 */
export function readCall(body: unknown): Gone | undefined {
  const { events } = (body ?? {}) as { events?: unknown };
  if (!Array.isArray(events)) return undefined;
  const gone: Gone = {};
  for (const event of events.slice(0, MOST_EVENTS) as (Partial<WireRef & { action: unknown }> | null)[]) {
    const { meta, action } = event ?? {};
    const subject = subjectOf(meta?.type);
    const id = meta && idOf({ meta });
    if (action === 'DELETE' && subject && id) gone[subject] = [...new Set([...(gone[subject] ?? []), id])];
  }
  return gone;
}

function subjectOf(type: unknown): ConnectionSubject | undefined {
  const subjects = Object.entries(TYPES) as [ConnectionSubject, readonly unknown[]][];
  return subjects.find(([, types]) => types.includes(type))?.[0];
}
