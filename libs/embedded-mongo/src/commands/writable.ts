import { mongoError } from '../errors.js';
import type { Collection } from '../storage/catalog.js';
import { doc, type Doc, type RawDoc } from '../values/index.js';
import { collectionOf, namedCollection, refuseView, type Context } from './context.js';

/** Creates the collection that a write names, unless it is there. */
export function writable(context: Context): Collection {
  const { db, name, collection } = collectionOf(context);
  return writableCollection(context, db, name, collection);
}

/** Where a statement writes; with `makes` the collection is created where it is missing, else there is none. */
export type Place = (makes: boolean) => Collection | undefined;

/** The place of a name. */
export function placeOf(context: Context, db: string, name: string): Place {
  return (makes) => {
    const collection = namedCollection(context, db, name);
    return makes || collection !== undefined ? writableCollection(context, db, name, collection) : undefined;
  };
}

function writableCollection(
  context: Context,
  db: string,
  name: string,
  collection: Collection | undefined,
): Collection {
  refuseView(collection, db, name);
  if (name.startsWith('system.') && name !== 'system.js')
    throw mongoError('InvalidNamespace', `cannot write to '${db}.${name}'`);
  return collection ?? createCollection(context, db, name);
}

/** Makes a collection, within a transaction one that others see when that has been committed. */
export function createCollection(context: Context, db: string, name: string, options?: Doc): Collection {
  const { catalog } = context.engine;
  const { transaction } = context;
  if (transaction === undefined) return catalog.create(db, name, options);
  const collection = catalog.prepare(db, name, options);
  transaction.created.set(`${db}.${name}`, collection);
  transaction.writer.onCommit(() => catalog.publish(collection));
  return collection;
}

/** Refuses a document that the collection's validator does not accept. */
export function validate(collection: Collection, document: RawDoc | Doc): void {
  if (collection.validator === undefined || collection.validator.matches(document)) return;
  if (collection.options.get('validationAction') === 'warn') return;
  const rules = collection.options.get('validator') as Doc;
  throw mongoError('DocumentValidationFailure', 'Document failed validation', {
    errInfo: doc({
      failingDocumentId: document.get('_id')!,
      details: rules.has('$jsonSchema')
        ? doc({ operatorName: '$jsonSchema', schemaRulesNotSatisfied: [] })
        : doc({
            operatorName: [...rules.keys()][0] ?? '',
            specifiedAs: rules,
            reason: 'document did not satisfy the validator',
          }),
    }),
  });
}
