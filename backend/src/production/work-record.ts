import { Injectable } from '@nestjs/common';
import type { PartState } from '@verstak/domain';
import { asSystem, signedInPerson } from '../platform/access/caller.js';
import type { Stored } from '../platform/database/base.repository.js';
import { withoutChanges } from '../platform/database/diff.js';
import { JournalService } from '../platform/journal/journal.service.js';
import type { Part } from './part.js';
import { StagePassesRepository } from './stage-passes.repository.js';

/** Why stretches of work are written without anybody's right to them. */
const RECORDING = 'stretches of work follow their part';

/** Records who worked on a part from when to when, and keeps the part's sums of it; within the part's transaction. */
@Injectable()
export class WorkRecord {
  constructor(
    private readonly passes: StagePassesRepository,
    private readonly journal: JournalService,
  ) {}

  /** Puts a part into a state: the stretch that goes on ends, and with work another one begins. */
  async enter(part: Stored<Part>, state: PartState): Promise<void> {
    if (part.state === state) return;
    const now = new Date();
    await this.end(part, now);
    if (state === 'in_progress') await this.begin(part, now);
    part.state = state;
    part.doneAt = state === 'done' ? now : undefined;
  }

  /** Takes back what a request did to the stretches of a part. */
  async takeBack(part: Stored<Part>, requestId: string): Promise<void> {
    const latest = await this.passes.latestOf(part._id.toHexString());
    if (!latest) return;
    const id = latest._id.toHexString();
    const entries = await this.journal.ofRequest(requestId, [id]);
    const [first] = entries;
    if (!first) return;
    const changes = entries.flatMap((entry) => entry.changes);
    await asSystem(RECORDING, async () => {
      if (first.action === 'started') await this.passes.delete(id);
      else {
        await this.passes.change(latest, { action: 'undone' }, (edited) => {
          Object.assign(edited, withoutChanges(edited, changes));
        });
      }
    });
  }

  /** Deletes the stretches of a part that goes. */
  async erase(part: Stored<Part>): Promise<void> {
    if (!part.passesTotal) return;
    await asSystem(RECORDING, async () => {
      for (const { _id } of await this.passes.ofPart(part._id.toHexString()))
        await this.passes.delete(_id.toHexString());
    });
  }

  private async begin(part: Stored<Part>, startedAt: Date): Promise<void> {
    const { userId: masterId, name: masterName } = signedInPerson();
    await asSystem(RECORDING, () =>
      this.passes.add({
        partId: part._id.toHexString(),
        orderId: String(part.orderId),
        masterId,
        masterName,
        startedAt,
      }),
    );
    part.passesTotal += 1;
    part.startedAt = startedAt;
  }

  private async end(part: Stored<Part>, endedAt: Date): Promise<void> {
    if (!part.startedAt) return;
    const latest = await this.passes.latestOf(part._id.toHexString());
    if (latest && !latest.endedAt) {
      await asSystem(RECORDING, () =>
        this.passes.change(latest, { action: 'ended' }, (pass) => {
          pass.endedAt = endedAt;
        }),
      );
    }
    part.workedMs += Math.max(endedAt.getTime() - part.startedAt.getTime(), 0);
    part.startedAt = undefined;
  }
}
