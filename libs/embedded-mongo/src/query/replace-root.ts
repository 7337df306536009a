import { mongoError } from '../errors.js';
import { isDoc, typeName, type Value } from '../values/index.js';
import { describe } from './describe.js';
import { compileExpression, type ExpressionOptions } from './expressions/index.js';
import type { Projection } from './projection.js';

/** Compiles `$replaceRoot` (with its `newRoot`) and `$replaceWith`. */
export function parseReplaceRoot(argument: Value, options: ExpressionOptions, stage: string): Projection {
  let expression = argument;
  if (stage === '$replaceRoot') {
    if (!isDoc(argument))
      throw mongoError(40229, `expected an object as specification for $replaceRoot stage, got ${typeName(argument)}`);
    for (const name of argument.keys())
      if (name !== 'newRoot') throw mongoError(40415, `BSON field '$replaceRoot.${name}' is an unknown field.`);
    if (!argument.has('newRoot'))
      throw mongoError(40414, "BSON field '$replaceRoot.newRoot' is missing but a required field");
    expression = argument.get('newRoot')!;
  }
  const run = compileExpression(expression, options);
  return (doc) => {
    const root = run.on(doc);
    if (isDoc(root)) return root;
    throw mongoError(
      40228,
      `'${stage === '$replaceRoot' ? 'newRoot' : 'replacement document'}' expression must evaluate to an object, but resulting value was: ${root === undefined ? 'MISSING' : describe(root)}. Type of resulting value: '${typeName(root)}'.`,
    );
  };
}
