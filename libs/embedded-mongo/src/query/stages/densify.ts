import { mongoError } from '../../errors.js';
import { compare, isDoc, isNullish, isNumeric, toDoc, typeName, type Doc, type Value } from '../../values/index.js';
import { add } from '../arithmetic.js';
import { addUnits, unitOf, type Unit } from '../expressions/date-units.js';
import { utc } from '../expressions/zone.js';
import { toNumber, toWhole, type Numeric } from '../numbers.js';
import { checkFieldPath, valueAt } from '../path.js';
import { Memory } from '../memory.js';
import { batchesOf, collect, type StageParser } from './core.js';
import { ValueMap } from './group.js';
import { withPath } from './unwind.js';

type Point = Date | Numeric;

interface Range {
  step: Numeric;
  unit: Unit | undefined;
  bounds: 'full' | 'partition' | [Point, Point];
}

function parseRange(argument: Value | undefined): Range {
  if (!isDoc(argument)) throw mongoError(40414, "BSON field '$densify.range' is missing but a required field");
  const step = argument.get('step');
  if (!isNumeric(step)) throw mongoError('TypeMismatch', 'The step parameter in a range statement must be a number');
  if (toNumber(step) <= 0)
    throw mongoError(5733401, 'The step parameter in a range statement must be a strictly positive numeric value');
  const unitValue = argument.get('unit');
  const unit = unitValue === undefined ? undefined : unitOf(unitValue, '$densify');
  if (unit && toWhole(step) === undefined)
    throw mongoError(
      6586400,
      'The step parameter in a range statement must be a whole number when densifying a date range',
    );
  const bounds = argument.get('bounds');
  if (bounds === 'full' || bounds === 'partition') return { step, unit, bounds };
  if (!Array.isArray(bounds) || bounds.length !== 2)
    throw mongoError(5733403, 'a bounding array in a range statement must have exactly two elements');
  const [low, high] = bounds as [Point, Point];
  const isDate = low instanceof Date && high instanceof Date;
  if (!isDate && !(isNumeric(low) && isNumeric(high)))
    throw mongoError(5733406, 'a bounding array must be an ascending array of either two dates or two numbers');
  if (isDate !== (unit !== undefined))
    throw mongoError(
      5733501,
      isDate ? 'a bounding array of dates must be accompanied by a unit' : 'numeric bounds may not have unit parameter',
    );
  if (compare(low, high) >= 0) throw mongoError(5733402, 'a bounding array must be an ascending array');
  return { step, unit, bounds: [low, high] };
}

function checkPoint(value: Value, unit: Unit | undefined): Point {
  if (unit ? value instanceof Date : isNumeric(value)) return value as Point;
  throw mongoError(
    5733201,
    unit
      ? 'Encountered non-date value when the step is a unit of time'
      : `PlanExecutor error during aggregation :: caused by :: Densify field type must be numeric, found ${typeName(value)}`,
  );
}

/** The n-th point after a start. */
function pointAt(start: Point, range: Range, n: number): Point {
  if (start instanceof Date) return addUnits(start, range.unit!, toWhole(range.step)! * n, utc);
  let point: Numeric = start;
  for (let i = 0; i < n; i++) point = add(point, range.step) as Numeric;
  return point;
}

/** Points from a start, step by step, as long as they are before the end. */
function* points(start: Point, end: Point, range: Range, withEnd: boolean): Generator<Point> {
  if (start instanceof Date) {
    for (let n = 0; ; n++) {
      const point = pointAt(start, range, n);
      const order = compare(point as Value, end as Value);
      if (order > 0 || (order === 0 && !withEnd)) return;
      yield point;
    }
  }
  for (let point: Numeric = start as Numeric; ; point = add(point, range.step) as Numeric) {
    const order = compare(point as Value, end as Value);
    if (order > 0 || (order === 0 && !withEnd)) return;
    yield point;
  }
}

const densify: StageParser = (argument, context) => {
  if (!isDoc(argument))
    throw mongoError(5733400, `The $densify stage specification must be an object, found ${typeName(argument)}`);
  for (const key of argument.keys())
    if (!['field', 'range', 'partitionByFields'].includes(key))
      throw mongoError(40415, `BSON field '$densify.${key}' is an unknown field.`);
  const field = argument.get('field');
  if (typeof field !== 'string') throw mongoError(40414, "BSON field '$densify.field' is missing but a required field");
  const path = checkFieldPath(field);
  const range = parseRange(argument.get('range'));
  const by = ((argument.get('partitionByFields') ?? []) as string[]).map(checkFieldPath);
  return async function* (input) {
    const all = (await collect(input, Memory.ofStage('$densify'))).map(toDoc);
    const untouched = all.filter((doc) => isNullish(valueAt(doc, path)));
    const docs = all.filter((doc) => !isNullish(valueAt(doc, path)));
    const partitions: { key: Value[]; docs: Doc[] }[] = [];
    const byKey = new ValueMap<{ key: Value[]; docs: Doc[] }>(context.collation);
    for (const doc of docs) {
      checkPoint(valueAt(doc, path)!, range.unit);
      const key = by.map((names) => valueAt(doc, names) ?? null);
      byKey
        .getOrMake(key, () => {
          const made = { key, docs: [] as Doc[] };
          partitions.push(made);
          return made;
        })
        .docs.push(doc);
    }
    const order = (a: Doc, b: Doc): number => compare(valueAt(a, path), valueAt(b, path));
    const sortedAll = [...docs].sort(order);
    const ends = (list: readonly Doc[]): [Point, Point] => [
      valueAt(list[0]!, path) as Point,
      valueAt(list.at(-1)!, path) as Point,
    ];
    yield* batchesOf(untouched);
    if (partitions.length === 0 && Array.isArray(range.bounds)) partitions.push({ key: [], docs: [] });
    for (const partition of partitions) {
      partition.docs.sort(order);
      const explicit = Array.isArray(range.bounds);
      const [low, high] = explicit
        ? (range.bounds as [Point, Point])
        : ends(range.bounds === 'full' ? sortedAll : partition.docs);
      const made = (point: Point): Doc => {
        const base = by.reduce<Doc>((doc, names, i) => withPath(doc, names, partition.key[i]!), new Map());
        return withPath(base, path, point as Value);
      };
      const result: Doc[] = [];
      let at = 0;
      for (const point of points(low, high, range, !explicit)) {
        while (at < partition.docs.length && compare(valueAt(partition.docs[at]!, path), point as Value) < 0)
          result.push(partition.docs[at++]!);
        if (at < partition.docs.length && compare(valueAt(partition.docs[at]!, path), point as Value) === 0) continue;
        result.push(made(point));
      }
      while (at < partition.docs.length) result.push(partition.docs[at++]!);
      yield* batchesOf(result);
    }
  };
};

export const densifyStages: Record<string, StageParser> = { $densify: densify };
