import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Checks } from './checks.ts';
import type { WorkshopApi } from './workshop-api.ts';

/** What came of an exchange. */
export interface Exchange {
  startedAt: string;
  fault?: string;
  counts: Record<'added' | 'changed' | 'unchanged' | 'sent' | 'conflicts' | 'refused', number>;
}

interface Connection {
  isOn: boolean;
  busyUntil?: string;
  nextAt?: string;
  lastSuccessAt?: string;
  fault?: string;
}

export interface Page<T> {
  items: T[];
}

/** Whether a system that is played on this machine lets the product in; says what is to be done where it may not ask. */
export async function isLetIn(admin: WorkshopApi, id: string, system: string, checks: Checks): Promise<boolean> {
  const { fault } = await admin.post<{ fault?: string }>(`/connections/${id}/check`, {}, randomUUID());
  if (fault === 'private_network') {
    process.stdout.write(`${system} is not played: start the product with CONNECTION_PRIVATE_NETWORKS=allow.\n`);
    return false;
  }
  checks.equal(`${system} lets the product in`, fault, undefined);
  return true;
}

/**
 * Has it exchange, and gives what came of that: with all that was told meanwhile, for others may be at work in the
 * workshop.
 */
export async function exchange(admin: WorkshopApi, id: string): Promise<Exchange> {
  const connection = (): Promise<Connection> => admin.get<Connection>(`/connections/${id}`);
  const asked = new Date().toISOString();
  if ((await connection()).isOn) await admin.post(`/connections/${id}/exchange`, {}, randomUUID());
  else await admin.patch(`/connections/${id}`, { isOn: true });
  for (;;) {
    await pause(250);
    const { busyUntil, nextAt = '', lastSuccessAt = '', fault } = await connection();
    const isAsked = !busyUntil && nextAt > new Date().toISOString();
    if (isAsked && (lastSuccessAt >= asked || fault)) break;
  }
  const { items } = await admin.get<Page<Exchange>>(`/connections/${id}/exchanges?pageSize=100`);
  return sumOf(items.filter(({ startedAt }) => startedAt >= asked));
}

/** How many of what came from there stands in the log as refused. */
export async function refusedOf(admin: WorkshopApi, id: string): Promise<number> {
  const { items } = await admin.get<Page<{ way: string }>>(`/connections/${id}/rows?state=refused&pageSize=200`);
  return items.filter(({ way }) => way === 'in').length;
}

function sumOf(exchanges: readonly Exchange[]): Exchange {
  const none = { added: 0, changed: 0, unchanged: 0, sent: 0, conflicts: 0, refused: 0 };
  return exchanges.reduce<Exchange>(
    (sum, { startedAt, fault = sum.fault, counts }) => {
      const names = Object.keys(counts) as (keyof Exchange['counts'])[]; // the names that it has
      const added = names.map((name): [string, number] => [name, sum.counts[name] + counts[name]]);
      return { startedAt, ...(fault && { fault }), counts: Object.fromEntries(added) as Exchange['counts'] };
    },
    { startedAt: '', counts: none },
  );
}
