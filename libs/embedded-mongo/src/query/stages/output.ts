import { mongoError } from '../../errors.js';
import { isDoc, toDoc, typeName, type Doc, type Value } from '../../values/index.js';
import { compileExpression, type Variables } from '../expressions/index.js';
import { valueAt } from '../path.js';
import { checkStorable } from '../storable.js';
import { parseUpdatePipeline } from '../update-pipeline.js';
import { idFirst } from '../update.js';
import { ObjectId } from 'bson';
import { eachDoc, type PipelineContext, type StageParser, type Target } from './core.js';

function withId(doc: Doc): Doc {
  const result = doc.has('_id') ? idFirst(doc) : (new Map([['_id', new ObjectId()], ...doc]) as Doc);
  checkStorable(result);
  return result;
}

function targetOf(argument: Value, context: PipelineContext, stage: string): Target {
  if (typeof argument === 'string') return { database: context.database, collection: argument };
  if (!isDoc(argument))
    throw mongoError(
      stage === '$out' ? 16990 : 51178,
      `${stage} only supports a string or object argument, but found ${typeName(argument)}`,
    );
  const collection = argument.get('coll');
  const database = argument.get('db') ?? context.database;
  if (typeof collection !== 'string' || typeof database !== 'string')
    throw mongoError(16994, `If an object is passed to ${stage} it must have exactly 2 fields: 'db' and 'coll'`);
  return { database, collection };
}

const out: StageParser = (argument, context) => {
  const target = targetOf(argument, context, '$out');
  return async function* (input) {
    await context.sink.replace(target, eachDoc((doc) => withId(toDoc(doc)))(input));
  };
};

const matchedModes = ['replace', 'keepExisting', 'merge', 'fail'];
const notMatchedModes = ['insert', 'discard', 'fail'];

interface Merge {
  target: Target;
  on: string[];
  whenMatched: string | Doc[];
  whenNotMatched: string;
  lets: Doc | undefined;
}

function modeOf(argument: Doc, name: string, modes: readonly string[], fallback: string): string {
  const value = argument.get(name) ?? fallback;
  if (typeof value !== 'string' || !modes.includes(value))
    throw mongoError(
      'BadValue',
      `Enumeration value '${String(value)}' for field '$merge.${name}' is not a valid value.`,
    );
  return value;
}

function parseMerge(argument: Value, context: PipelineContext): Merge {
  if (typeof argument === 'string')
    return {
      target: targetOf(argument, context, '$merge'),
      on: ['_id'],
      whenMatched: 'merge',
      whenNotMatched: 'insert',
      lets: undefined,
    };
  if (!isDoc(argument))
    throw mongoError(51182, `$merge requires a string or object argument, but found ${typeName(argument)}`);
  for (const key of argument.keys()) {
    if (!['into', 'on', 'let', 'whenMatched', 'whenNotMatched'].includes(key))
      throw mongoError(40415, `BSON field '$merge.${key}' is an unknown field.`);
  }
  if (!argument.has('into')) throw mongoError(40414, "BSON field '$merge.into' is missing but a required field");
  const target = targetOf(argument.get('into')!, context, '$merge');
  const on = argument.get('on') ?? '_id';
  const fields = (Array.isArray(on) ? on : [on]) as string[];
  if (fields.length === 0 || !fields.every((field) => typeof field === 'string'))
    throw mongoError(51187, "If explicitly specifying $merge 'on', must include at least one field");
  if (argument.has('on') && !context.sink.isUnique(target, fields))
    throw mongoError(51183, 'Cannot find index to verify that join fields will be unique');
  const matched = argument.get('whenMatched');
  const lets = argument.get('let');
  if (lets !== undefined && !isDoc(lets))
    throw mongoError('TypeMismatch', "BSON field '$merge.let' is the wrong type, expected type 'object'");
  if (lets !== undefined && !Array.isArray(matched))
    throw mongoError(51199, "Cannot use 'let' variables with a $merge that is no pipeline");
  return {
    target,
    on: fields,
    whenMatched: Array.isArray(matched) ? (matched as Doc[]) : modeOf(argument, 'whenMatched', matchedModes, 'merge'),
    whenNotMatched: modeOf(argument, 'whenNotMatched', notMatchedModes, 'insert'),
    lets,
  };
}

function mergeVariables(doc: Doc, merge: Merge, context: PipelineContext): Variables {
  const variables = new Map<string, Value | undefined>(context.variables ?? []);
  variables.set('new', doc);
  for (const [name, expression] of merge.lets ?? [])
    variables.set(name, compileExpression(expression, context).on(doc));
  return variables;
}

function changeFor(doc: Doc, merge: Merge, context: PipelineContext): (existing: Doc) => Doc {
  const { whenMatched } = merge;
  if (typeof whenMatched !== 'string') {
    const run = parseUpdatePipeline(whenMatched, { ...context, variables: mergeVariables(doc, merge, context) });
    return (existing) => idFirst(run(existing));
  }
  switch (whenMatched) {
    case 'replace':
      return (existing) =>
        idFirst(new Map([['_id', existing.get('_id')!], ...[...doc].filter(([name]) => name !== '_id')]) as Doc);
    case 'merge':
      return (existing) => new Map([...existing, ...[...doc].filter(([name]) => name !== '_id')]) as Doc;
    case 'keepExisting':
      return (existing) => existing;
    default:
      return () => {
        throw mongoError('DuplicateKey', '$merge write error: a matching document was found and whenMatched is fail');
      };
  }
}

async function mergeOne(doc: Doc, merge: Merge, context: PipelineContext): Promise<void> {
  const filter: Doc = new Map();
  for (const field of merge.on) {
    const value = valueAt(doc, field.split('.'));
    if (value === undefined || value === null || Array.isArray(value)) {
      if (field === '_id' && value === undefined) continue;
      throw mongoError(
        51132,
        `$merge write error: 'on' field cannot be missing, null, undefined or an array: ${field}`,
      );
    }
    filter.set(field, new Map([['$eq', value]]));
  }
  const change = changeFor(doc, merge, context);
  const checked = (existing: Doc): Doc => {
    const changed = change(existing);
    checkStorable(changed);
    return changed;
  };
  // The unique index itself tells of a match, with its keys.
  if (merge.whenMatched === 'fail' && merge.whenNotMatched === 'insert')
    return context.sink.insert(merge.target, withId(doc));
  if (filter.size > 0 && (await context.sink.change(merge.target, filter, checked))) return;
  if (merge.whenNotMatched === 'insert') await context.sink.insert(merge.target, withId(doc));
  else if (merge.whenNotMatched === 'fail')
    throw mongoError(
      13113,
      '$merge could not find a matching document in the target collection for at least one document in the source collection',
    );
}

const merge: StageParser = (argument, context) => {
  const spec = parseMerge(argument, context);
  if (typeof spec.whenMatched !== 'string')
    parseUpdatePipeline(spec.whenMatched, { ...context, variables: mergeVariables(new Map(), spec, context) });
  return async function* (input) {
    for await (const batch of input) for (const doc of batch) await mergeOne(toDoc(doc), spec, context);
  };
};

export const outputStages: Record<string, StageParser> = { $out: out, $merge: merge };
