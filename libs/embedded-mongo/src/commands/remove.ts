import { mongoError } from '../errors.js';
import type { Collection } from '../storage/catalog.js';
import { removeRecord } from '../storage/records.js';
import { decode, doc, type Doc } from '../values/index.js';
import { collectionOf, type Context, type Handler } from './context.js';
import { eachMatch, statementQuery } from './match.js';
import {
  appliedBefore,
  checkFields,
  eachStatement,
  refuseRepeat,
  remember,
  statementIds,
  statements,
  withErrors,
} from './statements.js';
import { placeOf } from './writable.js';

const knownDeleteFields = new Set(['q', 'limit', 'collation', 'hint', 'sampleId']);

/** Removes what `q` finds, one document or all, and says how many; `onDone` is called in the turn of the last write. */
export async function runRemove(
  context: Context,
  collection: Collection,
  statement: Doc,
  isMulti: boolean,
  onDone: (removed: number) => void,
): Promise<number> {
  let removed = 0;
  await eachMatch(context, collection, statementQuery(context, statement, collection), isMulti, (record, before) => {
    removeRecord(context.writer, context.engine.catalog, collection, record, before);
    removed++;
    if (!isMulti) onDone(removed);
  });
  if (removed === 0 || isMulti) onDone(removed);
  context.engine.counters.delete++;
  return removed;
}

export const remove: Handler = async (context) => {
  const list = statements(context, 'deletes');
  const { db, name } = collectionOf(context);
  const collection = placeOf(context, db, name)(false);
  if (collection === undefined) return { n: 0 };
  const idOf = statementIds(context, list.length);
  let n = 0;
  const errors = await eachStatement(context, list, idOf, async (bytes, index) => {
    const known = appliedBefore(context, idOf(index));
    if (known !== undefined) {
      n += Number(known.get('n'));
      return;
    }
    const statement = decode(bytes);
    checkFields(statement, knownDeleteFields, 'delete.deletes');
    if (!statement.has('limit'))
      throw mongoError(40414, "BSON field 'delete.deletes.limit' is missing but a required field");
    const limit = Number(statement.get('limit'));
    if (limit !== 0 && limit !== 1)
      throw mongoError('FailedToParse', `The limit field in delete objects must be 0 or 1. Got ${limit}`);
    refuseRepeat(context, limit === 0, 'limit=0');
    n += await runRemove(context, collection, statement, limit === 0, (removed) =>
      remember(context, idOf(index), doc({ n: removed })),
    );
  });
  return withErrors({ n }, errors);
};
