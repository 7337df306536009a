import { failedToParse, mongoError } from '../../errors.js';
import { BSONRegExp } from 'bson';
import {
  BsonUndefined,
  encodeKey,
  isDoc,
  isNullish,
  toDoc,
  typeName,
  type Collation,
  type Doc,
  type Fields,
  type Value,
} from '../../values/index.js';
import {
  checkFieldName,
  checkVariableName,
  compile,
  newScope,
  pathReader,
  runner,
  type Compiled,
} from '../expressions/core.js';
import { bytesOfDoc, Memory } from '../memory.js';
import { checkFieldPath, collectAt } from '../path.js';
import {
  batchesOf,
  chain,
  collect,
  parseSub,
  type Batch,
  type Batches,
  type PipelineContext,
  type StageParser,
} from './core.js';
import { parsePipeline } from './pipeline.js';
import { withPath } from './unwind.js';

interface Lookup {
  from: string;
  database: string | undefined;
  as: string[];
  local: string[] | undefined;
  foreign: string | undefined;
  variables: [string, Compiled][];
  stages: Value[] | undefined;
}

function text(argument: Doc, name: string): string {
  const value = argument.get(name);
  if (typeof value !== 'string')
    throw failedToParse(`$lookup argument '${name}' must be a string, found ${typeName(value)}`);
  return value;
}

const known = ['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'];

function parse(argument: Value, context: PipelineContext): Lookup {
  if (!isDoc(argument))
    throw failedToParse(`the $lookup stage specification must be an object, but found ${typeName(argument)}`);
  for (const key of argument.keys())
    if (!known.includes(key)) throw failedToParse(`unknown argument to $lookup: ${key}`);
  const from = argument.get('from');
  const stages = argument.get('pipeline');
  const hasFields = argument.has('localField') || argument.has('foreignField');
  if (!argument.has('as')) throw failedToParse("must specify 'as' field for a $lookup");
  if (from === undefined && !(Array.isArray(stages) && isDoc(stages[0]) && stages[0].has('$documents')))
    throw failedToParse("must specify 'from' field for a $lookup");
  if (hasFields && !(argument.has('localField') && argument.has('foreignField'))) {
    throw failedToParse("$lookup requires both or neither of 'localField' and 'foreignField' to be specified");
  }
  if (!hasFields && stages === undefined)
    throw failedToParse("$lookup requires either 'pipeline' or both 'localField' and 'foreignField' to be specified");
  if (stages !== undefined && !Array.isArray(stages))
    throw mongoError('TypeMismatch', "'pipeline' option must be specified as an array");
  const lets = argument.get('let');
  if (lets !== undefined && !isDoc(lets))
    throw failedToParse(`$lookup argument 'let' must be an object, but found ${typeName(lets)}`);
  if (lets !== undefined && stages === undefined) throw failedToParse("$lookup with 'let' requires a 'pipeline'");
  if (stages) parseSub(stages, context, '$lookup', { variables: placeholders(context, lets) });
  return {
    from:
      typeof from === 'string'
        ? from
        : isDoc(from)
          ? text(from, 'coll')
          : from === undefined
            ? ''
            : text(argument, 'from'),
    database: isDoc(from) ? text(from, 'db') : undefined,
    as: checkFieldPath(text(argument, 'as')),
    local: hasFields ? checkFieldPath(text(argument, 'localField')) : undefined,
    foreign: hasFields ? checkFieldPath(text(argument, 'foreignField')).join('.') : undefined,
    variables: [...(lets ?? new Map<string, Value>())].map(([name, expression]) => {
      checkVariableName(name);
      const scope = newScope(context);
      return [name, runner(compile(expression, scope), scope)];
    }),
    stages,
  };
}

function placeholders(context: PipelineContext, lets: Doc | undefined): Map<string, Value | undefined> {
  return new Map([...(context.variables ?? []), ...[...(lets?.keys() ?? [])].map((name) => [name, null] as const)]);
}

const keyOf = (value: Value, collation?: Collation): string =>
  Buffer.from(encodeKey([value], [], collation)).toString('latin1');

/** The values by which a document is joined: those at the path, an array taken apart; null where the field is missing. */
function joinValues(doc: Fields, path: readonly string[]): Value[] {
  const value = pathReader(path)(doc);
  if (!Array.isArray(value)) return [isNullish(value) ? null : value!];
  return value.map((item) => (isNullish(item) ? null : item));
}

/** Those of the other side also by the whole arrays, as a filter's equality sees them. */
function foreignValues(doc: Fields, path: readonly string[]): Value[] {
  const values: Value[] = [];
  collectAt(doc, path, (value) => {
    if (!(value instanceof BsonUndefined)) values.push(value ?? null);
  });
  if (path.length === 1) {
    const whole = doc.get(path[0]!);
    if (Array.isArray(whole)) values.push(whole);
  }
  return values;
}

/** A filter that finds whatever has one of the values; regular expressions are values here, not patterns. */
export function anyOf(path: string, values: readonly Value[]): Doc {
  const regexes = values.filter((value) => value instanceof BSONRegExp);
  const plain: Doc = new Map([
    [path, new Map([['$in', values.filter((value) => !(value instanceof BSONRegExp))]])],
  ]) as Doc;
  if (regexes.length === 0) return plain;
  return new Map([['$or', [plain, ...regexes.map((regex) => new Map([[path, new Map([['$eq', regex]])]]))]]]) as Doc;
}

