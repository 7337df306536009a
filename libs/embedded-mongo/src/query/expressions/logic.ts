import { failedToParse, mongoError, type CodeName } from '../../errors.js';
import { compare, isDoc, isNullish, type Doc, type Value } from '../../values/index.js';
import { isTruthy } from '../truth.js';
import {
  argumentList,
  binary,
  checkVariableName,
  compile,
  constant,
  fold,
  unary,
  withVariable,
  type Expr,
  type Operator,
  type Scope,
} from './core.js';

function comparison(accepts: (order: number) => boolean): Operator {
  return (argument, scope, name) => {
    const [left, right] = argumentList(argument, scope, name, 2) as [Expr, Expr];
    const { collation } = scope;
    return fold((env) => accepts(compare(left(env), right(env), collation)), [left, right]);
  };
}

/** Compiles named parts of an operator's argument. */
function fieldsOf(argument: Value, name: string, code: number | CodeName): Doc {
  if (!isDoc(argument)) throw mongoError(code, `${name} only supports an object as an argument`);
  return argument;
}

const conditional: Operator = (argument, scope) => {
  let exprs: Expr[];
  if (isDoc(argument)) {
    for (const key of argument.keys()) {
      if (!['if', 'then', 'else'].includes(key)) throw mongoError(17083, `Unrecognized parameter to $cond: ${key}`);
    }
    exprs = (['if', 'then', 'else'] as const).map((key, i) => {
      if (!argument.has(key)) throw mongoError(17080 + i, `Missing '${key}' parameter to $cond`);
      return compile(argument.get(key)!, scope);
    });
  } else exprs = argumentList(argument, scope, '$cond', 3);
  const [condition, then, otherwise] = exprs as [Expr, Expr, Expr];
  if (condition.constant) return isTruthy(condition({ root: new Map(), vars: [] })) ? then : otherwise;
  return (env) => (isTruthy(condition(env)) ? then(env) : otherwise(env));
};

function parseBranch(branch: Value, scope: Scope): { condition: Expr; then: Expr } {
  if (!isDoc(branch)) throw mongoError(40062, '$switch expected each branch to be an object');
  for (const key of branch.keys())
    if (key !== 'case' && key !== 'then')
      throw mongoError(40063, `$switch found an unknown argument to a branch: ${key}`);
  if (!branch.has('case')) throw mongoError(40064, "$switch requires each branch have a 'case' expression");
  if (!branch.has('then')) throw mongoError(40065, "$switch requires each branch have a 'then' expression.");
  return { condition: compile(branch.get('case')!, scope), then: compile(branch.get('then')!, scope) };
}

const switchOperator: Operator = (argument, scope) => {
  const fields = fieldsOf(argument, '$switch', 40060);
  for (const key of fields.keys())
    if (key !== 'branches' && key !== 'default') throw mongoError(40067, `$switch found an unknown argument: ${key}`);
  const list = fields.get('branches');
  if (list !== undefined && !Array.isArray(list)) throw mongoError(40061, "$switch expected an array for 'branches'");
  if (list === undefined || list.length === 0) throw mongoError(40068, '$switch requires at least one branch.');
  const branches = list.map((branch) => parseBranch(branch, scope));
  const otherwise = fields.has('default') ? compile(fields.get('default')!, scope) : undefined;
  return (env) => {
    for (const { condition, then } of branches) if (isTruthy(condition(env))) return then(env);
    if (otherwise) return otherwise(env);
    throw mongoError(40066, '$switch could not find a matching branch for an input, and no default was specified.');
  };
};

const letOperator: Operator = (argument, scope) => {
  const fields = fieldsOf(argument, '$let', 16874);
  for (const key of fields.keys())
    if (key !== 'vars' && key !== 'in') throw mongoError(16875, `Unrecognized parameter to $let: ${key}`);
  const vars = fields.get('vars');
  if (vars === undefined) throw mongoError(16876, "Missing 'vars' parameter to $let");
  if (!fields.has('in')) throw mongoError(16877, "Missing 'in' parameter to $let");
  if (!isDoc(vars)) throw failedToParse('invalid parameter: expected an object (vars)');
  let inner = scope;
  const assignments: { slot: number; expr: Expr }[] = [];
  for (const [name, value] of vars) {
    checkVariableName(name);
    const expr = compile(value, scope);
    const added = withVariable(inner, name);
    inner = added.scope;
    assignments.push({ slot: added.slot, expr });
  }
  const body = compile(fields.get('in')!, inner);
  return (env) => {
    for (const { slot, expr } of assignments) env.vars[slot] = expr(env);
    return body(env);
  };
};

const ifNull: Operator = (argument, scope) => {
  if (!Array.isArray(argument) || argument.length < 2)
    throw mongoError(
      1257300,
      '$ifNull needs at least two arguments, had: ' + (Array.isArray(argument) ? argument.length : 1),
    );
  const exprs = argument.map((item) => compile(item, scope));
  const run: Expr = (env) => {
    let value: Value | undefined;
    for (const expr of exprs) {
      value = expr(env);
      if (!isNullish(value)) return value;
    }
    return value;
  };
  return fold(run, exprs);
};

function connective(stopsAt: boolean): Operator {
  return (argument, scope, name) => {
    const exprs = argumentList(argument, scope, name, 0, Infinity);
    return fold((env) => {
      for (const expr of exprs) if (isTruthy(expr(env)) === stopsAt) return stopsAt;
      return !stopsAt;
    }, exprs);
  };
}

export const logicOperators: Record<string, Operator> = {
  $eq: comparison((order) => order === 0),
  $ne: comparison((order) => order !== 0),
  $gt: comparison((order) => order > 0),
  $gte: comparison((order) => order >= 0),
  $lt: comparison((order) => order < 0),
  $lte: comparison((order) => order <= 0),
  $cmp: binary((a, b, _name, scope) => compare(a, b, scope.collation)),
  $and: connective(false),
  $or: connective(true),
  $not: unary((value) => !isTruthy(value)),
  $cond: conditional,
  $switch: switchOperator,
  $ifNull: ifNull,
  $let: letOperator,
  $literal: (argument) => constant(argument),
  $const: (argument) => constant(argument),
  $expr: (argument, scope) => compile(argument, scope),
  $rand: (argument) => {
    if (!(isDoc(argument) && argument.size === 0) && !(Array.isArray(argument) && argument.length === 0)) {
      throw mongoError(3040501, '$rand does not currently accept arguments');
    }
    return () => Math.random();
  },
};
