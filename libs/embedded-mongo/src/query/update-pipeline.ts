import { failedToParse, mongoError, typeMismatch } from '../errors.js';
import { isDoc, type Doc } from '../values/index.js';
import type { ExpressionOptions } from './expressions/index.js';
import { parseAddFields, parseProject, parseUnset, type Projection } from './projection.js';
import { parseReplaceRoot } from './replace-root.js';

function parseStage(stage: Doc, options: ExpressionOptions): Projection {
  if (!isDoc(stage)) throw typeMismatch("Each element of the 'pipeline' array must be an object");
  if (stage.size !== 1)
    throw mongoError(40323, 'A pipeline stage specification object must contain exactly one field.');
  const [name, argument] = stage.entries().next().value!;
  switch (name) {
    case '$set':
    case '$addFields':
      return parseAddFields(argument, options, name);
    case '$unset':
      return parseUnset(argument);
    case '$project':
      return parseProject(argument, options);
    case '$replaceRoot':
    case '$replaceWith':
      return parseReplaceRoot(argument, options, name);
    default:
      if (/^\$(match|group|sort|limit|skip|unwind|lookup|facet|count|out|merge|bucket|sample|unionWith)/.test(name)) {
        throw mongoError('InvalidOptions', `${name} is not allowed to be used within an update`);
      }
      if (!name.startsWith('$')) throw failedToParse(`Unrecognized pipeline stage name: '${name}'`);
      throw mongoError(40324, `Unrecognized pipeline stage name: '${name}'`);
  }
}

/** Compiles an update given as a pipeline. */
export function parseUpdatePipeline(stages: readonly Doc[], options: ExpressionOptions): Projection {
  const steps = stages.map((stage) => parseStage(stage, options));
  return (doc) => steps.reduce<Doc>((current, step) => step(current), doc as Doc);
}
