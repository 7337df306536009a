import { badValue, mongoError, typeMismatch } from '../errors.js';
import { breathe } from '../breathe.js';
import { parseFilter } from '../query/index.js';
import { setValidator, type Collection, type Index } from '../storage/catalog.js';
import { afterPrefix, RECORD_BYTES, recordAtEnd, recordKey, treeStart } from '../storage/keys.js';
import type { Range } from '../storage/view.js';
import { doc, equal, isDoc, isNumeric, RawDoc, typeName, type Doc, type Value } from '../values/index.js';
import { checkValidation } from './collections.js';
import type { Context, Handler } from './context.js';
import { collectionOf, mustExist } from './context.js';
import { checkExpiry, rebuildIndex } from './indexes.js';
import { checkView } from './view-definition.js';

type Answer = Record<string, Value>;

const plainOptions = [
  'validator',
  'validationLevel',
  'validationAction',
  'viewOn',
  'pipeline',
  'changeStreamPreAndPostImages',
] as const;

/** Changes the options of a collection, a view or an index; answers with the old and new values of an index's. */
export const collMod: Handler = async (context) => {
  const { command, engine } = context;
  const { db, name, collection } = collectionOf(context);
  const existing = mustExist(collection, db, name);
  const isDry = command.flag('dryRun');
  const change = command.doc('index');
  if (isDry && change?.get('unique') !== true)
    throw mongoError('InvalidOptions', "'dryRun' option is only supported for 'unique: true' of an index");
  checkKind(context, existing);
  const index = change && indexToChange(existing, change);
  if (!isDry) changeOptions(context, existing);
  const reply = index === undefined ? {} : await changeIndex(context, existing, index, change!, isDry);
  if (!isDry) engine.catalog.save(existing);
  await engine.store.durable();
  return reply;
};

function checkKind({ command }: Context, collection: Collection): void {
  const foreign =
    collection.view === undefined
      ? ['viewOn', 'pipeline']
      : ['index', 'validator', 'validationLevel', 'validationAction'];
  const option = foreign.find((field) => command.has(field));
  if (option === undefined) return;
  throw mongoError(
    'InvalidOptions',
    `option not supported on a ${collection.view === undefined ? 'collection' : 'view'}: ${option}`,
  );
}

function changeOptions(context: Context, collection: Collection): void {
  const { command } = context;
  const validator = command.doc('validator');
  if (validator !== undefined) parseFilter(validator, { now: context.now });
  checkValidation(command);
  const { view } = collection;
  const pipeline = command.array('pipeline') ?? view?.pipeline;
  const on = command.optionalText('viewOn') ?? view?.on;
  if (view !== undefined) checkView(context, collection.db, collection.name, on!, pipeline!);
  for (const option of plainOptions) {
    const value = command.get(option);
    if (value !== undefined) collection.options.set(option, value);
  }
  if (validator !== undefined) setValidator(collection);
  if (view === undefined) return;
  view.pipeline = pipeline!;
  view.on = on!;
}

const indexOptions = ['expireAfterSeconds', 'hidden', 'unique', 'prepareUnique'];

function indexToChange(collection: Collection, change: Doc): Index {
  for (const field of change.keys()) {
    if (field !== 'name' && field !== 'keyPattern' && !indexOptions.includes(field))
      throw mongoError(40415, `BSON field 'collMod.index.${field}' is an unknown field.`);
  }
  const name = change.get('name');
  const pattern = change.get('keyPattern');
  if (name !== undefined && pattern !== undefined)
    throw mongoError('InvalidOptions', 'Cannot specify both key pattern and name.');
  if (name === undefined && pattern === undefined)
    throw mongoError('InvalidOptions', 'Must specify either index name or key pattern.');
  if (!indexOptions.some((option) => change.has(option)))
    throw mongoError('InvalidOptions', 'no expireAfterSeconds, hidden, unique, or prepareUnique field');
  const found = collection.indexes.filter((index) =>
    name === undefined ? isDoc(pattern) && samePattern(index.keyPattern, pattern) : index.name === name,
  );
  const what = name === undefined ? 'by its key' : String(name);
  const namespace = `${collection.db}.${collection.name}`;
  if (found.length === 0) throw mongoError('IndexNotFound', `cannot find index ${what} for ns ${namespace}`);
  if (found.length > 1)
    throw mongoError('AmbiguousIndexKeyPattern', `index keyPattern matches ${found.length} indexes, must use name`);
  return found[0]!;
}

const samePattern = (a: Doc, b: Doc): boolean => equal(a, b);

function flagOf(change: Doc, field: string): boolean | undefined {
  const value = change.get(field);
  if (value === undefined || typeof value === 'boolean') return value;
  if (isNumeric(value)) return Number(value.toString()) !== 0;
  throw typeMismatch(
    `BSON field 'collMod.index.${field}' is the wrong type '${typeName(value)}', expected types '[bool, long, int, decimal, double]'`,
  );
}

