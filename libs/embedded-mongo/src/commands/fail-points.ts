import { badValue, codeNameOf, MongoError } from '../errors.js';
import { isDoc, type Doc, type Value } from '../values/index.js';
import type { Command } from './command.js';

/** Ends the connection in place of an answer. */
export class CloseConnection extends Error {}

interface FailCommand {
  left: number;
  skip: number;
  readonly data: Doc;
}

/** The `failCommand` of a server that was started for tests: makes commands fail on purpose. */
export class FailPoints {
  private current: FailCommand | undefined;
  private write: FailCommand | undefined;

  configure(name: Value | undefined, mode: Value | undefined, data: Doc): void {
    if (name === 'failCommand') this.current = pointOf(mode, data);
    else if (name === 'onPrimaryTransactionalWrite') this.write = pointOf(mode, data);
    else throw badValue(`no such fail point: ${String(name)}`);
  }

  /** Whether a statement of a retryable write is to lose its connection, and when. */
  takeWrite(): 'before' | 'after' | undefined {
    const point = this.write;
    if (point === undefined) return undefined;
    if (point.skip > 0) {
      point.skip--;
      return undefined;
    }
    if (--point.left <= 0) this.write = undefined;
    return point.data.has('failBeforeCommitExceptionCode') ? 'before' : 'after';
  }

  /** What is to happen to a command, `undefined` where nothing is. */
  take(command: Command, client: { readonly state: ReadonlyMap<string, unknown> }): Doc | undefined {
    const point = this.current;
    if (point === undefined || !(point.data.get('failCommands') as Value[] | undefined)?.includes(nameOf(command)))
      return undefined;
    const appName = point.data.get('appName');
    // The first command of a connection is the one that tells the name.
    if (appName !== undefined && appName !== (applicationName(command) ?? client.state.get('appName')))
      return undefined;
    if (point.skip > 0) {
      point.skip--;
      return undefined;
    }
    if (--point.left <= 0) this.current = undefined;
    return point.data;
  }
}

/** Drivers begin by another name of one command. */
const nameOf = ({ name }: Command): string => (name === 'ismaster' ? 'isMaster' : name);

/** The name of the program that says hello, if it gives one. */
export function applicationName(command: Command): Value | undefined {
  const application = command.doc('client')?.get('application');
  return isDoc(application) ? application.get('name') : undefined;
}

function pointOf(mode: Value | undefined, data: Doc): FailCommand | undefined {
  if (mode === 'off') return undefined;
  if (mode === 'alwaysOn') return { left: Infinity, skip: 0, data };
  if (!isDoc(mode)) throw badValue('fail point mode must be off, alwaysOn, or a document');
  const times = mode.get('times');
  return { left: times === undefined ? Infinity : Number(times), skip: Number(mode.get('skip') ?? 0), data };
}

/** The command that fails, and its number where it is a retryable write. */
interface Retried {
  readonly command: Command;
  readonly retryNumber: bigint | undefined;
}

const retryable = new Set([6, 7, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);
/** Codes of a transaction that met another, which does not take effect however it ends. */
const conflicts = new Set([24, 112, 246, 251, 267]);
const transient = new Set([...retryable, ...conflicts]);

/** Labels that tell a driver what it may do again. */
export function labelsFor(code: number, context: Retried, isInTransaction: boolean): string[] {
  const isEnd = context.command.name === 'commitTransaction' || context.command.name === 'abortTransaction';
  if (isEnd && conflicts.has(code)) return ['TransientTransactionError'];
  if (isInTransaction && !isEnd) return transient.has(code) ? ['TransientTransactionError'] : [];
  if ((context.retryNumber !== undefined || isEnd) && retryable.has(code)) return ['RetryableWriteError'];
  return [];
}

/** Does what a fail point says, before the command runs; gives the write concern's error that its answer is to have. */
export async function failOnPurpose(data: Doc, context: Retried, isInTransaction: boolean): Promise<Doc | undefined> {
  if (data.get('blockConnection') === true)
    await new Promise((resolve) => setTimeout(resolve, Number(data.get('blockTimeMS') ?? 0)));
  if (data.get('closeConnection') === true) throw new CloseConnection();
  const code = data.get('errorCode');
  if (code !== undefined) {
    const number = Number(code);
    const given = data.get('errorLabels') as Value[] | undefined;
    const labels = given ?? labelsFor(number, context, isInTransaction);
    throw new MongoError(
      number,
      codeNameOf(number),
      `Failing command via 'failCommand' failpoint`,
      labels.length > 0 ? { errorLabels: labels } : {},
    );
  }
  const concern = data.get('writeConcernError');
  return isDoc(concern)
    ? new Map([
        ['concern', concern],
        ['labels', data.get('errorLabels') ?? []],
      ] as [string, Value][])
    : undefined;
}
