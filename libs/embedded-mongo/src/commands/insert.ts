import type { Collection } from '../storage/catalog.js';
import { insertRecord } from '../storage/records.js';
import { Blocked } from '../storage/writer.js';
import { doc, RawDoc } from '../values/index.js';
import { trimCapped } from './capped.js';
import { unblocked, type Context, type Handler } from './context.js';
import { prepareDocument } from './documents.js';
import { appliedBefore, eachStatement, remember, statementIds, statements, withErrors } from './statements.js';
import { validate, writable } from './writable.js';

/** The document as it will be stored, refused where the collection's validator does not accept it. */
export function checkedDocument(context: Context, collection: Collection, statement: Buffer): Uint8Array {
  const { command } = context;
  const { bytes } = prepareDocument(statement, command.flag('bypassEmptyTsReplacement'));
  if (!command.flag('bypassDocumentValidation')) validate(collection, new RawDoc(bytes));
  return bytes;
}

/** Stores a checked document in this very turn. */
export function storeDocument(context: Context, collection: Collection, bytes: Uint8Array): void {
  insertRecord(context.writer, context.engine.catalog, collection, bytes);
  if (collection.capped !== undefined) trimCapped(context, collection);
  context.engine.counters.insert++;
}

export const insert: Handler = async (context) => {
  const list = statements(context, 'documents');
  const collection = writable(context);
  const idOf = statementIds(context, list.length);
  let n = 0;
  // Remembered in the turn of the writes themselves, so that both are in one batch; a run of them as one record.
  let run: { first: number; count: number } | undefined;
  const rememberRun = (): void => {
    if (run !== undefined) remember(context, run.first, doc({ n: 1 }), run.count);
    run = undefined;
  };
  const store = (bytes: Uint8Array, statement: number): void => {
    storeDocument(context, collection, bytes);
    n++;
    if (run !== undefined && run.first + run.count === statement) run.count++;
    else {
      rememberRun();
      run = { first: statement, count: 1 };
    }
  };
  const insertOne = (statement: Buffer, index: number): Promise<void> | void => {
    if (appliedBefore(context, idOf(index)) !== undefined) {
      n++;
      return;
    }
    const bytes = checkedDocument(context, collection, statement);
    try {
      store(bytes, idOf(index));
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
      rememberRun();
      return unblocked(context, () => {
        store(bytes, idOf(index));
        rememberRun();
      });
    }
  };
  const errors = await eachStatement(context, list, idOf, insertOne, rememberRun);
  return withErrors({ n }, errors);
};
