import type { ClientSession, Db, Document, WithId } from 'mongodb';
import type { StoredKind } from './stored-data.js';

/**
 * Stored fields that follow from others: sums, copies, what documents are found by. Whoever keeps some provides how
 * they are made anew, by which `npm run check:data` compares them.
 */
export abstract class DataCheck {
  abstract readonly kind: StoredKind;
  /** What is compared, in a few words. */
  abstract readonly what: string;
  /** Nobody reads the fields: they are put right without a version and an entry. */
  readonly isHidden: boolean = false;

  /** The fields of some documents as they should be, in the order of the documents. */
  abstract makeAnew(documents: readonly WithId<Document>[], db: Db, session: ClientSession): Promise<Document[]>;
}
