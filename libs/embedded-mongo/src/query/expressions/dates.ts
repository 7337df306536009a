import { ObjectId, Timestamp } from 'bson';
import { mongoError, type CodeName } from '../../errors.js';
import { isDoc, isNullish, typeName, type Doc, type Value } from '../../values/index.js';
import { toWhole } from '../numbers.js';
import { compile, fold, named, namedValues, type Expr, type Operator } from './core.js';
import { parseDate } from './date-parse.js';
import { formatDate } from './date-format.js';
import { addUnits, diffUnits, truncateTo, unitOf, weekdayOf } from './date-units.js';
import { dayOfYear, fromLocal, isoDay, isoWeek, toLocal, utc, utcOf, weekOfYear, zoneOf, type Zone } from './zone.js';

/** A date of what counts as one: dates, timestamps and the times in object ids. */
export function asDate(value: Value, code: number | CodeName = 16006, name = ''): Date {
  if (value instanceof Date) return value;
  if (value instanceof Timestamp) return new Date(value.getHighBitsUnsigned() * 1000);
  if (value instanceof ObjectId) return value.getTimestamp();
  throw mongoError(
    code,
    code === 16006
      ? `can't convert from BSON type ${typeName(value)} to Date`
      : `${name} requires a date, found: ${typeName(value)}`,
  );
}

/** The zone a value names; `undefined` where it is null. */
function zoneFrom(value: Value | undefined, given: boolean): Zone | undefined {
  if (!given) return utc;
  if (isNullish(value)) return undefined;
  if (typeof value !== 'string')
    throw mongoError(40517, `timezone must evaluate to a string, found ${typeName(value)}`);
  return zoneOf(value);
}

/** A part of a date: `{$year: date}` or `{$year: {date, timezone}}`. */
function part(run: (local: Date) => Value): Operator {
  return (argument, scope, name) => {
    let fields: Doc | undefined;
    let dateSource = Array.isArray(argument) ? argument[0] : argument;
    if (Array.isArray(argument) && argument.length !== 1) {
      throw mongoError(
        40536,
        `${name} accepts exactly one argument if given an array, but was given ${argument.length}`,
      );
    }
    if (isDoc(argument) && !argument.keys().next().value?.startsWith('$')) {
      fields = argument;
      for (const key of fields.keys())
        if (key !== 'date' && key !== 'timezone') throw mongoError(40535, `unrecognized option to ${name}: "${key}"`);
      if (!fields.has('date')) throw mongoError(40539, `missing 'date' argument to ${name}, provided: object`);
      dateSource = fields.get('date');
    }
    const date = compile(dateSource!, scope);
    const hasZone = fields?.has('timezone') ?? false;
    const zoneExpr = hasZone ? compile(fields!.get('timezone')!, scope) : undefined;
    const run_: Expr = (env) => {
      const value = date(env);
      if (isNullish(value)) return null;
      const zone = zoneFrom(zoneExpr?.(env), hasZone);
      return zone === undefined ? null : run(toLocal(asDate(value!).getTime(), zone));
    };
    return fold(run_, zoneExpr ? [date, zoneExpr] : [date]);
  };
}

const partNames = ['year', 'month', 'day', 'hour', 'minute', 'second', 'millisecond'] as const;
const isoNames = ['isoWeekYear', 'isoWeek', 'isoDayOfWeek', 'hour', 'minute', 'second', 'millisecond'] as const;

