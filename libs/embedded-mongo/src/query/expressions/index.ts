import { mongoError } from '../../errors.js';
import type { Value } from '../../values/index.js';
import { aggregateOperators } from './aggregates.js';
import { arithmeticOperators } from './arithmetic.js';
import { arrayOperators } from './arrays.js';
import { typeOperators } from './convert.js';
import { compile, newScope, register, runner, type Compiled, type ExpressionOptions, type Operator } from './core.js';
import { dateOperators } from './dates.js';
import { logicOperators } from './logic.js';
import { objectOperators } from './objects.js';
import { stringOperators } from './strings.js';

export type { Compiled, ExpressionOptions, Variables } from './core.js';

const refuse =
  (code: number, message: string): Operator =>
  () => {
    throw mongoError(code, message);
  };

/** What needs server-side JavaScript or a text index, refused as a MongoDB server without them does. */
const refusedOperators: Record<string, Operator> = {
  $function: refuse(31264, '$function requires server-side JavaScript, which this server does not have'),
  $meta: refuse(40218, 'query requires text score metadata, but it is not available'),
};

for (const family of [
  aggregateOperators,
  arithmeticOperators,
  arrayOperators,
  typeOperators,
  dateOperators,
  logicOperators,
  objectOperators,
  stringOperators,
  refusedOperators,
]) {
  register(family);
}

/** Compiles an expression once. An operator that MongoDB does not know is refused with InvalidPipelineOperator (168). */
export function compileExpression(value: Value, options: ExpressionOptions): Compiled {
  const scope = newScope(options);
  return runner(compile(value, scope), scope);
}
