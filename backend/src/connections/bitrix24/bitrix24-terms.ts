import type { OrderStatus } from '@verstak/domain';
import type { Stored } from '../../platform/database/entity.js';
import type { Connection } from '../connection.js';
import type { Bitrix24Client } from './bitrix24-client.js';
import type { Bitrix24Terms } from './bitrix24-codecs.js';

/** A stage of a funnel as `crm.status.list` tells it. */
interface Stage {
  STATUS_ID: string;
  NAME?: string | null;
  SORT?: string | null;
  EXTRA?: { SEMANTICS?: string | null } | null;
}

/** What stages mean of themselves, unless a connection says otherwise. */
const BY_SEMANTICS: Record<string, OrderStatus> = { success: 'delivered', failure: 'cancelled' };

/**
 * How a connection tells things: its statuses name stages by code or by name; the funnel is that of the codes, `C3:NEW`
 * of the third. A stage that no status names says what its group does: a deal that is won is delivered, one that is lost
 * cancelled.
 */
export async function termsOf(
  client: Bitrix24Client,
  { statuses, fields }: Pick<Stored<Connection>, 'statuses' | 'fields'>,
  { currency, currencyDigits, timeZone }: { currency: string; currencyDigits: number; timeZone: string },
): Promise<Bitrix24Terms> {
  const funnel = funnelOf(statuses.map(({ theirs }) => theirs));
  const filter = { ENTITY_ID: funnel ? `DEAL_STAGE_${funnel}` : 'DEAL_STAGE' };
  const { result } = await client.call<Stage[]>('crm.status.list', { filter, order: { SORT: 'ASC' } });
  const stages = Array.isArray(result) ? result : [];
  const statusOfStage: Record<string, OrderStatus> = {};
  const stageOfStatus: Partial<Record<OrderStatus, string>> = {};
  for (const { STATUS_ID, EXTRA } of stages) {
    const status = BY_SEMANTICS[EXTRA?.SEMANTICS ?? ''];
    if (!status) continue;
    statusOfStage[STATUS_ID] = status;
    stageOfStatus[status] ??= STATUS_ID;
  }
  const told = new Set<OrderStatus>();
  for (const { ours, theirs } of statuses) {
    const stage = stages.find(({ STATUS_ID, NAME }) => isCalled(theirs, STATUS_ID) || isCalled(theirs, NAME ?? ''));
    if (!stage) continue;
    statusOfStage[stage.STATUS_ID] = ours;
    // The first of several is the one that is told.
    if (!told.has(ours)) stageOfStatus[ours] = stage.STATUS_ID;
    told.add(ours);
  }
  const article = fields.find(({ subject, field }) => subject === 'products' && field === 'article')?.theirs;
  return {
    currency,
    digits: currencyDigits,
    timeZone,
    funnel,
    firstStage: stages[0]?.STATUS_ID ?? 'NEW',
    statusOfStage,
    stageOfStatus,
    articleProperty: /^property\d+$/i.exec(article ?? '')?.[0].toLowerCase(),
    priceType: fields.find(({ subject, field }) => subject === 'products' && field === 'price')?.theirs,
  };
}

function funnelOf(stages: readonly string[]): number {
  const codes = stages.map((stage) => /^C(\d+):/.exec(stage)?.[1]);
  return Number(codes.find((code) => code !== undefined) ?? 0);
}

function isCalled(theirs: string, name: string): boolean {
  return theirs.trim().toLowerCase() === name.trim().toLowerCase();
}
