import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Subject } from '@verstak/domain';
import { Types, type Connection } from 'mongoose';
import { setTimeout as pause } from 'node:timers/promises';
import { currentCall } from '../platform/access/caller.js';
import { JournalConsumers } from '../platform/journal/journal-consumers.js';
import type { DocumentEntry } from '../platform/journal/journal-entry.js';
import { JournalService, type RecordedKind } from '../platform/journal/journal.service.js';
import { RepositoryContext } from '../platform/records/repository-context.js';
import { Traces } from '../platform/records/traces.js';
import { UsersService } from '../users/users.service.js';
import { WorkshopService } from '../workshop/workshop.service.js';
import { BELONGING, FOLLOWING, idsAt, partingOf, referencesIn, type Parting, type Referring } from './demo-removal.js';

/** Longest that is waited for those who follow the journal: what they write later is told of nothing that there is. */
const PATIENCE_MS = 15_000;

/** By what a demo was made, and when. */
export interface Making {
  requestId: string;
  from: Date;
  to: Date;
}

/** What people call a document. */
interface Called {
  kind: string;
  number?: number;
  name?: string;
}

type Plain = Record<string, unknown> & { _id: Types.ObjectId };

/** Takes a demo back: what it is, is known from the journal. */
@Injectable()
export class DemoRemoval {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly journal: JournalService,
    private readonly context: RepositoryContext,
    private readonly consumers: JournalConsumers,
    private readonly traces: Traces,
    private readonly users: UsersService,
    private readonly workshop: WorkshopService,
  ) {}

  /** The ids of the people of a demo that are still there. */
  async people(making: Making): Promise<string[]> {
    return (await this.thereOf(await this.madeBy(making, 'User'))).map(({ id }) => id);
  }

  /** What would go, with what has followed from it since, and what stays for whose sake. */
  async parting(making: Making): Promise<Parting> {
    const made = await this.madeBy(making);
    const demo = await this.thereOf(made);
    const own: Referring[] = [];
    // Of what a killed removal has taken already, what followed from it may still be there.
    for (let latest = made.map(({ entityId }) => String(entityId)); latest.length;) {
      const known = new Set([...demo, ...own].map(({ id }) => id));
      const others = (await this.referringTo(latest)).filter(({ id }) => !known.has(id));
      const rules = await this.journal.rulesOf(others.map(({ id }) => id));
      const isFollowing = ({ id, owner }: Referring): boolean => !!owner && FOLLOWING.has(rules.get(id));
      const following = others.filter(isFollowing);
      latest = following.map(({ id }) => id);
      demo.push(...following);
      own.push(...others.filter((one) => !isFollowing(one)));
    }
    return partingOf(demo, own);
  }

  /** Removes what goes; `tell` is given the share that is gone. To be called as the system, and again after a crash. */
  async erase(making: Making, tell: (share: number) => Promise<void>): Promise<void> {
    const { going } = await this.parting(making);
    // Whose session is open is signed out; who stays for the sake of own documents signs in no more.
    for (const id of await this.people(making)) await this.users.change(id, { isActive: false });
    const inTurn = going.toSorted((one, other) => rankOf(one) - rankOf(other) || (one.id < other.id ? 1 : -1));
    for (const [index, { kind, id }] of inTurn.entries()) {
      await this.context.keepers.get(kind as Subject)?.erase(id); // a kind of the journal
      if (index % 20 === 0) await tell(index / inTurn.length);
    }
    await this.takeBackTexts(making);
    await this.followed();
    await this.traces.erase(await this.erasedSince(making.from));
  }

  /** The ids of all that this call has deleted; it has one id however often it is begun. */
  private async erasedSince(from: Date): Promise<string[]> {
    const entries = await this.journal.doneBy(currentCall().requestId, from, new Date());
    return entries.flatMap(({ action, entityId }) => (action === 'deleted' ? [String(entityId)] : []));
  }

  /** What people call the documents with these ids, whatever they are, by id. */
  async named(ids: readonly string[]): Promise<Map<string, Called>> {
    const found = new Map<string, Called>();
    for (const kind of this.journal.kinds)
      for (const { _id, number, name, title } of await this.read(kind, ids))
        found.set(_id.toHexString(), {
          kind: kind.entity,
          ...(typeof number === 'number' ? { number } : {}),
          ...(typeof name === 'string' ? { name } : typeof title === 'string' ? { name: title } : {}),
        });
    return found;
  }

  /** The entries of all that was made, whether it is still there or not. */
  private async madeBy({ requestId, from, to }: Making, only?: Subject): Promise<DocumentEntry[]> {
    const entries = await this.journal.doneBy(requestId, from, to, only);
    return entries.filter(({ entityVersion }) => entityVersion === 1);
  }

  private async thereOf(made: readonly DocumentEntry[]): Promise<Referring[]> {
    const found: Referring[] = [];
    for (const [entity, some] of Map.groupBy(made, (entry) => entry.entity)) {
      const kind = this.journal.kinds.find((one) => one.entity === entity);
      const ids = some.map(({ entityId }) => String(entityId));
      if (kind) found.push(...(await this.read(kind, ids)).map((document) => referring(kind, document)));
    }
    return found;
  }

  private async referringTo(ids: readonly string[]): Promise<Referring[]> {
    const found: Referring[] = [];
    const any = { $in: [...ids, ...ids.map((id) => new Types.ObjectId(id))] };
    for (const kind of this.journal.kinds) {
      const paths = referencesIn(kind.type);
      if (!paths.length) continue;
      const documents = await this.collection(kind)
        .find({ $or: paths.map((path) => ({ [path]: any })) })
        .toArray();
      found.push(...documents.map((document) => referring(kind, document)));
    }
    return found;
  }

  /** What the shop says is as before, where nobody has written otherwise since. */
  private async takeBackTexts({ requestId, from, to }: Making): Promise<void> {
    const entries = await this.journal.doneBy(requestId, from, to, 'Workshop');
    await this.workshop.takeBack(entries.flatMap(({ changes }) => changes));
  }

  /** Waits until those who follow the journal have heard of all, so that nothing is written of it any more. */
  private async followed(): Promise<void> {
    const until = Date.now() + PATIENCE_MS;
    const isBehind = async (): Promise<boolean> => (await this.consumers.list()).some(({ behind }) => behind > 0);
    do await pause(100);
    while (Date.now() < until && (await isBehind()));
  }

  private async read(kind: RecordedKind, ids: readonly string[]): Promise<Plain[]> {
    return this.collection(kind)
      .find({ _id: { $in: ids.map((id) => new Types.ObjectId(id)) } })
      .toArray();
  }

  private collection({ collection }: RecordedKind) {
    return this.connection.collection<Plain>(collection);
  }
}

function referring({ entity, type }: RecordedKind, document: Plain): Referring {
  const at = (path: string): string[] => idsAt(document, path.split('.'));
  const owning = BELONGING[entity];
  return {
    kind: entity,
    id: document._id.toHexString(),
    refers: referencesIn(type).flatMap(at),
    owner: owning ? at(owning)[0] : undefined,
  };
}

/** What is said goes before what it is about, with an order goes what is made for it; of all else, what was made last goes first. */
function rankOf({ kind }: Referring): number {
  return kind === 'Message' ? 0 : kind === 'Order' ? 1 : 2;
}
