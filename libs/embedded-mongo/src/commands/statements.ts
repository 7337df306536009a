import { Pace } from '../breathe.js';
import { MongoError, mongoError } from '../errors.js';
import { doc, type Doc, type Value } from '../values/index.js';
import type { Context, Reply } from './context.js';
import { CloseConnection } from './fail-points.js';

const MOST_STATEMENTS = 100_000;

export interface WriteError {
  readonly index: number;
  readonly error: MongoError;
}

/** Documents of a statement list, refused where there are none or too many. */
export function statements(context: Context, name: string): Buffer[] {
  const list = context.command.documents(name);
  if (list === undefined) throw context.command.missing(name);
  if (list.length === 0 || list.length > MOST_STATEMENTS) {
    throw mongoError(
      'InvalidLength',
      `Write batch sizes must be between 1 and ${MOST_STATEMENTS}. Got ${list.length} operations.`,
    );
  }
  return list;
}

/** The number by which a repeated statement is known. */
export function statementIds(context: Context, count: number): (index: number) => number {
  const listed = context.command.array('stmtIds')?.map(Number);
  if (listed !== undefined && listed.length !== count) {
    throw mongoError(
      'InvalidOptions',
      `Number of statement ids must match the number of batch entries. Got ${listed.length} statement ids but ${count} ops.`,
    );
  }
  const first = context.command.number('stmtId') ?? 0;
  return (index) => listed?.[index] ?? first + index;
}

/** What a repeated statement gave when it was applied before; `undefined` where it was not. */
export const appliedBefore = (context: Context, statement: number): Doc | undefined =>
  context.retryNumber === undefined ? undefined : context.session!.retryable.find(context.retryNumber, statement);

/** Keeps what a retryable statement gave (or `count` from it on), in the turn of its last write, so that both are stored together. */
export function remember(context: Context, statement: number, result: Doc, count = 1): void {
  if (context.retryNumber !== undefined)
    context.session!.retryable.remember(context.writer, context.retryNumber, statement, result, count);
}

/** Refuses a retryable write of many documents: it could not be told how far it came. */
export function refuseRepeat(context: Context, isMulti: boolean, what: string): void {
  if (isMulti && context.retryNumber !== undefined)
    throw mongoError('InvalidOptions', `Cannot use (or request) retryable writes with ${what}`);
}

/** True where a retryable statement was applied before, or where the write is not retryable. */
const isApplied = (context: Context, statement: number): boolean =>
  context.retryNumber === undefined || appliedBefore(context, statement) !== undefined;

/** Failures that are not of one statement: unknown and missing fields, and the time limit. */
const ofWholeCommand = new Set([40414, 40415, 50]);

/** Runs statements in turn; a failed one ends an ordered batch. In a transaction every failure ends it. */
export async function eachStatement(
  context: Context,
  list: readonly Buffer[],
  idOf: (index: number) => number,
  run: (statement: Buffer, index: number) => Promise<void> | void,
  beforePause: () => void = () => undefined,
): Promise<WriteError[]> {
  const isOrdered = !context.command.has('ordered') || context.command.flag('ordered');
  const errors: WriteError[] = [];
  const pace = new Pace();
  try {
    for (let index = 0; index < list.length; index++) {
      try {
        const failing = isApplied(context, idOf(index)) ? undefined : context.host.failPoints?.takeWrite();
        if (failing === 'before') throw new CloseConnection();
        const running = run(list[index]!, index);
        if (running !== undefined) await running;
        if (failing === 'after') throw new CloseConnection();
      } catch (error) {
        if (!(error instanceof MongoError) || ofWholeCommand.has(error.code) || isTransient(error)) throw error;
        errors.push({ index, error });
        if (isOrdered || context.transaction !== undefined) break;
      }
      if (!pace.isDue) continue;
      beforePause();
      await pace.pause();
      await context.engine.store.room();
    }
    return errors;
  } finally {
    beforePause();
  }
}

const isTransient = (error: MongoError): boolean => Array.isArray(error.extra.errorLabels);

export function withErrors(reply: Record<string, Value>, errors: readonly WriteError[]): Reply {
  if (errors.length === 0) return reply;
  return {
    ...reply,
    writeErrors: errors.map(({ index, error }) =>
      doc({ index, code: error.code, ...(error.extra as Record<string, Value>), errmsg: error.message }),
    ),
  };
}

export function checkFields(statement: Doc, known: ReadonlySet<string>, where: string): void {
  for (const name of statement.keys()) {
    if (!known.has(name)) throw mongoError(40415, `BSON field '${where}.${name}' is an unknown field.`);
  }
}
