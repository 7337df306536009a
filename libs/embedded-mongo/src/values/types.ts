import type { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import { Double } from 'bson';

/** A document: a Map keeps the order of its fields even where their names look like integers. */
export type Doc = Map<string, Value>;

/** What a filter, sort, projection or expression reads; `Doc` and `RawDoc` are both such. */
export interface Fields {
  get(name: string): Value | undefined;
}

/**
 * A BSON value in the engine: int32 is a number that is an integer in int32's range (not -0), int64 is a bigint,
 * double is any other number or a `Double` where its value would be mistaken for int32. Missing is `undefined`.
 */
export type Value =
  | number
  | bigint
  | string
  | boolean
  | null
  | Double
  | Decimal128
  | Date
  | ObjectId
  | Timestamp
  | Binary
  | BSONRegExp
  | Code
  | BSONSymbol
  | MinKey
  | MaxKey
  | BsonUndefined
  | DBPointer
  | Value[]
  | Doc;

/** BSON's deprecated `undefined` (type 6), which is not a missing field. */
export class BsonUndefined {
  readonly _bsontype = 'Undefined';
  static readonly value: BsonUndefined = new BsonUndefined();
}

/** BSON's deprecated DBPointer (type 12), kept as it was stored. */
export class DBPointer {
  readonly _bsontype = 'DBPointer';
  readonly namespace: string;
  readonly id: ObjectId;

  constructor(namespace: string, id: ObjectId) {
    this.namespace = namespace;
    this.id = id;
  }
}

/** The BSON type numbers, as `$type` takes them. */
export const Type = {
  double: 1,
  string: 2,
  object: 3,
  array: 4,
  binData: 5,
  undefined: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  null: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  symbol: 14,
  javascriptWithScope: 15,
  int: 16,
  timestamp: 17,
  long: 18,
  decimal: 19,
  minKey: -1,
  maxKey: 127,
} as const;

export type TypeAlias = keyof typeof Type;

const aliases = new Map<number, TypeAlias>(Object.entries(Type).map(([alias, number]) => [number, alias as TypeAlias]));

const byBsonType: Record<string, number> = {
  Double: Type.double,
  Binary: Type.binData,
  UUID: Type.binData,
  Undefined: Type.undefined,
  ObjectId: Type.objectId,
  BSONRegExp: Type.regex,
  DBPointer: Type.dbPointer,
  BSONSymbol: Type.symbol,
  Timestamp: Type.timestamp,
  Decimal128: Type.decimal,
  MinKey: Type.minKey,
  MaxKey: Type.maxKey,
};

/** True where a number is stored as int32 rather than as double. */
export function isInt32(value: number): boolean {
  return (value | 0) === value && (value !== 0 || 1 / value > 0);
}

/** The BSON type number of a value; 0 where it is missing. */
export function typeOf(value: Value | undefined): number {
  switch (typeof value) {
    case 'number':
      return isInt32(value) ? Type.int : Type.double;
    case 'string':
      return Type.string;
    case 'boolean':
      return Type.bool;
    case 'bigint':
      return Type.long;
    case 'undefined':
      return 0;
    default:
  }
  if (value === null) return Type.null;
  if (value instanceof Map) return Type.object;
  if (Array.isArray(value)) return Type.array;
  if (value instanceof Date) return Type.date;
  const tag = (value as { _bsontype: string })._bsontype;
  if (tag === 'Code') return (value as Code).scope ? Type.javascriptWithScope : Type.javascript;
  const type = byBsonType[tag];
  if (type === undefined) throw new TypeError(`not a BSON value: ${String(tag)}`);
  return type;
}

/** The name `$type` gives a value's type (`int`, `objectId`, `missing`). */
export function typeName(value: Value | undefined): string {
  return value === undefined ? 'missing' : aliases.get(typeOf(value))!;
}

/** The name of a BSON type number, `undefined` where there is no such type. */
export function typeAlias(type: number): TypeAlias | undefined {
  return aliases.get(type);
}

/** A double, wrapped where the bare number would be taken for an int32. */
export function double(value: number): number | Double {
  return isInt32(value) ? new Double(value) : value;
}

export function isDoc(value: unknown): value is Doc {
  return value instanceof Map;
}

export function isNumeric(value: Value | undefined): value is number | bigint | Double | Decimal128 {
  if (typeof value === 'number' || typeof value === 'bigint') return true;
  if (typeof value !== 'object' || value === null) return false;
  const tag = (value as { _bsontype?: string })._bsontype;
  return tag === 'Double' || tag === 'Decimal128';
}

/** Null, BSON undefined or missing. */
export function isNullish(value: Value | undefined): boolean {
  return value === undefined || value === null || value instanceof BsonUndefined;
}

/** A document from plain entries; a shorthand for code and tests. */
export function doc(fields: Record<string, Value> | Iterable<readonly [string, Value]> = {}): Doc {
  return new Map(Symbol.iterator in fields ? fields : Object.entries(fields)) as Doc;
}
