import { mongoError } from '../../errors.js';
import { isDoc, type Doc, type Value } from '../../values/index.js';
import { chain, type Stage, type StageParser } from './core.js';
import { parseAddFields } from '../projection.js';
import { eachDoc } from './core.js';
import { setWindowFields } from './window.js';

/** `$fill` is `$addFields` for the values and `$setWindowFields` for the methods. */
const fill: StageParser = (argument, context, name, rest) => {
  if (!isDoc(argument)) throw mongoError('FailedToParse', 'the $fill stage specification must be an object');
  for (const key of argument.keys()) {
    if (!['partitionBy', 'partitionByFields', 'sortBy', 'output'].includes(key))
      throw mongoError(40415, `BSON field '$fill.${key}' is an unknown field.`);
  }
  const output = argument.get('output');
  if (!isDoc(output) || output.size === 0)
    throw mongoError(40414, "BSON field '$fill.output' is missing but a required field");
  const fields = argument.get('partitionByFields');
  if (fields !== undefined && argument.has('partitionBy'))
    throw mongoError(6050204, "Maximum one of 'partitionBy' and 'partitionByFields can be specified in '$fill'");
  const partitionBy =
    fields === undefined
      ? argument.get('partitionBy')
      : new Map((fields as string[]).map((field) => [field, `$${field}`]));
  const windows: Doc = new Map();
  const values: Doc = new Map();
  for (const [path, spec] of output) {
    if (!isDoc(spec) || spec.size !== 1)
      throw mongoError(6050201, 'Each fill output must have exactly one of method or value');
    if (spec.has('value')) values.set(path, new Map([['$ifNull', [`$${path}`, spec.get('value')!]]]));
    else if (spec.get('method') === 'locf') windows.set(path, new Map([['$locf', `$${path}`]]));
    else if (spec.get('method') === 'linear') {
      if (!argument.has('sortBy'))
        throw mongoError(
          'BadValue',
          '$linearFill must be specified with a top level sortBy expression with exactly one element',
        );
      windows.set(path, new Map([['$linearFill', `$${path}`]]));
    } else throw mongoError(6050202, `Method must be either locf or linear`);
  }
  const stages: Stage[] = [];
  if (windows.size > 0) {
    const spec: Doc = new Map<string, Value>();
    if (partitionBy !== undefined) spec.set('partitionBy', partitionBy as Value);
    if (argument.has('sortBy')) spec.set('sortBy', argument.get('sortBy')!);
    spec.set('output', windows);
    stages.push(setWindowFields(spec, context, name, rest));
  }
  if (values.size > 0) stages.push(eachDoc(parseAddFields(values, context, '$fill')));
  return (input) => chain(stages, input);
};

export const fillStages: Record<string, StageParser> = { $fill: fill };
