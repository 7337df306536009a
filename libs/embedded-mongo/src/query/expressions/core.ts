import { Timestamp } from 'bson';
import { mongoError, type CodeName, type MongoError } from '../../errors.js';
import {
  isDoc,
  isNullish,
  RawDoc,
  toDoc,
  type Collation,
  type Doc,
  type Fields,
  type Value,
} from '../../values/index.js';
import { checkFieldPath } from '../path.js';

/** What an expression reads while it runs: the document and the variables in their slots. */
export interface Env {
  root: Fields;
  vars: (Value | undefined)[];
}

/** A compiled expression; `constant` where it gives the same value for every document. */
export interface Expr {
  (env: Env): Value | undefined;
  constant?: true;
}

/** Variables of a command's `let` or of an outer pipeline, by name without `$$`. */
export type Variables = ReadonlyMap<string, Value | undefined>;

export interface ExpressionOptions {
  collation?: Collation | undefined;
  variables?: Variables | undefined;
  now: Date;
}

/** What is visible where an expression stands. */
export interface Scope extends ExpressionOptions {
  slots: ReadonlyMap<string, number>;
  counter: { used: number };
}

export type Operator = (argument: Value, scope: Scope, name: string) => Expr;

const operators = new Map<string, Operator>();

export function register(family: Record<string, Operator>): void {
  for (const [name, operator] of Object.entries(family)) operators.set(name, operator);
}

/** True for the name of an expression's operator. */
export function isExpressionName(name: string): boolean {
  return operators.has(name);
}

export function constant(value: Value | undefined): Expr {
  const expr: Expr = () => value;
  expr.constant = true;
  return expr;
}

const NO_DOCUMENT: Env = { root: new Map(), vars: [] };

/** The value of a constant expression. */
export function constantValue(expr: Expr): Value | undefined {
  return expr(NO_DOCUMENT);
}

/** Computes once what depends on no document. */
export function fold(expr: Expr, inputs: readonly Expr[]): Expr {
  if (!inputs.every((input) => input.constant)) return expr;
  try {
    return constant(constantValue(expr));
  } catch {
    return expr; // fails when it runs, and only if there is a document to run it on
  }
}

export function newScope(options: ExpressionOptions): Scope {
  return { ...options, slots: new Map(), counter: { used: 0 } };
}

/** A scope with one more variable, and the slot it lives in. */
export function withVariable(scope: Scope, name: string): { scope: Scope; slot: number } {
  const slot = scope.counter.used++;
  return { scope: { ...scope, slots: new Map(scope.slots).set(name, slot) }, slot };
}

const reserved = new Set([
  'ROOT',
  'REMOVE',
  'NOW',
  'CLUSTER_TIME',
  'DESCEND',
  'PRUNE',
  'KEEP',
  'USER_ROLES',
  'SEARCH_META',
]);

/** Refuses a name that a user's variable cannot have. */
export function checkVariableName(name: string): void {
  if (name === '') throw mongoError('FailedToParse', 'empty variable names are not allowed');
  if (name === 'CURRENT') return;
  if (!/^[a-z\u0080-\uffff]/.test(name)) {
    throw mongoError('FailedToParse', `'${name}' starts with an invalid character for a user variable name`);
  }
  const bad = /[^\w\u0080-\uffff]/.exec(name);
  if (bad)
    throw mongoError('FailedToParse', `'${name}' contains an invalid character for a variable name: '${bad[0]}'`);
}

function compileVariable(name: string, scope: Scope): Expr {
  const slot = scope.slots.get(name);
  if (slot !== undefined) return (env) => env.vars[slot];
  if (name === 'ROOT' || name === 'CURRENT') return (env) => toDoc(env.root);
  if (name === 'REMOVE') return constant(undefined);
  if (name === 'NOW') return constant(scope.now);
  if (name === 'CLUSTER_TIME') return constant(new Timestamp({ t: Math.floor(scope.now.getTime() / 1000), i: 1 }));
  if (name === 'DESCEND' || name === 'PRUNE' || name === 'KEEP') return constant(name.toLowerCase());
  if (name === 'USER_ROLES') return constant([]);
  if (scope.variables?.has(name)) return constant(scope.variables.get(name));
  if (reserved.has(name)) throw mongoError(51144, `Builtin variable '$$${name}' is not available`);
  checkVariableName(name);
  throw mongoError(17276, `Use of undefined variable: ${name}`);
}

