import { mongoError } from '../../errors.js';
import {
  compare,
  double,
  isDoc,
  isNumeric,
  typeName,
  typeOrder,
  type Doc,
  type Fields,
  type Value,
} from '../../values/index.js';
import { compile, constantValue, newScope, type Env, type Expr, type Scope } from '../expressions/core.js';
import { toNumber, toWhole } from '../numbers.js';
import { bytesOf, bytesOfDoc, Memory } from '../memory.js';
import { sortPaced } from '../sort.js';
import { batchesOf, type StageParser } from './core.js';
import { groupStage, parseOutputs, type Output } from './group.js';

const counted: [string, Value][] = [['count', new Map<string, Value>([['$sum', 1]])]];

function outputsOf(argument: Value | undefined, scope: Scope, code: number): Output[] {
  if (argument === undefined) return parseOutputs(counted, scope);
  if (!isDoc(argument))
    throw mongoError(code, `The 'output' field must be an object, but found type: ${typeName(argument)}.`);
  return parseOutputs(argument, scope);
}

function groupByOf(argument: Value | undefined, scope: Scope, code: number): Expr {
  const isPath = typeof argument === 'string' && argument.startsWith('$');
  if (argument === undefined || (!isPath && !isDoc(argument))) {
    throw mongoError(code, "The 'groupBy' field must be defined as a $-prefixed path or an expression object");
  }
  return compile(argument, scope);
}

function parseBoundaries(argument: Value | undefined, scope: Scope): Value[] {
  if (!Array.isArray(argument))
    throw mongoError(40200, `The $bucket 'boundaries' field must be an array, but found type: ${typeName(argument)}.`);
  const values = argument.map((item) => {
    const expr = compile(item, scope);
    if (!expr.constant) throw mongoError(40191, "The $bucket 'boundaries' field must be an array of constant values");
    return constantValue(expr) ?? null;
  });
  if (values.length < 2)
    throw mongoError(
      40192,
      `The $bucket 'boundaries' field must have at least 2 values, but found ${values.length} value(s).`,
    );
  for (let i = 1; i < values.length; i++) {
    if (typeOrder(values[i]) !== typeOrder(values[i - 1])) {
      throw mongoError(
        40193,
        `All values in the the 'boundaries' option to $bucket must have the same type. Found conflicting types ${typeName(values[i - 1])} and ${typeName(values[i])}.`,
      );
    }
    if (compare(values[i - 1], values[i], scope.collation) >= 0) {
      throw mongoError(
        40194,
        "The 'boundaries' option to $bucket must be sorted, but elements are not in ascending order",
      );
    }
  }
  return values;
}

const bucket: StageParser = (argument, context) => {
  if (!isDoc(argument))
    throw mongoError(40201, `Argument to $bucket stage must be an object, but found type: ${typeName(argument)}.`);
  for (const key of argument.keys())
    if (!['groupBy', 'boundaries', 'default', 'output'].includes(key))
      throw mongoError(40197, `Unrecognized option to $bucket: ${key}.`);
  if (!argument.has('groupBy') || !argument.has('boundaries'))
    throw mongoError(40198, "$bucket requires 'groupBy' and 'boundaries' to be specified.");
  const scope = newScope(context);
  const groupBy = groupByOf(argument.get('groupBy'), scope, 40202);
  const boundaries = parseBoundaries(argument.get('boundaries'), scope);
  const otherExpr = argument.has('default') ? compile(argument.get('default')!, scope) : undefined;
  if (otherExpr && !otherExpr.constant)
    throw mongoError(40195, "The $bucket 'default' field must be a constant expression");
  const other = otherExpr ? (constantValue(otherExpr) ?? null) : undefined;
  const outside = (value: Value): boolean =>
    compare(value, boundaries[0], scope.collation) < 0 || compare(value, boundaries.at(-1), scope.collation) >= 0;
  if (other !== undefined && typeOrder(other) === typeOrder(boundaries[0]) && !outside(other)) {
    throw mongoError(
      40199,
      "The $bucket 'default' field must be less than the lowest boundary or greater than or equal to the highest boundary.",
    );
  }
  const place: Expr = (env) => {
    const value = groupBy(env) ?? null;
    if (!outside(value))
      return boundaries[boundaries.findIndex((bound) => compare(value, bound, scope.collation) < 0) - 1];
    if (other !== undefined) return other;
    throw mongoError(40066, '$switch could not find a matching branch for an input, and no default was specified.');
  };
  const stage = groupStage('$bucket', place, outputsOf(argument.get('output'), scope, 40196), scope);
  return async function* (input) {
    const docs: Doc[] = [];
    for await (const batch of stage(input)) docs.push(...(batch as Doc[]));
    yield* batchesOf(docs.sort((a, b) => compare(a.get('_id'), b.get('_id'), scope.collation)));
  };
};

