import { Pace } from '../../breathe.js';
import { mongoError } from '../../errors.js';
import {
  compareNumbers,
  compare,
  encodeKey,
  isDoc,
  isNumeric,
  typeName,
  type Collation,
  type Doc,
  type Value,
} from '../../values/index.js';
import {
  checkMethod,
  countAccumulator,
  feedTo,
  parseQuantiles,
  percentile,
  simpleAccumulator,
  type Accumulator,
} from '../accumulators.js';
import { countOf, extremesAccumulator, fewAccumulator, topAccumulator } from '../accumulators-of-n.js';
import { compile, constantValue, newScope, type Env, type Expr, type Scope } from '../expressions/core.js';
import '../expressions/index.js';
import { bytesOf, Memory } from '../memory.js';
import { toNumber } from '../numbers.js';
import { parseSort, sortPaced } from '../sort.js';
import { batchesOf, type Batches, type Stage, type StageParser } from './core.js';

/** How an accumulator is made (for each group anew) and what it is fed. */
export interface Accumulation {
  make(env: Env): Accumulator;
  feed: Expr;
}

/** One output of a group. */
export interface Output extends Accumulation {
  name: string;
  operator: string;
}

function parts(argument: Value, operator: string, required: readonly string[], optional: readonly string[] = []): Doc {
  if (!isDoc(argument))
    throw mongoError(5787900, `specification must be an object; found ${operator}: ${typeName(argument)}`);
  for (const key of argument.keys())
    if (!required.includes(key) && !optional.includes(key))
      throw mongoError(5787901, `Unknown argument to ${operator} '${key}'`);
  for (const key of required)
    if (!argument.has(key)) throw mongoError(5787906, `Missing value for '${key}' in ${operator}`);
  return argument;
}

/** `$firstN` and its like: n is constant, or an expression of the group's id. */
function severalOf(operator: string, argument: Value, scope: Scope): Accumulation {
  const fields = parts(argument, operator, ['n', 'input']);
  const n = compile(fields.get('n')!, scope);
  const feed = compile(fields.get('input')!, scope);
  const { collation } = scope;
  const make = (env: Env): Accumulator => {
    const count = countOf(n(env));
    if (operator === '$minN' || operator === '$maxN')
      return extremesAccumulator(count, operator === '$minN' ? 1 : -1, collation);
    return fewAccumulator(count, operator === '$lastN');
  };
  if (n.constant) countOf(constantValue(n));
  return { make, feed };
}

function topOf(operator: string, argument: Value, scope: Scope): Accumulation {
  const single = !operator.endsWith('N');
  const fields = parts(argument, operator, ['output', 'sortBy', ...(single ? [] : ['n'])]);
  const sortBy = fields.get('sortBy')!;
  if (!isDoc(sortBy)) throw mongoError(5788604, `${operator}'s 'sortBy' must be an object`);
  const sort = parseSort(sortBy, scope.collation);
  const output = compile(fields.get('output')!, scope);
  const n = single ? undefined : compile(fields.get('n')!, scope);
  const sign = operator.startsWith('$top') ? 1 : -1;
  const order = (a: readonly Value[], b: readonly Value[]): number => sort.compareKeys(a, b) * sign;
  return {
    make: (env) =>
      sign === 1
        ? topAccumulator(n ? countOf(n(env)) : 1, order, single)
        : bottom(n ? countOf(n(env)) : 1, sort.compareKeys, single),
    feed: (env) => [sort.key(env.root), output(env) ?? null],
  };
}

/** The last n in an order, given in that order. */
function bottom(
  count: number,
  order: (a: readonly Value[], b: readonly Value[]) => number,
  single: boolean,
): Accumulator {
  const kept = topAccumulator(count, (a, b) => -order(a, b), false);
  return {
    get bytes() {
      return kept.bytes;
    },
    add: (value) => kept.add(value),
    result() {
      const values = [...(kept.result() as Value[])].reverse();
      return single ? (values.at(-1) ?? null) : values;
    },
  };
}

function quantileOf(operator: string, argument: Value, scope: Scope): Accumulation {
  const single = operator === '$median';
  const fields = parts(argument, operator, ['input', 'method', ...(single ? [] : ['p'])]);
  checkMethod(fields.get('method'));
  const quantiles = single ? [0.5] : parseQuantiles(constantValue(compile(fields.get('p')!, scope)));
  return { make: () => percentile(quantiles, single), feed: compile(fields.get('input')!, scope) };
}

/** Compiles `{ $accumulator: argument }`; refused with 15952 where there is no such accumulator. */
export function parseAccumulator(operator: string, argument: Value, scope: Scope): Accumulation {
  if (['$firstN', '$lastN', '$minN', '$maxN'].includes(operator)) return severalOf(operator, argument, scope);
  if (['$top', '$topN', '$bottom', '$bottomN'].includes(operator)) return topOf(operator, argument, scope);
  if (operator === '$percentile' || operator === '$median') return quantileOf(operator, argument, scope);
  if (operator === '$count') {
    if (!isDoc(argument) || argument.size > 0)
      throw mongoError('TypeMismatch', '$count takes no arguments, i.e. $count:{}');
    return { make: countAccumulator, feed: () => null };
  }
  if (operator === '$accumulator')
    throw mongoError(31264, '$accumulator requires server-side JavaScript, which this server does not have');
  const make = simpleAccumulator(operator, scope.collation);
  if (!make) throw mongoError(15952, `unknown group operator '${operator}'`);
  if (Array.isArray(argument) && argument.length !== 1)
    throw mongoError(40237, `The ${operator} accumulator is a unary operator`);
  return { make, feed: compile(Array.isArray(argument) ? argument[0]! : argument, scope) };
}

