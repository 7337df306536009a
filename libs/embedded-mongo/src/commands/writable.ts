import { mongoError } from '../errors.js';
import type { Collection } from '../storage/catalog.js';
import { doc, type Doc, type RawDoc } from '../values/index.js';
import { collectionOf, namedCollection, type Context } from './context.js';

/** Creates the collection that a write names, unless it is there. */
export function writable(context: Context): Collection {
  const { db, name, collection } = collectionOf(context);
  return writableCollection(context, db, name, collection);
}

/** The same for a collection that a statement names. */
export function writableNamed(context: Context, db: string, name: string): Collection {
  return writableCollection(context, db, name, namedCollection(context, db, name));
}

function writableCollection(
  context: Context,
  db: string,
  name: string,
  collection: Collection | undefined,
): Collection {
  if (collection?.view !== undefined)
    throw mongoError('CommandNotSupportedOnView', `Namespace ${db}.${name} is a view, not a collection`);
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
