import { Injectable } from '@nestjs/common';
import {
  partActions,
  partStateAfter,
  performersOf,
  type Action,
  type JournalAction,
  type PartAction,
  exactQuantity,
} from '@verstak/domain';
import { Types } from 'mongoose';
import { FilesService } from '../files/files.service.js';
import { happeningAt } from '../platform/config/clock.js';
import { asSystem, callerPermissions, requirePermission, signedInPerson } from '../platform/access/caller.js';
import type { Place } from '../platform/access/places.js';
import { byId, type Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict, Failure, RuleBroken } from '../platform/failure/failure.js';
import type { ListQuery, Page } from '../platform/lists/paging.js';
import { factTime, formerFact } from './fact-time.js';
import type {
  PartFact,
  PartListQuery,
  PartNote,
  PartProblem,
  PartStep,
  ScrapReport,
  WorkListItem,
  WorkListQuery,
} from './part.dto.js';
import { enterState, madeAnew, reportGood, stepBack, takeOut } from './part-work.js';
import { currentStage, type Part, type PartStage } from './part.js';
import { PartsRepository } from './parts.repository.js';
import type { StagePass } from './stage-pass.js';
import { StagePassesRepository } from './stage-passes.repository.js';

/** How often a part may be lost and made anew; more is a slip of the finger. */
const MOST_REMAKES = 10;

/** What is done to a part, when as far as that was told, why, and the right that it takes: to work on it unless told. */
interface Doing {
  action: JournalAction;
  at?: Date;
  reason?: string;
  right?: Action;
  version?: number;
}

/** Parts in the workshop, as masters work on them. */
@Injectable()
export class ProductionService {
  constructor(
    private readonly parts: PartsRepository,
    private readonly passes: StagePassesRepository,
    private readonly files: FilesService,
    private readonly transactions: Transactions,
  ) {}

  async list(query: PartListQuery): Promise<Page<Stored<Part>>> {
    return this.parts.list(query);
  }

  async get(id: string): Promise<Stored<Part>> {
    return this.parts.get(id);
  }

  /** Those of the parts with these ids that are there and that the caller may see, by id. */
  async byIds(ids: readonly string[]): Promise<Map<string, Stored<Part>>> {
    return byId(await this.parts.thereOf([...new Set(ids)]));
  }

  /** So many of the parts that are still to be made and due within a time, whoever asks. */
  async dueWithin(from: Date, to: Date, limit: number): Promise<Stored<Part>[]> {
    return this.parts.dueWithin(from, to, limit);
  }

  async byCode(code: string): Promise<Stored<Part>> {
    return this.parts.byCode(code);
  }

  /** All parts of an order, whoever asks. */
  async ofOrder(orderId: string): Promise<Stored<Part>[]> {
    return this.parts.ofOrder(orderId);
  }

  /** The parts that go into one and that the caller may see, by number. */
  async into(parentId: string): Promise<Stored<Part>[]> {
    return this.parts.into(parentId);
  }

  /** The stretches of work on a part; of a master, the own ones. */
  async passesOf(id: string, query: ListQuery): Promise<Page<Stored<StagePass>>> {
    await this.parts.get(id);
    return this.passes.list(id, query);
  }

  /** Stretches of work on any part, each with what its part is called. */
  async listWork(query: WorkListQuery): Promise<Page<WorkListItem>> {
    const { items, ...page } = await this.passes.listAll(query);
    const parts = await this.byIds(items.map(({ partId }) => String(partId)));
    const named = items.map((pass) => {
      const { number: partNumber, title: partTitle, unit } = parts.get(String(pass.partId)) ?? {};
      return { ...pass, partNumber, partTitle, unit };
    });
    return { items: named, ...page };
  }

  /** Starts, pauses or finishes a part; with its last part, the order becomes ready. */
  async step(id: string, { action, good, reason, at }: PartStep): Promise<Stored<Part>> {
    return this.fact(id, { action, at, reason }, async (part, time) => {
      const state = partStateAfter(part.state, action);
      if (!state || part.isHeld) {
        const allowed = part.isHeld ? [] : partActions(part.state);
        throw Conflict('part.transition', `A part that is ${part.isHeld ? 'on hold' : part.state} cannot ${action}.`, {
          state: part.state,
          isHeld: part.isHeld,
          action,
          allowed,
        });
      }
      requireFree(part, action);
      requirePerformer(part);
      if (action === 'start') requireChildren(part, reason);
      if (action !== 'pause') {
        const { userId, name } = signedInPerson();
        Object.assign(part, { workerId: userId, workerName: name });
      }
      if (action !== 'finish') return enterState(part, state, time);
      const stage = currentStage(part);
      reportGood(part, good, time);
      if (stage?.doneAt) await this.requirePhoto(part, stage);
    });
  }

  /** 422 where a stage that is over lacks the photo that it asks for: one since the stage before was over. */
  private async requirePhoto(part: Stored<Part>, stage: PartStage): Promise<void> {
    if (!stage.needsPhoto) return;
    const id = part._id.toHexString();
    const place: Place = { subject: part.orderId ? 'Order' : 'Part', subjectId: part.orderId ?? id, partId: id };
    const since = part.stages[part.stages.indexOf(stage) - 1]?.doneAt ?? part.createdAt;
    if (await this.files.hasPicture(place, since)) return;
    throw RuleBroken('part.photo', `The stage ${stage.name ?? ''} is finished with a photo of the part: add one.`, {
      stage: stage.name,
    });
  }