export function parseOutputs(fields: Iterable<[string, Value]>, scope: Scope): Output[] {
  const outputs: Output[] = [];
  for (const [name, spec] of fields) {
    if (name.includes('.')) throw mongoError(40235, `The field name '${name}' cannot contain '.'`);
    if (name.startsWith('$')) throw mongoError(40236, `The field name '${name}' cannot be an operator name`);
    if (!isDoc(spec)) throw mongoError(40234, `The field '${name}' must be an accumulator object`);
    if (spec.size !== 1) throw mongoError(40238, `The field '${name}' must specify one accumulator`);
    const [operator, argument] = spec.entries().next().value!;
    outputs.push({ name, operator, ...parseAccumulator(operator, argument, scope) });
  }
  return outputs;
}

/** A number as a double where that loses nothing. */
function exactNumber(value: Value): number | undefined {
  if (typeof value === 'number') return value;
  if (!isNumeric(value)) return undefined;
  const number = toNumber(value);
  return Number.isNaN(number) || compareNumbers(value, number) === 0 ? number : undefined;
}

/** Values by what compares equal; texts and numbers are looked up as they are, others by their key. */
export class ValueMap<T> {
  private readonly direct = new Map<string | number | boolean | null, T>();
  private readonly keyed = new Map<string, T>();
  private readonly collation: Collation | undefined;

  constructor(collation?: Collation) {
    this.collation = collation;
  }

  getOrMake(value: Value, make: () => T): T {
    const plain = this.plain(value);
    if (plain !== undefined) return find(this.direct, plain, make);
    return find(this.keyed, Buffer.from(encodeKey([value], [], this.collation)).toString('latin1'), make);
  }

  private plain(value: Value): string | number | boolean | null | undefined {
    if (typeof value === 'string') return this.collation === undefined ? value : undefined;
    if (typeof value === 'boolean' || value === null) return value;
    return exactNumber(value);
  }
}

function find<K, T>(map: Map<K, T>, key: K, make: () => T): T {
  let found = map.get(key);
  if (found === undefined) map.set(key, (found = make()));
  return found;
}

interface Group {
  id: Value;
  accumulators: Accumulator[];
}

/** A group's own bytes, and those of each of its accumulators. */
const GROUP_BYTES = 64;

/** Groups documents by an expression and gives one document for each group, in the order the groups came. */
export function groupStage(name: string, idExpr: Expr, outputs: readonly Output[], scope: Scope): Stage {
  const finish = ({ id, accumulators }: Group): Doc => {
    const result: Doc = new Map([['_id', id]]);
    outputs.forEach(({ name }, i) => {
      const value = accumulators[i]!.result();
      if (value !== undefined) result.set(name, value);
    });
    return result;
  };
  return async function* (input: Batches) {
    const env: Env = { root: new Map(), vars: new Array<undefined>(scope.counter.used) };
    const groups: Group[] = [];
    const byId = new ValueMap<Group>(scope.collation);
    const groupsMemory = Memory.ofStage(name);
    const accumulated = Memory.ofStage(name);
    const pace = new Pace();
    for await (const batch of input) {
      for (const doc of batch) {
        env.root = doc;
        const id = idExpr(env) ?? null;
        const group = byId.getOrMake(id, () => {
          const made = {
            id,
            accumulators: outputs.map(({ make }) => make({ root: new Map([['_id', id]]), vars: env.vars })),
          };
          groupsMemory.add(2 * bytesOf(id) + GROUP_BYTES * (1 + outputs.length));
          groups.push(made);
          return made;
        });
        const { accumulators } = group;
        for (let i = 0; i < outputs.length; i++) {
          const { operator, feed } = outputs[i]!;
          accumulated.add(feedTo(accumulators[i]!, operator, feed(env)));
        }
        if (pace.isDue) await pace.pause();
      }
    }
    for (let i = 0; i < groups.length; i += 256) yield groups.slice(i, i + 256).map(finish);
  };
}

const group: StageParser = (argument, context) => {
  if (!isDoc(argument)) throw mongoError(15947, "a group's fields must be specified in an object");
  if (!argument.has('_id')) throw mongoError(15955, 'a group specification must include an _id');
  const scope = newScope(context);
  const idExpr = compile(argument.get('_id')!, scope);
  const outputs = parseOutputs(
    [...argument].filter(([name]) => name !== '_id'),
    scope,
  );
  return groupStage('$group', idExpr, outputs, scope);
};

const sortByCount: StageParser = (argument, context) => {
  const isPath = typeof argument === 'string' && argument.startsWith('$');
  const isExpression = isDoc(argument) && argument.size === 1 && argument.keys().next().value!.startsWith('$');
  if (!isPath && !isExpression)
    throw mongoError(
      40149,
      'the sortByCount field must be defined as a $-prefixed path or an expression inside an object',
    );
  const scope = newScope(context);
  const outputs = parseOutputs([['count', new Map<string, Value>([['$sum', 1]])]], scope);
  const stage = groupStage('$sortByCount', compile(argument, scope), outputs, scope);
  return async function* (input) {
    const docs: Doc[] = [];
    for await (const batch of stage(input)) docs.push(...(batch as Doc[]));
    yield* batchesOf(await sortPaced(docs, (a, b) => compare(b.get('count'), a.get('count'))));
  };
};

export const groupStages: Record<string, StageParser> = { $group: group, $sortByCount: sortByCount };
