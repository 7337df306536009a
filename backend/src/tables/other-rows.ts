import { IdField, InstantField, Omit, TextField } from '../platform/fields/index.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { PreferencesFields } from '../preferences/preferences.js';

/** An entry of the journal; what was changed is told by the journal itself, to each reader as far as they may read it. */
export class JournalRow extends Omit(JournalEntry, ['changes', 'params']) {}

/** What of a session may be seen: nothing that opens it. */
export class SessionRow {
  @IdField({ computed: true })
  id!: string;

  @IdField({ of: 'User', computed: true })
  userId!: string;

  @TextField({ optional: true, computed: true })
  agent?: string;

  @TextField({ optional: true, computed: true })
  address?: string;

  @InstantField({ computed: true })
  createdAt!: Date;

  @InstantField({ computed: true })
  usedAt!: Date;

  @InstantField({ computed: true })
  expiresAt!: Date;
}

/** What somebody likes, under the id of the person. */
export class PreferencesRow extends PreferencesFields {
  @IdField({ of: 'User', computed: true })
  id!: string;
}