const series: Record<string, readonly number[]> = {
  R5: [10, 16, 25, 40, 63],
  R10: [100, 125, 160, 200, 250, 315, 400, 500, 630, 800],
  R20: [100, 112, 125, 140, 160, 180, 200, 224, 250, 280, 315, 355, 400, 450, 500, 560, 630, 710, 800, 900],
  R40: [
    100, 106, 112, 118, 125, 132, 140, 150, 160, 170, 180, 190, 200, 212, 224, 236, 250, 265, 280, 300, 315, 355, 375,
    400, 425, 450, 475, 500, 530, 560, 600, 630, 670, 710, 750, 800, 850, 900, 950,
  ],
  R80: [
    103, 109, 115, 122, 128, 136, 145, 155, 165, 175, 185, 195, 206, 218, 230, 243, 258, 272, 290, 307, 325, 345, 365,
    387, 412, 437, 462, 487, 515, 545, 575, 615, 650, 690, 730, 775, 825, 875, 925, 975,
  ],
  '1-2-5': [10, 20, 50],
  E6: [10, 15, 22, 33, 47, 68],
  E12: [10, 12, 15, 18, 22, 27, 33, 39, 47, 56, 68, 82],
  E24: [10, 11, 12, 13, 15, 16, 18, 20, 22, 24, 27, 30, 33, 36, 39, 43, 47, 51, 56, 62, 68, 75, 82, 91],
};

/** The power of ten by which a series that begins with `first` comes to a value, or one further on. */
function scaleOf(value: number, first: number, further = 0): number {
  const power = Math.floor(Math.log10(value)) - Math.floor(Math.log10(first));
  return Number(`1e${power + further}`);
}

/** Rounds up (strictly) or down to the numbers of a preferred series. */
function granular(name: string): { up(value: number): number; down(value: number): number } {
  if (name === 'POWERSOF2') {
    return {
      up: (value) => (value === 0 ? 0 : 2 ** (Math.floor(Math.log2(value)) + 1)),
      down: (value) => (value === 0 ? 0 : 2 ** (Math.ceil(Math.log2(value)) - 1)),
    };
  }
  const steps = series[name];
  if (!steps) throw mongoError(40257, `Unknown rounding granularity '${name}'`);
  const first = steps[0]!;
  return {
    up(value) {
      if (value === 0) return 0;
      const scale = scaleOf(value, first);
      const above = steps.find((step) => step * scale > value);
      return above === undefined ? first * scaleOf(value, first, 1) : above * scale;
    },
    down(value) {
      if (value === 0) return 0;
      const scale = scaleOf(value, first);
      const below = steps.findLast((step) => step * scale < value);
      return below === undefined ? steps.at(-1)! * scaleOf(value, first, -1) : below * scale;
    },
  };
}