  /** Takes a part back to the stage before, whose pieces are made anew. */
  async stepBack(id: string, { at }: PartFact): Promise<Stored<Part>> {
    return this.fact(id, { action: 'stepped_back', at }, (part, time) => {
      if (part.stagesDone === 0 || part.state === 'cancelled' || part.isHeld) {
        const { state, isHeld } = part;
        const action = 'back';
        throw Conflict('part.transition', 'There is no stage before to go back to.', {
          state,
          isHeld,
          action,
          allowed: [],
        });
      }
      stepBack(part, time);
    });
  }

  /** Tells of a problem: until it is resolved nobody works on the part. */
  async block(id: string, { text, at }: PartProblem): Promise<Stored<Part>> {
    return this.fact(id, { action: 'blocked', at, reason: text }, (part, time) => {
      if (part.state === 'in_progress') enterState(part, 'paused', time);
      const { userId: byId, name: byName } = signedInPerson();
      part.problem = { text, at: time, byId, byName };
    });
  }

  /** Says that the problem of a part is resolved. */
  async unblock(id: string, { at }: PartFact): Promise<Stored<Part>> {
    const right = callerPermissions().has('parts:write') ? 'change' : 'work';
    return this.fact(id, { action: 'unblocked', at, right }, (part) => {
      part.problem = undefined;
    });
  }

  /**
   * Records lost pieces with their reason: what was lost is a fact, whether the part is still wanted or not. Pieces that
   * have passed a stage are made anew, from the first one on, as a part of their own.
   */
  async scrap(id: string, report: ScrapReport): Promise<Stored<Part>> {
    return this.transactions.run(async () => {
      const before = await this.parts.get(id);
      const after = await this.recordScrap(before, report);
      if (after.quantity < before.quantity) await this.remake(after, exactQuantity(before.quantity - after.quantity));
      return after;
    });
  }

  private async recordScrap(part: Stored<Part>, report: ScrapReport): Promise<Stored<Part>> {
    return this.fact(part, { action: 'scrapped', at: report.at }, (part, at) => {
      const lost = part.scraps.reduce((sum, scrap) => sum + scrap.quantity, 0);
      if (lost + report.quantity > part.quantity * MOST_REMAKES) {
        throw RuleBroken(
          'part.quantity',
          `The part is for ${part.quantity} ${part.unit}: no more than ${part.quantity * MOST_REMAKES} can be lost, and ${lost} are.`,
          { quantity: part.quantity },
        );
      }
      const { userId: masterId, name: masterName } = signedInPerson();
      const id = new Types.ObjectId().toHexString();
      part.scraps = [...part.scraps, { ...report, id, at, masterId, masterName }];
      takeOut(part, report.quantity, at);
    });
  }

  private async remake(part: Stored<Part>, quantity: number): Promise<void> {
    await asSystem('lost pieces are made anew', () => this.parts.add(madeAnew(part, quantity), 'remade'));
  }

  /** Writes or clears the note of a part. */
  async writeNote(id: string, { note, version, at }: PartNote): Promise<Stored<Part>> {
    return this.fact(id, { action: 'noted', at, version }, (part) => {
      part.note = note || undefined;
    });
  }

  /** Changes a part as of the time that was told, as far as that is to be believed. */
  private async fact(
    target: string | Stored<Part>,
    { action, at: toldAt, reason, right = 'work', version }: Doing,
    edit: (part: Stored<Part>, at: Date) => void | Promise<void>,
  ): Promise<Stored<Part>> {
    return this.transactions.run(async () => {
      const part = typeof target === 'string' ? await this.parts.get(target) : target;
      const latest = await this.passes.latestOf(part._id.toHexString());
      const { at, params: told } = factTime(toldAt, formerFact(part, latest), happeningAt());
      const params = reason || told ? { ...told, ...(reason ? { reason } : {}) } : undefined;
      return this.parts.change(part, { version, action, params, right }, async (edited) => {
        await edit(edited, at);
        if (told?.timeCorrected) edited.isTimeCorrected = true;
      });
    });
  }
}

/** 409 while a problem waits to be resolved. */
function requireFree({ problem }: Part, action: PartAction): void {
  if (!problem || action === 'pause') return;
  throw Conflict('part.blocked', `A problem has to be resolved first: ${problem.text}`, { text: problem.text });
}

/** 403 where the present stage is for others. */
function requirePerformer(part: Part): void {
  const stage = currentStage(part);
  const { userId, permissions } = signedInPerson();
  const performers = stage ? performersOf(stage, part) : [];
  if (!performers.length || performers.includes(userId) || permissions.has('parts:override')) return;
  throw new Failure('part.performer', {
    detail: `The stage ${stage?.name ?? ''} is for somebody else to do.`,
    params: { stage: stage?.name },
  });
}

/** 409 where something is missing that goes into the part, unless it is said why work starts nevertheless. */
function requireChildren({ childrenTotal, childrenDone, stagesDone }: Part, reason: string | undefined): void {
  if (childrenDone >= childrenTotal || stagesDone > 0) return;
  if (reason) return requirePermission('parts:override');
  throw Conflict('part.children', `Of the ${childrenTotal} parts that go into it, ${childrenDone} are done.`, {
    total: childrenTotal,
    done: childrenDone,
  });
}
