import { mongoError, typeMismatch } from '../errors.js';
import { isDoc, isNumeric, RawDoc, Type, typeName, type Doc, type Value } from '../values/index.js';
import { nameEnd, sizeAt, valueAt } from '../values/decode.js';
import { readName } from '../values/bytes.js';

interface Field {
  readonly type: number;
  readonly at: number;
}

/** What any command may carry. */
export const commonFields = new Set([
  '$db',
  'lsid',
  '$clusterTime',
  '$readPreference',
  'readConcern',
  'writeConcern',
  'txnNumber',
  'autocommit',
  'startTransaction',
  'stmtId',
  'stmtIds',
  'maxTimeMS',
  'maxTimeMSOpOnly',
  'comment',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  '$client',
  '$configServerState',
  'shardVersion',
  '$audit',
  '$replData',
  '$queryOptions',
  'mayBypassWriteBlocking',
  'databaseVersion',
  'serialization_context',
  'isImplicitDefaultMajority',
]);

/** Refuses the write concern of a command that does not write. */
export const noWriteConcern = (): Error => mongoError('InvalidOptions', 'Command does not support writeConcern');

/** A command as it came: fields are decoded when they are asked for. */
export class Command {
  readonly name: string;
  readonly db: string;
  readonly bytes: Buffer;
  private readonly fields = new Map<string, Field>();
  private readonly sequences: ReadonlyMap<string, Buffer[]>;

  constructor(bytes: Buffer, sequences: ReadonlyMap<string, Buffer[]>) {
    this.bytes = bytes;
    this.sequences = sequences;
    const end = bytes.length - 1;
    let first: string | undefined;
    for (let at = 4; at < end;) {
      const type = bytes[at++]!;
      const stop = nameEnd(bytes, at);
      const name = readName(bytes, at, stop);
      at = stop + 1;
      if (this.fields.has(name) && name !== '$readPreference') {
        throw mongoError(40413, `BSON field '${first}.${name}' is a duplicate field`);
      }
      this.fields.set(name, { type, at });
      at += sizeAt(bytes, type, at);
      first ??= name;
    }
    this.name = first ?? '';
    const db = this.get('$db');
    if (db !== undefined && typeof db !== 'string') throw typeMismatch('$db must be a string');
    this.db = db ?? 'admin';
  }

  names(): IterableIterator<string> {
    return this.fields.keys();
  }

  /** The fields that are the command's own: not its name, and not what any command may carry. */
  ownNames(): string[] {
    return [...this.fields.keys()].filter((name) => name !== this.name && !commonFields.has(name));
  }

  has(name: string): boolean {
    return this.fields.has(name);
  }

  get(name: string): Value | undefined {
    const field = this.fields.get(name);
    return field === undefined ? undefined : valueAt(this.bytes, field.type, field.at);
  }

  /** A string that must be there. */
  text(name: string): string {
    const value = this.get(name);
    if (value === undefined) throw this.missing(name);
    if (typeof value !== 'string') throw this.wrongType(name, value, 'string');
    return value;
  }

  optionalText(name: string): string | undefined {
    return this.has(name) ? this.text(name) : undefined;
  }

  doc(name: string): Doc | undefined {
    const value = this.get(name);
    if (value === undefined || value === null) return undefined;
    if (!isDoc(value)) throw this.wrongType(name, value, 'object');
    return value;
  }

  array(name: string): Value[] | undefined {
    const value = this.get(name);
    if (value === undefined) return undefined;
    if (!Array.isArray(value)) throw this.wrongType(name, value, 'array');
    return value;
  }

  /** A number of any type, its fraction cut off. */
  number(name: string): number | undefined {
    const value = this.get(name);
    if (value === undefined || value === null) return undefined;
    if (!isNumeric(value)) throw this.wrongType(name, value, 'number');
    return Math.trunc(Number(value.toString()));
  }

  /** A boolean, or a number that stands for one. */
  flag(name: string): boolean {
    const value = this.get(name);
    if (value === undefined || value === null) return false;
    if (typeof value === 'boolean') return value;
    if (isNumeric(value)) return Number(value.toString()) !== 0;
    throw typeMismatch(
      `BSON field '${this.name}.${name}' is the wrong type '${typeName(value)}', expected types '[bool, long, int, decimal, double']`,
    );
  }

  /** Documents of a sequence or of an array in the body, as they are; `undefined` where there is neither. */
  documents(name: string): Buffer[] | undefined {
    const sequence = this.sequences.get(name);
    if (sequence !== undefined) return sequence;
    const field = this.fields.get(name);
    if (field === undefined) return undefined;
    if (field.type !== Type.array) throw this.wrongType(name, this.get(name)!, 'array');
    return this.elements(name, field.at);
  }

  private elements(field: string, start: number): Buffer[] {
    const { bytes } = this;
    const end = start + bytes.readInt32LE(start) - 1;
    const found: Buffer[] = [];
    for (let at = start + 4; at < end;) {
      const type = bytes[at++]!;
      at = nameEnd(bytes, at) + 1;
      const size = sizeAt(bytes, type, at);
      if (type !== Type.object) throw this.wrongType(`${field}.${found.length}`, valueAt(bytes, type, at), 'object');
      found.push(bytes.subarray(at, at + size));
      at += size;
    }
    return found;
  }

  raw(): RawDoc {
    return new RawDoc(this.bytes);
  }

  missing(name: string): Error {
    return mongoError(40414, `BSON field '${this.name}.${name}' is missing but a required field`);
  }

  wrongType(name: string, value: Value, expected: string): Error {
    return typeMismatch(
      `BSON field '${this.name}.${name}' is the wrong type '${typeName(value)}', expected type '${expected}'`,
    );
  }
}