const dateFromParts: Operator = (argument, scope, name) => {
  if (!isDoc(argument)) throw mongoError(40519, `${name} only supports an object as its argument`);
  const isIso = argument.has('isoWeekYear');
  const names: readonly string[] = isIso ? isoNames : partNames;
  for (const key of argument.keys()) {
    if (key === 'timezone' || names.includes(key)) continue;
    if (([...partNames, ...isoNames] as string[]).includes(key))
      throw mongoError(40489, `${name} does not allow mixing natural dates with ISO dates`);
    throw mongoError(40518, `Unrecognized argument to ${name}: ${key}`);
  }
  if (!isIso && !argument.has('year'))
    throw mongoError(40516, `${name} requires either 'year' or 'isoWeekYear' to be present`);
  const fields = names.map((key) => ({
    key,
    expr: argument.has(key) ? compile(argument.get(key)!, scope) : undefined,
  }));
  const hasZone = argument.has('timezone');
  const zoneExpr = hasZone ? compile(argument.get('timezone')!, scope) : undefined;
  const run: Expr = (env) => {
    const values: number[] = [];
    for (const [i, { key, expr }] of fields.entries()) {
      const value = expr?.(env);
      if (expr && isNullish(value)) return null;
      const whole = expr ? toWhole(value) : i < 3 ? 1 : 0;
      if (whole === undefined)
        throw mongoError(40515, `'${key}' must evaluate to an integer, found ${typeName(value)} with value`);
      if (i === 0 && (whole < 1 || whole > 9999))
        throw mongoError(
          isIso ? 31095 : 40523,
          `'${key}' must evaluate to an integer in the range 1 to 9999, found ${whole}`,
        );
      if (Math.abs(whole) > 32767 && i < 3)
        throw mongoError(
          31034,
          `'${key}' must evaluate to a value in the range [-32768, 32767]; value ${whole} is not in range`,
        );
      values.push(whole);
    }
    const zone = zoneFrom(zoneExpr?.(env), hasZone);
    if (zone === undefined) return null;
    const [first, second, third, ...time] = values as [number, number, number, ...number[]];
    if (!isIso) return new Date(fromLocal(utcOf(first, second, third, ...time), zone));
    const fourth = new Date(utcOf(first, 1, 4));
    const days = (second - 1) * 7 + third - isoDay(fourth);
    return new Date(fromLocal(utcOf(first, 1, 4 + days, ...time), zone));
  };
  const exprs = [...fields.flatMap(({ expr }) => (expr ? [expr] : [])), ...(zoneExpr ? [zoneExpr] : [])];
  return fold(run, exprs);
};

const dateToParts: Operator = (argument, scope, name) => {
  const fields = namedValues(argument, name, { required: ['date'], optional: ['timezone', 'iso8601'], code: 40520 });
  const date = compile(fields.get('date')!, scope);
  const zoneExpr = fields.has('timezone') ? compile(fields.get('timezone')!, scope) : undefined;
  const isoExpr = fields.has('iso8601') ? compile(fields.get('iso8601')!, scope) : undefined;
  return (env) => {
    const value = date(env);
    const iso = isoExpr?.(env) ?? false;
    const zone = zoneFrom(zoneExpr?.(env), zoneExpr !== undefined);
    if (isNullish(value) || zone === undefined) return null;
    if (typeof iso !== 'boolean') throw mongoError(40521, `iso8601 must evaluate to a bool, found ${typeName(iso)}`);
    const local = toLocal(asDate(value!).getTime(), zone);
    const week = isoWeek(local);
    const time = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds(), local.getUTCMilliseconds()];
    const values = iso
      ? [week.year, week.week, isoDay(local), ...time]
      : [local.getUTCFullYear(), local.getUTCMonth() + 1, local.getUTCDate(), ...time];
    return new Map((iso ? isoNames : partNames).map((key, i) => [key, values[i]!])) as Doc;
  };
};

const dateToString: Operator = (argument, scope, name) => {
  const fields = namedValues(argument, name, {
    required: ['date'],
    optional: ['format', 'timezone', 'onNull'],
    code: 18629,
  });
  const part_ = (key: string): Expr | undefined => (fields.has(key) ? compile(fields.get(key)!, scope) : undefined);
  const [date, format, zoneExpr, onNull] = ['date', 'format', 'timezone', 'onNull'].map(part_);
  return (env) => {
    const value = date!(env);
    if (isNullish(value)) return onNull ? onNull(env) : null;
    const zone = zoneFrom(zoneExpr?.(env), zoneExpr !== undefined);
    if (zone === undefined) return null;
    const pattern = format ? format(env) : zone === utc ? '%Y-%m-%dT%H:%M:%S.%LZ' : '%Y-%m-%dT%H:%M:%S.%L';
    if (isNullish(pattern)) return null;
    if (typeof pattern !== 'string')
      throw mongoError(
        18533,
        `$dateToString requires that 'format' be a string, found: ${typeName(pattern)} with value`,
      );
    return formatDate(asDate(value!), pattern, zone);
  };
};