async function changeIndex(
  context: Context,
  collection: Collection,
  index: Index,
  change: Doc,
  isDry: boolean,
): Promise<Answer> {
  const isPrepared = flagOf(change, 'prepareUnique');
  const isUnique = flagOf(change, 'unique');
  if (isUnique === false) throw badValue('Cannot make index non-unique');
  if (isPrepared !== undefined && indexOptions.filter((option) => change.has(option)).length > 1)
    throw mongoError('InvalidOptions', 'prepareUnique cannot be combined with any other modification.');
  if (isUnique === true && isDry) {
    await refuseViolations(context, collection, index);
    return {};
  }
  const reply = { ...changeExpiry(collection, index, change), ...changeHidden(index, flagOf(change, 'hidden')) };
  if (isPrepared !== undefined) return { ...reply, ...(await prepareUnique(context, index, isPrepared)) };
  return isUnique === true ? { ...reply, ...(await makeUnique(context, collection, index)) } : reply;
}

function changeExpiry(collection: Collection, index: Index, change: Doc): Answer {
  const seconds = change.get('expireAfterSeconds');
  if (seconds === undefined) return {};
  if (index.isId) throw mongoError('InvalidOptions', 'the _id field does not support TTL indexes');
  if (index.paths.length > 1)
    throw mongoError('InvalidOptions', 'TTL indexes are single-field indexes, compound indexes do not support TTL');
  if (collection.capped !== undefined)
    throw mongoError('InvalidOptions', 'TTL indexes are not supported for capped collections.');
  const reply: Answer = {};
  if (index.expireAfterSeconds !== undefined) reply.expireAfterSeconds_old = BigInt(index.expireAfterSeconds);
  index.expireAfterSeconds = checkExpiry(seconds, 'InvalidOptions');
  index.spec.set('expireAfterSeconds', index.expireAfterSeconds);
  return { ...reply, expireAfterSeconds_new: BigInt(index.expireAfterSeconds) };
}

function changeHidden(index: Index, isHidden: boolean | undefined): Answer {
  if (isHidden === undefined) return {};
  if (index.isId) throw badValue("can't hide _id index");
  if (index.isHidden === isHidden) return {};
  const reply = { hidden_old: index.isHidden, hidden_new: isHidden };
  index.isHidden = isHidden;
  setFlag(index, 'hidden', isHidden);
  return reply;
}

function setFlag(index: Index, field: string, isSet: boolean): void {
  if (isSet) index.spec.set(field, true);
  else index.spec.delete(field);
}

/** From the answer on no write adds a second document under a key of the index. */
async function prepareUnique(context: Context, index: Index, isPrepared: boolean): Promise<Answer> {
  if (index.isPreparingUnique === isPrepared || index.isUnique) return {};
  index.isPreparingUnique = isPrepared;
  setFlag(index, 'prepareUnique', isPrepared);
  // Transactions that began before have written without the check.
  if (isPrepared) await context.engine.conflicts.settled();
  return { prepareUnique_old: !isPrepared, prepareUnique_new: isPrepared };
}

async function makeUnique(context: Context, collection: Collection, index: Index): Promise<Answer> {
  if (index.isUnique) return {};
  if (!index.isPreparingUnique)
    throw mongoError(
      'InvalidOptions',
      "Cannot make index unique with 'prepareUnique=false'. Run collMod to set it first.",
    );
  await refuseViolations(context, collection, index);
  const spec: Doc = new Map();
  for (const [field, value] of index.spec) {
    if (field !== 'prepareUnique') spec.set(field, value);
    if (field === 'name') spec.set('unique', true);
  }
  await rebuildIndex(context, collection, index, spec);
  return { unique_new: true };
}

/** So many ids fit into an answer. */
const MOST_VIOLATORS = 200_000;

async function refuseViolations(context: Context, collection: Collection, index: Index): Promise<void> {
  if (index.isUnique) return;
  const violations = await violationsOf(context, collection, index);
  if (violations.length === 0) return;
  throw mongoError(
    'CannotConvertIndexToUnique',
    'Cannot convert the index to unique. Please resolve conflicting documents before running collMod again.',
    { violations: violations.map((ids) => doc({ ids })) },
  );
}

/** The ids of documents that share a key, key by key. */
async function violationsOf(context: Context, collection: Collection, index: Index): Promise<Value[][]> {
  const view = context.engine.store.latest;
  const start = treeStart(index.tree);
  let rest: Range | undefined = { start, end: afterPrefix(start), reverse: false };
  const violations: Value[][] = [];
  let violators = 0;
  let shared: { key: Buffer; records: number[] } = { key: Buffer.alloc(0), records: [] };
  const close = (): void => {
    if (shared.records.length < 2) return;
    violators += shared.records.length;
    if (violators > MOST_VIOLATORS)
      throw mongoError(
        'CannotConvertIndexToUnique',
        'Cannot convert the index to unique. Too many conflicting documents were detected. Please resolve them and rerun collMod.',
      );
    violations.push(
      shared.records.flatMap((record) => {
        const bytes = view.get(recordKey(collection.tree, record));
        return bytes === undefined ? [] : [new RawDoc(bytes).get('_id')!];
      }),
    );
  };
  while (rest !== undefined) {
    const { keys, next }: { keys: Buffer[]; next: Range | undefined } = view.chunk(rest, 1000, true);
    for (const whole of keys) {
      const key = whole.subarray(0, whole.length - RECORD_BYTES);
      if (!key.equals(shared.key)) {
        close();
        shared = { key, records: [] };
      }
      shared.records.push(recordAtEnd(whole));
    }
    rest = next;
    await breathe();
  }
  close();
  return violations;
}
