import { Injectable } from '@nestjs/common';
import { plannedSeconds, type PartState } from '@verstak/domain';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { newId } from '../platform/database/unit.js';
import { Conflict } from '../platform/failure/failure.js';
import { RoutesService } from '../routes/routes.service.js';
import { routed } from './part-consequences.js';
import type { PartCreate } from './part.dto.js';
import { secondsOf, type Part } from './part.js';
import { PartsRepository } from './parts.repository.js';

/** A part of what is made at once. */
export interface PartOfMany {
  fields: Pick<PartCreate, 'designation' | 'title' | 'quantity' | 'unit' | 'wishes'>;
  /** Without a route it is bought, or put together of what goes into it: it goes through no stages. */
  routeId?: string;
  /** Its place among the others, of which the assembly stands before its parts. */
  parent?: number;
}

/** Parts that are sent to the database together. */
const BATCH = 500;

type Counted = Pick<Part, 'state' | 'plannedBelow' | 'childrenTotal' | 'childrenDone'>;

/** Whole assemblies at once, thousands of parts: made and deleted in one step, and counted before they are stored. */
@Injectable()
export class PartAssembliesService {
  constructor(
    private readonly parts: PartsRepository,
    private readonly routes: RoutesService,
    private readonly transactions: Transactions,
  ) {}

  /** Makes all of them, or none. */
  async create(many: readonly PartOfMany[]): Promise<Stored<Part>[]> {
    return this.transactions.run(async () => {
      const routes = await this.routesOf(many);
      const parts = many.map(({ fields, routeId }) => ({
        ...fields,
        ...(routeId ? routed(routes.get(routeId)) : { stages: [] }),
      })) as Part[]; // all that is counted of a part that nobody has worked on
      const counted = countedParts(many, parts);
      const ids = many.map(() => newId());
      const ancestors: string[][] = [];
      for (const { parent } of many) {
        const above = parent === undefined ? undefined : ids[parent]?.toHexString();
        ancestors.push(above ? [...(ancestors[parent ?? 0] ?? []), above] : []);
      }
      const made: Stored<Part>[] = [];
      for (let start = 0; start < many.length; start += BATCH) {
        const some = parts.slice(start, start + BATCH).map((part, offset) => {
          const index = start + offset;
          const ancestorIds = ancestors[index] ?? [];
          const parentId = ancestorIds.at(-1);
          const own = { ...part, ...counted[index], ancestorIds, ...(parentId ? { parentId } : {}) };
          return this.parts.addCounted(own, ids[index] ?? newId());
        });
        made.push(...(await Promise.all(some)));
      }
      return made;
    });
  }

  /** Deletes whole assemblies; 409 where one of their parts is another by now, or something else goes into them. */
  async delete(many: readonly { id: string; version: number }[]): Promise<void> {
    await this.transactions.run(async () => {
      const versions = new Map(many.map(({ id, version }) => [id, version]));
      const ids = [...versions.keys()];
      const parts = await this.parts.thereOf(ids);
      const other = parts.find(({ _id, version }) => versions.get(_id.toHexString()) !== version);
      if (other)
        throw Conflict('import.undo_expired', `Part ${other.number} was changed since.`, { number: other.number });
      const roots = parts.filter(({ ancestorIds }) => !ancestorIds.length).map(({ _id }) => _id.toHexString());
      const below = await this.parts.countBelow(roots);
      if (parts.length !== ids.length || below !== ids.length - roots.length)
        throw Conflict('import.undo_expired', 'Parts were added to the assemblies, or deleted, since.');
      for (const part of parts) await this.parts.deleteCounted(part);
    });
  }

  private async routesOf(many: readonly PartOfMany[]): ReturnType<RoutesService['byIds']> {
    const ids = [...new Set(many.flatMap(({ routeId }) => routeId ?? []))];
    for (const id of ids) await this.routes.forWork(id);
    return this.routes.byIds(ids);
  }
}

/** What each part counts of those that go into it, and the state in which it begins. */
export function countedParts(many: readonly Pick<PartOfMany, 'parent'>[], parts: readonly Part[]): Counted[] {
  const counted = many.map((): Counted => ({ state: 'waiting', plannedBelow: 0, childrenTotal: 0, childrenDone: 0 }));
  for (let index = many.length - 1; index >= 0; index -= 1) {
    const [part, own] = [parts[index], counted[index]];
    if (!part || !own) continue;
    own.state = firstState(part, own);
    const { parent } = many[index] ?? {};
    const above = parent === undefined ? undefined : counted[parent];
    if (!above) continue;
    above.plannedBelow += own.plannedBelow + secondsOf({ ...part, state: own.state }, plannedSeconds);
    above.childrenTotal += 1;
    above.childrenDone += own.state === 'done' ? 1 : 0;
  }
  return counted;
}

/** What has no stages is done as soon as what goes into it is; what is bought, at once. */
function firstState({ stages }: Part, { childrenTotal, childrenDone }: Counted): PartState {
  return !stages.length && childrenDone === childrenTotal ? 'done' : 'waiting';
}