const dateFromString: Operator = (argument, scope, name) => {
  const fields = namedValues(argument, name, {
    required: ['dateString'],
    optional: ['format', 'timezone', 'onError', 'onNull'],
    code: 40541,
  });
  const part_ = (key: string): Expr | undefined => (fields.has(key) ? compile(fields.get(key)!, scope) : undefined);
  const [text, format, zoneExpr, onError, onNull] = ['dateString', 'format', 'timezone', 'onError', 'onNull'].map(
    part_,
  );
  return (env) => {
    const value = text!(env);
    if (isNullish(value)) return onNull ? onNull(env) : null;
    const zone = zoneFrom(zoneExpr?.(env), zoneExpr !== undefined);
    const pattern = format?.(env);
    if (zone === undefined || (format && isNullish(pattern))) return null;
    try {
      if (typeof value !== 'string')
        throw mongoError(
          'ConversionFailure',
          `$dateFromString requires that 'dateString' be a string, found: ${typeName(value)}`,
        );
      return parseDate(value, pattern as string | undefined, zone);
    } catch (error) {
      if (onError && (error as { codeName?: string }).codeName === 'ConversionFailure') return onError(env);
      throw error;
    }
  };
};

/** Values of a date operator whose parts are all needed; `undefined` where any of them is null. */
function complete(values: Record<string, Value | undefined>, keys: readonly string[]): boolean {
  return keys.every((key) => !isNullish(values[key]));
}

function shift(sign: 1 | -1, code: number): Operator {
  const options = { required: ['startDate', 'unit', 'amount'], optional: ['timezone'], code };
  return named(options, (values, name) => {
    if (!complete(values, options.required)) return null;
    const zone = zoneFrom(values.timezone, 'timezone' in values);
    if (zone === undefined) return null;
    const amount = toWhole(values.amount);
    if (amount === undefined) throw mongoError(5166405, `${name} expects integer amount of time units`);
    return addUnits(asDate(values.startDate!, 5166403, name), unitOf(values.unit!, name), amount * sign, zone);
  });
}

const dateDiff: Operator = named(
  { required: ['startDate', 'endDate', 'unit'], optional: ['timezone', 'startOfWeek'], code: 5166300 },
  (values, name) => {
    if (!complete(values, ['startDate', 'endDate', 'unit'])) return null;
    const zone = zoneFrom(values.timezone, 'timezone' in values);
    if (zone === undefined) return null;
    const unit = unitOf(values.unit!, name);
    if (unit === 'week' && 'startOfWeek' in values && isNullish(values.startOfWeek)) return null;
    const start = asDate(values.startDate!, 5166307, name).getTime();
    const end = asDate(values.endDate!, 5166307, name).getTime();
    return BigInt(diffUnits(start, end, unit, zone, weekdayOf(unit === 'week' ? values.startOfWeek : undefined, name)));
  },
);

const dateTrunc: Operator = named(
  { required: ['date', 'unit'], optional: ['binSize', 'timezone', 'startOfWeek'], code: 5439007 },
  (values, name) => {
    if (!complete(values, ['date', 'unit']) || ('binSize' in values && isNullish(values.binSize))) return null;
    const zone = zoneFrom(values.timezone, 'timezone' in values);
    if (zone === undefined) return null;
    const unit = unitOf(values.unit!, name);
    const bin = 'binSize' in values ? toWhole(values.binSize) : 1;
    if (bin === undefined) throw mongoError(5439017, `${name} requires 'binSize' to be a 64-bit integer`);
    if (bin <= 0) throw mongoError(5439018, `${name} requires 'binSize' to be greater than 0, but got value ${bin}`);
    return truncateTo(
      asDate(values.date!, 5439012, name),
      unit,
      bin,
      zone,
      weekdayOf(unit === 'week' ? values.startOfWeek : undefined, name),
    );
  },
);

export const dateOperators: Record<string, Operator> = {
  $year: part((local) => local.getUTCFullYear()),
  $month: part((local) => local.getUTCMonth() + 1),
  $dayOfMonth: part((local) => local.getUTCDate()),
  $dayOfWeek: part((local) => local.getUTCDay() + 1),
  $dayOfYear: part(dayOfYear),
  $hour: part((local) => local.getUTCHours()),
  $minute: part((local) => local.getUTCMinutes()),
  $second: part((local) => local.getUTCSeconds()),
  $millisecond: part((local) => local.getUTCMilliseconds()),
  $week: part(weekOfYear),
  $isoWeek: part((local) => isoWeek(local).week),
  $isoWeekYear: part((local) => BigInt(isoWeek(local).year)),
  $isoDayOfWeek: part(isoDay),
  $dateFromParts: dateFromParts,
  $dateToParts: dateToParts,
  $dateToString: dateToString,
  $dateFromString: dateFromString,
  $dateAdd: shift(1, 5166400),
  $dateSubtract: shift(-1, 5166400),
  $dateDiff: dateDiff,
  $dateTrunc: dateTrunc,
};