/** Walks a path as expressions do: an array stands for its documents, and what is missing in them is left out. */
export function walk(value: Value | undefined, path: readonly string[], at: number): Value | undefined {
  let current = value;
  for (let i = at; i < path.length; i++) {
    if (isDoc(current)) current = current.get(path[i]!);
    else if (Array.isArray(current)) {
      const rest: Value[] = [];
      for (const element of current) {
        const found = isDoc(element) || Array.isArray(element) ? walk(element, path, i) : undefined;
        if (found !== undefined) rest.push(found);
      }
      return rest;
    } else return undefined;
  }
  return current;
}

/** Reads a path of a document for expressions. */
export function pathReader(path: readonly string[]): (fields: Fields) => Value | undefined {
  const [first, second] = path;
  if (path.length === 1) return (fields) => fields.get(first!);
  return (fields) => {
    if (!(fields instanceof RawDoc)) return walk(fields.get(first!), path, 1);
    const child = fields.child(first!);
    if (!(child instanceof RawDoc)) return walk(child, path, 1);
    return walk(child.get(second!), path, 2);
  };
}

function compileFieldPath(text: string, scope: Scope): Expr {
  if (text.startsWith('$$')) {
    const [name, ...rest] = text.slice(2).split('.');
    if (name === '') throw mongoError('FailedToParse', 'empty variable names are not allowed');
    if (rest.length > 0) checkFieldPath(rest.join('.'));
    if ((name === 'ROOT' || name === 'CURRENT') && !scope.slots.has(name) && rest.length > 0) {
      const read = pathReader(rest);
      return (env) => read(env.root);
    }
    const variable = compileVariable(name!, scope);
    if (rest.length === 0) return variable;
    return fold((env) => walk(variable(env), rest, 0), [variable]);
  }
  if (text === '$') throw mongoError(16872, "'$' by itself is not a valid FieldPath");
  const path = checkFieldPath(text.slice(1));
  const current = scope.slots.get('CURRENT');
  if (current !== undefined) return (env) => walk(env.vars[current], path, 0);
  const read = pathReader(path);
  return (env) => read(env.root);
}

/** True for a document that is an operator's call. */
export function isOperatorCall(value: Value): value is Doc & { readonly operatorCall?: never } {
  return isDoc(value) && value.size > 0 && value.keys().next().value!.startsWith('$');
}

function compileOperator(call: Doc, scope: Scope): Expr {
  const [name, argument] = call.entries().next().value!;
  if (call.size > 1) {
    throw mongoError(
      15983,
      `an object representing an expression must have exactly one field: { ${[...call.keys()].join(', ')} }`,
    );
  }
  const operator = operators.get(name);
  if (operator === undefined) throw mongoError('InvalidPipelineOperator', `Unrecognized expression '${name}'`);
  return operator(argument, scope, name);
}

/** Refuses a name that cannot be one field of an object that an expression makes. */
export function checkFieldName(name: string): void {
  if (name.startsWith('$'))
    throw mongoError(16410, `FieldPath field names may not start with '$'. Consider using $getField or $setField.`);
  if (name.includes('.'))
    throw mongoError(16412, "FieldPath field names may not contain '.'. Consider using $getField or $setField.");
}

function compileObject(object: Doc, scope: Scope): Expr {
  const fields: [string, Expr][] = [];
  for (const [name, value] of object) {
    checkFieldName(name);
    fields.push([name, compile(value, scope)]);
  }
  const run: Expr = (env) => {
    const result: Doc = new Map();
    for (const [name, field] of fields) {
      const value = field(env);
      if (value !== undefined) result.set(name, value);
    }
    return result;
  };
  return fold(
    run,
    fields.map(([, field]) => field),
  );
}

function compileArray(items: readonly Value[], scope: Scope): Expr {
  const exprs = items.map((item) => compile(item, scope));
  return fold((env) => exprs.map((expr) => expr(env) ?? null), exprs);
}

/** Compiles an expression: a path, a variable, an operator's call, an object or array of expressions, or a constant. */
export function compile(value: Value, scope: Scope): Expr {
  if (typeof value === 'string') return value.startsWith('$') ? compileFieldPath(value, scope) : constant(value);
  if (Array.isArray(value)) return compileArray(value, scope);
  if (!isDoc(value)) return constant(value);
  return isOperatorCall(value) ? compileOperator(value, scope) : compileObject(value, scope);
}

