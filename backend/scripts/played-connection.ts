import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Checks } from './checks.ts';
import type { WorkshopApi } from './workshop-api.ts';

/** What came of an exchange. */
export interface Exchange {
  finishedAt?: string;
  fault?: string;
  counts: Record<'added' | 'changed' | 'unchanged' | 'sent' | 'conflicts' | 'refused', number>;
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

/** Has it exchange, and gives what came of that with all that was told meanwhile. */
export async function exchange(admin: WorkshopApi, id: string): Promise<Exchange> {
  const exchanges = async (): Promise<Exchange[]> => {
    return (await admin.get<Page<Exchange>>(`/connections/${id}/exchanges?pageSize=100`)).items;
  };
  const before = (await exchanges()).length;
  const { isOn } = await admin.get<{ isOn: boolean }>(`/connections/${id}`);
  if (isOn) await admin.post(`/connections/${id}/exchange`, {}, randomUUID());
  else await admin.patch(`/connections/${id}`, { isOn: true });
  for (;;) {
    await pause(500);
    const all = await exchanges();
    if (all.length > before && all.every(({ finishedAt }) => finishedAt))
      return sumOf(all.slice(0, all.length - before));
  }
}

function sumOf(exchanges: readonly Exchange[]): Exchange {
  return exchanges.reduce((sum, { fault = sum.fault, counts }) => {
    const names = Object.keys(counts) as (keyof Exchange['counts'])[]; // the names that it has
    const added = names.map((name): [string, number] => [name, sum.counts[name] + counts[name]]);
    return { ...(fault && { fault }), counts: Object.fromEntries(added) as Exchange['counts'] };
  });
}
