import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Subject } from '@verstak/domain';
import type { Connection } from 'mongoose';
import type { Person } from '../access/caller.js';
import { Places } from '../access/places.js';
import { allows } from '../access/rows.js';
import { withChanges, withoutChanges } from '../database/diff.js';
import type { JournalChange } from '../journal/journal-entry.js';
import { JournalService } from '../journal/journal.service.js';

type Row = Record<string, unknown>;

/**
 * Tells whether somebody may know of a change: by kind, where the kind is limited by rows by the document, and of what
 * belongs to a document by that one.
 */
@Injectable()
export class EntryRows {
  constructor(
    @InjectConnection() private readonly connection: Connection,
    private readonly places: Places,
    private readonly journal: JournalService,
  ) {}

  /** A test for one change of a document; the document is read at most once, and only where somebody's rows depend on it. */
  testFor(
    { entity, id }: { entity: string; id: string },
    changes: readonly JournalChange[],
  ): (person: Person) => Promise<boolean> {
    const kind = entity as Subject;
    const mayRead = this.places.reading(kind);
    let rows: Promise<Row[]> | undefined;
    return async (person) => {
      if (mayRead) {
        rows ??= this.rowsOf(entity, id, changes);
        // What is deleted has no row any more; its place is what it was.
        const document = (await rows).find(({ subjectId }) => subjectId);
        return !!document && mayRead(document, person);
      }
      const { ability } = person;
      const rules = ability.rulesFor('read', kind);
      if (!rules.length) return false;
      if (rules.some((rule) => !rule.conditions && !rule.inverted)) return true;
      rows ??= this.rowsOf(entity, id, changes);
      return (await rows).some((row) => allows(ability, 'read', kind, row));
    };
  }

  /** The document before the change, after it and as it is now: who loses sight of it must hear of it too. */
  private async rowsOf(entity: string, id: string, changes: readonly JournalChange[]): Promise<Row[]> {
    const model = this.connection.models[entity];
    const now = (await model?.findById(id).lean<Row>()) ?? { _id: id };
    const kind = this.journal.kinds.find((one) => one.entity === entity);
    if (!kind) return [now];
    // What follows from other fields is not recorded, and rows may depend on it.
    const before = withoutChanges(now, changes);
    return [now, before, withChanges(before, changes)].map((row) => kind.derived.completed(row));
  }
}