/** The arguments of an operator that takes from `least` to `most` of them; a single one may stand without an array. */
export function argumentList(argument: Value, scope: Scope, name: string, least: number, most = least): Expr[] {
  const list = Array.isArray(argument) ? argument : [argument];
  if (list.length < least || list.length > most) throw wrongCount(name, least, most, list.length);
  return list.map((item) => compile(item, scope));
}

function wrongCount(name: string, least: number, most: number, given: number): MongoError {
  if (least === most) {
    return mongoError(16020, `Expression ${name} takes exactly ${least} arguments. ${given} were passed in.`);
  }
  if (most === Infinity)
    return mongoError(28667, `Expression ${name} takes at least ${least} arguments. ${given} were passed in.`);
  return mongoError(
    28667,
    `Expression ${name} takes at least ${least} arguments, and at most ${most}, but ${given} were passed in.`,
  );
}

/** An operator of one argument. */
export function unary(run: (value: Value | undefined, name: string, scope: Scope) => Value | undefined): Operator {
  return (argument, scope, name) => {
    const [expr] = argumentList(argument, scope, name, 1);
    return fold((env) => run(expr!(env), name, scope), [expr!]);
  };
}

/** An operator of two arguments. */
export function binary(
  run: (a: Value | undefined, b: Value | undefined, name: string, scope: Scope) => Value | undefined,
): Operator {
  return (argument, scope, name) => {
    const [left, right] = argumentList(argument, scope, name, 2) as [Expr, Expr];
    return fold((env) => run(left(env), right(env), name, scope), [left, right]);
  };
}

/** An operator of a number of arguments between two bounds. */
export function variadic(
  least: number,
  most: number,
  run: (values: (Value | undefined)[], name: string, scope: Scope) => Value | undefined,
): Operator {
  return (argument, scope, name) => {
    const exprs = argumentList(argument, scope, name, least, most);
    return fold(
      (env) =>
        run(
          exprs.map((expr) => expr(env)),
          name,
          scope,
        ),
      exprs,
    );
  };
}

export interface NamedOptions {
  required: readonly string[];
  optional?: readonly string[];
  /** The code with which a wrong shape is refused. */
  code: number | CodeName;
}

/** The named arguments of an operator, checked for unknown and missing names. */
export function namedValues(argument: Value, name: string, options: NamedOptions): Map<string, Value> {
  if (!isDoc(argument)) throw mongoError(options.code, `${name} only supports an object as its argument`);
  const known = [...options.required, ...(options.optional ?? [])];
  for (const key of argument.keys()) {
    if (!known.includes(key)) throw mongoError(options.code, `${name} found an unknown argument: ${key}`);
  }
  for (const key of options.required) {
    if (!argument.has(key)) throw mongoError(options.code, `Missing '${key}' parameter to ${name}`);
  }
  return argument;
}

/** An operator with named arguments, each an expression; those not given are `undefined`. */
export function named(
  options: NamedOptions,
  run: (values: Record<string, Value | undefined>, name: string, scope: Scope) => Value | undefined,
): Operator {
  return (argument, scope, name) => {
    const fields = [...namedValues(argument, name, options)].map(
      ([key, value]) => [key, compile(value, scope)] as const,
    );
    const exprs = fields.map(([, expr]) => expr);
    return fold((env) => {
      const values: Record<string, Value | undefined> = {};
      for (const [key, expr] of fields) values[key] = expr(env);
      return run(values, name, scope);
    }, exprs);
  };
}

/** An operator that gives null where its only argument is null or missing. */
export function nullSafe(run: (value: Value, name: string, scope: Scope) => Value | undefined): Operator {
  return unary((value, name, scope) => (isNullish(value) ? null : run(value!, name, scope)));
}

/** A compiled expression for callers outside: run it on a document. */
export interface Compiled {
  on(doc: Fields): Value | undefined;
  constant: boolean;
}

/** Gives a runner of an expression compiled in a scope; the environment is used again for every document. */
export function runner(expr: Expr, scope: Scope): Compiled {
  const env: Env = { root: NO_DOCUMENT.root, vars: new Array<Value | undefined>(scope.counter.used) };
  return {
    constant: expr.constant === true,
    on(doc) {
      env.root = doc;
      return expr(env);
    },
  };
}
