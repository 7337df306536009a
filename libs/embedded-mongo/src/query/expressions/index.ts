import type { Value } from '../../values/index.js';
import { compile, newScope, runner, type Compiled, type ExpressionOptions } from './core.js';

export type { Compiled, ExpressionOptions, Variables } from './core.js';

/** Compiles an expression once. An operator that MongoDB does not know is refused with InvalidPipelineOperator (168). */
export function compileExpression(value: Value, options: ExpressionOptions): Compiled {
  const scope = newScope(options);
  return runner(compile(value, scope), scope);
}