const bucketAuto: StageParser = (argument, context) => {
  if (!isDoc(argument))
    throw mongoError(40240, `The argument to $bucketAuto must be an object, but found type: ${typeName(argument)}.`);
  for (const key of argument.keys())
    if (!['groupBy', 'buckets', 'output', 'granularity'].includes(key))
      throw mongoError(40245, `Unrecognized option to $bucketAuto: ${key}.`);
  if (!argument.has('groupBy') || !argument.has('buckets'))
    throw mongoError(40246, "$bucketAuto requires 'groupBy' and 'buckets' to be specified");
  const buckets = argument.get('buckets');
  if (!isNumeric(buckets))
    throw mongoError(
      40241,
      `The $bucketAuto 'buckets' field must be a numeric value, but found type: ${typeName(buckets)}`,
    );
  const wanted = toWhole(buckets);
  if (wanted === undefined)
    throw mongoError(40242, "The $bucketAuto 'buckets' field must be representable as a 32-bit integer");
  if (wanted <= 0)
    throw mongoError(40243, `The $bucketAuto 'buckets' field must be greater than 0, but found: ${wanted}`);
  const granularity = argument.get('granularity');
  if (granularity !== undefined && typeof granularity !== 'string')
    throw mongoError(
      40261,
      `The $bucketAuto 'granularity' field must be a string, but found type: ${typeName(granularity)}`,
    );
  const rounding = granularity === undefined ? undefined : granular(granularity);
  const scope = newScope(context);
  const groupBy = groupByOf(argument.get('groupBy'), scope, 40239);
  const outputs = outputsOf(argument.get('output'), scope, 40244);
  return async function* (input) {
    const env: Env = { root: new Map(), vars: new Array<undefined>(scope.counter.used) };
    const items: { value: Value; doc: Fields }[] = [];
    const memory = Memory.ofStage('$bucketAuto');
    for await (const batch of input) {
      for (const doc of batch) {
        env.root = doc;
        const value = groupBy(env) ?? null;
        if (rounding && !(isNumeric(value) && toNumber(value) >= 0)) {
          throw mongoError(
            isNumeric(value) ? 40260 : 40258,
            '$bucketAuto can only be used with granularity on non-negative numeric values',
          );
        }
        memory.add(bytesOf(value) + bytesOfDoc(doc));
        items.push({ value, doc });
      }
    }
    const sorted = await sortPaced(items, (a, b) => compare(a.value, b.value, scope.collation));
    const size = sorted.length / wanted;
    const result: Doc[] = [];
    let at = 0;
    let previousEnd = 0;
    let least: Value | undefined;
    for (let n = 1; n <= wanted && at < sorted.length; n++) {
      previousEnd += size;
      let end = Math.max(at + 1, Math.round(previousEnd));
      if (n === wanted) end = sorted.length;
      while (end < sorted.length && compare(sorted[end]!.value, sorted[end - 1]!.value, scope.collation) === 0) end++;
      let min = least ?? sorted[at]!.value;
      let max = end < sorted.length ? sorted[end]!.value : sorted[end - 1]!.value;
      if (rounding) {
        if (least === undefined) min = double(rounding.down(toNumber(min as number)));
        const bound = rounding.up(toNumber(sorted[end - 1]!.value as number));
        while (end < sorted.length && toNumber(sorted[end]!.value as number) < bound) end++;
        max = double(bound);
        least = max;
      }
      const accumulators = outputs.map(({ make }) => make(env));
      for (; at < end; at++) {
        env.root = sorted[at]!.doc;
        outputs.forEach(({ feed }, i) => accumulators[i]!.add(feed(env)));
      }
      const bucketDoc: Doc = new Map([
        [
          '_id',
          new Map([
            ['min', min],
            ['max', max],
          ]),
        ],
      ]) as Doc;
      outputs.forEach(({ name }, i) => bucketDoc.set(name, accumulators[i]!.result() ?? null));
      result.push(bucketDoc);
    }
    yield* batchesOf(result);
  };
};

export const bucketStages: Record<string, StageParser> = { $bucket: bucket, $bucketAuto: bucketAuto };
