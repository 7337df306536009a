import { compileExpression, type Variables } from '../query/index.js';
import type { Doc, Value } from '../values/index.js';

const noFields: Doc = new Map();

/** The variables of a command's `let`: expressions that read no document. */
export function evaluateLet(variables: Doc | undefined, now: Date): Variables | undefined {
  if (variables === undefined || variables.size === 0) return undefined;
  const values = new Map<string, Value | undefined>();
  for (const [name, expression] of variables) values.set(name, compileExpression(expression, { now }).on(noFields));
  return values;
}
