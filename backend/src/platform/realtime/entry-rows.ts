import { Injectable } from '@nestjs/common';
import { InjectConnection } from '@nestjs/mongoose';
import type { Ability, Subject } from '@verstak/domain';
import type { Connection } from 'mongoose';
import { allows } from '../access/rows.js';
import type { JournalChange } from '../journal/journal-entry.js';

type Row = Record<string, unknown>;

/** Tells whether somebody may know of a change: by kind, and where the kind is limited by rows, by the document. */
@Injectable()
export class EntryRows {
  constructor(@InjectConnection() private readonly connection: Connection) {}

  /** A test for one change of a document; the document is read at most once, and only where somebody's rows depend on it. */
  testFor(
    { entity, id }: { entity: string; id: string },
    changes: readonly JournalChange[],
  ): (ability: Ability) => Promise<boolean> {
    const kind = entity as Subject;
    let rows: Promise<Row[]> | undefined;
    return async (ability) => {
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
    const at = (moment: 'before' | 'after'): Row => ({
      ...now,
      ...Object.fromEntries(
        changes.filter((change) => moment in change).map((change) => [change.path, change[moment]]),
      ),
    });
    return [now, at('before'), at('after')];
  }
}
