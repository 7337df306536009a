import type { ConnectionSubject } from '../records.js';
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

/** What a call says has changed: what it is now, or that it is gone, is to be fetched. */
export interface MoySkladCall {
  /** The same for each attempt of MoySklad's to make this call. */
  requestId: string | undefined;
  changed: Partial<Record<ConnectionSubject, string[]>>;
}

/** Events of one call that are read: what is beyond is found by asking what has changed. */
const MOST_EVENTS = 1_000;

/**
 * Reads a call of MoySklad's. Anybody could make one who knows the address, and calls come in any order: nothing is taken
 * from it but the ids of what is to be looked at. `undefined` where it is no such call.
 */
export function readCall(query: { requestId?: unknown }, body: unknown): MoySkladCall | undefined {
  const { events } = (body ?? {}) as { events?: unknown };
  if (!Array.isArray(events)) return undefined;
  const ids = new Map<ConnectionSubject, Set<string>>();
  for (const event of events.slice(0, MOST_EVENTS) as (Partial<WireRef> | null)[]) {
    const { meta } = event ?? {};
    const subject = subjectOf(meta?.type);
    const id = meta && idOf({ meta });
    if (subject && id) ids.set(subject, (ids.get(subject) ?? new Set()).add(id));
  }
  const { requestId } = query;
  return {
    requestId: typeof requestId === 'string' && requestId.length <= 100 ? requestId : undefined,
    changed: Object.fromEntries([...ids].map(([subject, some]) => [subject, [...some]])),
  };
}

function subjectOf(type: unknown): ConnectionSubject | undefined {
  const subjects = Object.entries(TYPES) as [ConnectionSubject, readonly unknown[]][];
  return subjects.find(([, types]) => types.includes(type))?.[0];
}
