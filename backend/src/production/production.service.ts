import { Injectable } from '@nestjs/common';
import { partActions, partStateAfter, type JournalAction } from '@verstak/domain';
import { Types } from 'mongoose';
import { signedInPerson } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict, RuleBroken } from '../platform/failure/failure.js';
import type { ListQuery, Page } from '../platform/lists/paging.js';
import { factTime, formerFact } from './fact-time.js';
import type { PartListQuery, PartNote, PartStep, ScrapReport } from './part.dto.js';
import { enterState } from './part-work.js';
import type { Part } from './part.js';
import { PartsRepository } from './parts.repository.js';
import type { StagePass } from './stage-pass.js';
import { StagePassesRepository } from './stage-passes.repository.js';

/** How often a part may be lost and made anew; more is a slip of the finger. */
const MOST_REMAKES = 10;

/** Parts in the workshop, as masters work on them. */
@Injectable()
export class ProductionService {
  constructor(
    private readonly parts: PartsRepository,
    private readonly passes: StagePassesRepository,
    private readonly transactions: Transactions,
  ) {}

  async list(query: PartListQuery): Promise<Page<Stored<Part>>> {
    return this.parts.list(query);
  }

  async get(id: string): Promise<Stored<Part>> {
    return this.parts.get(id);
  }

  /** The stretches of work on a part; of a master, the own ones. */
  async passesOf(id: string, query: ListQuery): Promise<Page<Stored<StagePass>>> {
    await this.parts.get(id);
    return this.passes.list(id, query);
  }

  /** Starts, pauses or finishes a part; with its last part, the order becomes ready. */
  async step(id: string, { action, at }: PartStep): Promise<Stored<Part>> {
    return this.fact(id, action, at, (part, time) => {
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
      enterState(part, state, time);
    });
  }

  /** Records lost pieces with their reason: what was lost is a fact, whether the part is still wanted or not. */
  async scrap(id: string, report: ScrapReport): Promise<Stored<Part>> {
    return this.fact(id, 'scrapped', report.at, (part, at) => {
      const lost = part.scraps.reduce((sum, scrap) => sum + scrap.quantity, 0);
      if (lost + report.quantity > part.quantity * MOST_REMAKES) {
        throw RuleBroken(
          'part.quantity',
          `The part is for ${part.quantity} ${part.unit}: no more than ${part.quantity * MOST_REMAKES} can be lost, and ${lost} are.`,
          { quantity: part.quantity },
        );
      }
      const { name } = signedInPerson();
      part.scraps = [...part.scraps, { ...report, id: new Types.ObjectId().toHexString(), at, masterName: name }];
    });
  }

  /** Writes or clears the note of a part. */
  async writeNote(id: string, { note, version, at }: PartNote): Promise<Stored<Part>> {
    return this.fact(
      id,
      'noted',
      at,
      (part) => {
        part.note = note || undefined;
      },
      version,
    );
  }

  /** Changes a part as of the time that was told, as far as that is to be believed. */
  private async fact(
    id: string,
    action: JournalAction,
    told: Date | undefined,
    edit: (part: Stored<Part>, at: Date) => void,
    version?: number,
  ): Promise<Stored<Part>> {
    return this.transactions.run(async () => {
      const part = await this.parts.get(id);
      const { at, params } = factTime(told, formerFact(part, await this.passes.latestOf(id)), new Date());
      return this.parts.change(part, { version, action, params, right: 'work' }, (edited) => {
        edit(edited, at);
        if (params?.timeCorrected) edited.isTimeCorrected = true;
      });
    });
  }
}