/** Joins a whole batch by one query on the other collection. */
async function joinBatch(batch: Batch, lookup: Lookup, context: PipelineContext): Promise<Doc[]> {
  const { collation } = context;
  const wanted = new Map<string, Value>();
  const keys = batch.map((doc) => {
    const values = joinValues(doc, lookup.local!);
    return values.map((value) => {
      const key = keyOf(value, collation);
      wanted.set(key, value);
      return key;
    });
  });
  const memory = memoryOf(lookup.from);
  const found = new Map<string, { doc: Doc; place: number }[]>();
  const path = lookup.foreign!.split('.');
  let place = 0;
  if (wanted.size > 0) {
    const source = context.source({
      collection: lookup.from,
      database: lookup.database,
      filter: anyOf(lookup.foreign!, [...wanted.values()]),
    });
    for await (const docs of source) {
      for (const fields of docs) {
        memory.add(bytesOfDoc(fields));
        const entry = { doc: toDoc(fields), place: place++ };
        for (const key of new Set(foreignValues(fields, path).map((value) => keyOf(value, collation)))) {
          const list = found.get(key);
          if (list) list.push(entry);
          else found.set(key, [entry]);
        }
      }
    }
  }
  return batch.map((fields, i) => {
    const matched = keys[i]!.length === 1 ? (found.get(keys[i]![0]!) ?? []) : merged(keys[i]!, found);
    return withPath(
      toDoc(fields),
      lookup.as,
      matched.map(({ doc }) => doc),
    );
  });
}

function merged<T extends { place: number }>(keys: readonly string[], found: ReadonlyMap<string, T[]>): T[] {
  const entries = new Set(keys.flatMap((key) => found.get(key) ?? []));
  return [...entries].sort((a, b) => a.place - b.place);
}

/** For the documents that are joined. */
const memoryOf = (collection: string): Memory =>
  new Memory(4568, `Total size of documents in ${collection} matching pipeline's $lookup stage exceeds the limit`);

/** Runs the inner pipeline for one document, with its variables. */
function runInner(doc: Fields, lookup: Lookup, context: PipelineContext): Batches {
  const variables = new Map<string, Value | undefined>(context.variables ?? []);
  for (const [name, value] of lookup.variables) variables.set(name, value.on(doc));
  const inner: PipelineContext = { ...context, variables, collection: lookup.from, within: '$lookup' };
  const stages = [...lookup.stages!];
  if (lookup.local) {
    const values = joinValues(doc, lookup.local);
    stages.unshift(new Map([['$match', anyOf(lookup.foreign!, values)]]));
  }
  return runPipeline(stages, inner, lookup.from, lookup.database);
}

/** Runs stages on another collection; its beginning goes to the planner. */
export function runPipeline(
  stages: readonly Value[],
  context: PipelineContext,
  collection: string,
  database?: string,
): Batches {
  const pipeline = parsePipeline(stages, context);
  if (pipeline.hasOwnSource) return pipeline.run(empty());
  return pipeline.run(context.source({ collection, database, variables: context.variables, ...pipeline.leading }));
}

export async function* empty(): AsyncGenerator<Batch> {
  // nothing to give
}

const lookup: StageParser = (argument, context) => {
  const spec = parse(argument, context);
  if (!spec.stages) {
    return async function* (input) {
      for await (const batch of input) yield await joinBatch(batch, spec, context);
    };
  }
  const isConstant = spec.local === undefined && spec.variables.length === 0;
  return async function* (input) {
    let cached: Doc[] | undefined;
    for await (const batch of input) {
      const result: Doc[] = [];
      for (const doc of batch) {
        const joined = cached ?? (await collect(runInner(doc, spec, context), memoryOf(spec.from))).map(toDoc);
        if (isConstant) cached = joined;
        result.push(withPath(toDoc(doc), spec.as, joined));
      }
      yield result;
    }
  };
};

const unionWith: StageParser = (argument, context) => {
  const spec = isDoc(argument) ? argument : undefined;
  if (!spec && typeof argument !== 'string')
    throw failedToParse(
      `the $unionWith stage specification must be an object or string, but found ${typeName(argument)}`,
    );
  for (const key of spec?.keys() ?? [])
    if (!['coll', 'pipeline', 'db'].includes(key))
      throw mongoError(40415, `BSON field '$unionWith.${key}' is an unknown field.`);
  const collection = spec ? spec.get('coll') : argument;
  const stages = spec?.get('pipeline') ?? [];
  if (!Array.isArray(stages))
    throw mongoError('TypeMismatch', "BSON field '$unionWith.pipeline' is the wrong type, expected type 'array'");
  if (typeof collection !== 'string' && stages.length === 0)
    throw failedToParse(
      '$unionWith stage without explicit collection must have a pipeline with $documents as first stage',
    );
  parseSub(stages, context, '$unionWith');
  return async function* (input) {
    yield* input;
    const name = (collection as string | undefined) ?? '';
    yield* runPipeline(stages, { ...context, collection: name, within: '$unionWith' }, name);
  };
};

const facet: StageParser = (argument, context) => {
  if (!isDoc(argument))
    throw mongoError(40169, `the $facet specification must be a non-empty object, but found: ${typeName(argument)}`);
  if (argument.size === 0) throw mongoError(40169, 'the $facet specification must be a non-empty object');
  const facets = [...argument].map(([name, stages]) => {
    checkFieldName(name);
    if (!Array.isArray(stages))
      throw mongoError(40170, `arguments to $facet must be arrays, ${name} is type ${typeName(stages)}`);
    return [name, parseSub(stages, context, '$facet')] as const;
  });
  return async function* (input) {
    const memory = new Memory(4031700, 'document constructed by $facet exceeds the limit');
    const docs = await collect(input, Memory.ofStage('$facet'));
    const result: Doc = new Map();
    for (const [name, stages] of facets)
      result.set(name, (await collect(chain(stages, batchesOf(docs)), memory)).map(toDoc));
    yield [result];
  };
};

export const lookupStages: Record<string, StageParser> = { $lookup: lookup, $unionWith: unionWith, $facet: facet };
