import type { Document } from 'mongodb';

/** What one write of a transaction does in its collection. */
export type Write =
  | { insert: Document & { _id: unknown } }
  | { filter: { _id: unknown }; update: Document }
  | { remove: { _id: unknown } };
