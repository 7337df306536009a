import { Binary } from 'bson';
import { mongoError, MongoError } from '../errors.js';
import type { Engine } from '../engine.js';
import { logError } from '../log.js';
import type { Session, Transaction } from '../sessions/sessions.js';
import { TimeLimit } from '../time-limit.js';
import { doc, double, encode, isDoc, type Doc, type Value } from '../values/index.js';
import type { Request } from '../wire/message.js';
import { checkApi } from './api-version.js';
import { Command, commonFields, noWriteConcern } from './command.js';
import { RawReply, type Client, type Context, type ServerInfo } from './context.js';
import { CloseConnection, failOnPurpose, labelsFor } from './fail-points.js';
import { commands, type CommandType } from './registry.js';
import { sessionId } from './transactions.js';

const ok = double(1);

/** Answers one request with the parts of the reply's document; never rejects. */
export async function answer(
  engine: Engine,
  host: ServerInfo,
  client: Client,
  request: Request,
): Promise<readonly Uint8Array[]> {
  try {
    const command = new Command(request.body, request.sequences);
    return await run(engine, host, client, command);
  } catch (error) {
    if (error instanceof CloseConnection) return [];
    return withClock(engine, [encode(errorReply(error))]);
  } finally {
    client.running = undefined;
  }
}

async function run(engine: Engine, host: ServerInfo, client: Client, command: Command): Promise<readonly Uint8Array[]> {
  const type = commands.get(command.name);
  if (type === undefined) throw mongoError('CommandNotFound', `no such command: '${command.name}'`);
  check(host, client, command, type);
  const now = new Date();
  const session = sessionOf(engine, command);
  const number = numberOf(command, session);
  const isInTransaction = command.get('autocommit') === false;
  const isEnd = command.name === 'commitTransaction' || command.name === 'abortTransaction';
  const isRetryable = number !== undefined && !isInTransaction;
  const retryNumber = isRetryable ? number : undefined;
  const purpose = host.failPoints?.take(command, client);
  const failing = purpose && (await failOnPurpose(purpose, { command, retryNumber }, isInTransaction));
  const transaction =
    isInTransaction && !isEnd ? transactionOf(engine, client, command, type, session!, number!) : undefined;
  if (isRetryable && !isEnd) engine.sessions.advance(session!, number);
  const maxTime = command.name === 'getMore' ? undefined : command.number('maxTimeMS');
  if (maxTime !== undefined && maxTime < 0)
    throw mongoError(51024, `BSON field 'maxTimeMS' value must be >= 0, actual value '${maxTime}'`);
  const context: Context = {
    engine,
    command,
    client,
    host,
    session,
    transaction,
    retryNumber,
    writer: transaction?.writer ?? engine.direct,
    now,
    timeLimit: maxTime === undefined || maxTime === 0 ? undefined : new TimeLimit(maxTime),
  };
  client.running = context;
  return transaction === undefined ? execute(context, type, failing) : executeIn(context, type, transaction, failing);
}

async function execute(context: Context, type: CommandType, failing: Doc | undefined): Promise<readonly Uint8Array[]> {
  const reply = await type.handler(context);
  // A write is answered when it is on the disk, unless the client asks for less; one that had nothing to do, or was done
  // by an earlier try, when what it found is.
  if (type.isWrite && wantsJournal(context.command)) await context.engine.store.durable();
  return finish(context, reply, type.isWrite ? concernError(context.command) : undefined, failing);
}

/** A failure within a transaction ends it. */
async function executeIn(
  context: Context,
  type: CommandType,
  transaction: Transaction,
  failing: Doc | undefined,
): Promise<readonly Uint8Array[]> {
  try {
    const reply = await type.handler(context);
    if (!(reply instanceof RawReply) && ('writeErrors' in reply || ('nErrors' in reply && reply.nErrors !== 0)))
      context.engine.sessions.abort(transaction);
    return finish(context, reply, undefined, failing);
  } catch (error) {
    context.engine.sessions.abort(transaction);
    throw error;
  }
}

function finish(
  context: Context,
  reply: Awaited<ReturnType<CommandType['handler']>>,
  concern: Doc | undefined,
  failing?: Doc,
): readonly Uint8Array[] {
  if (reply instanceof RawReply) return withClock(context.engine, reply.parts);
  const fields: Doc = reply instanceof Map ? new Map(reply) : doc();
  if (!(reply instanceof Map))
    for (const [name, value] of Object.entries(reply as Record<string, Value | undefined>))
      if (value !== undefined) fields.set(name, value);
  if (concern !== undefined) fields.set('writeConcernError', concern);
  if (failing !== undefined) {
    const labels = failing.get('labels') as Value[];
    const code = Number((failing.get('concern') as Doc).get('code'));
    const wanted = labels.length > 0 || context.transaction !== undefined ? labels : labelsFor(code, context, false);
    fields.set('writeConcernError', failing.get('concern')!);
    if (wanted.length > 0) fields.set('errorLabels', wanted);
  }
  fields.set('ok', ok);
  return withClock(context.engine, [encode(fields)]);
}

/** The cluster's time, which every member of a replica set puts at the end of its replies. */
function withClock(engine: Engine, parts: readonly Uint8Array[]): readonly Uint8Array[] {
  const body = parts[0] as Buffer;
  const clock = engine.clock.bytes();
  body.writeInt32LE(body.length + clock.length - 1, 0);
  return [body.subarray(0, body.length - 1), clock];
}

function wantsJournal(command: Command): boolean {
  if (!command.has('writeConcern')) return true;
  const concern = command.doc('writeConcern');
  return concern?.get('j') !== false && concern?.get('w') !== 0;
}

function check(host: ServerInfo, client: Client, command: Command, type: CommandType): void {
  if (host.credentials !== undefined && !type.needsNoLogin && client.users.length === 0) {
    throw mongoError('Unauthorized', `Command ${command.name} requires authentication`);
  }
  if (type.isAdminOnly && command.db !== 'admin')
    throw mongoError('Unauthorized', `${command.name} may only be run against the admin database.`);
  if (type.fields !== undefined) {
    for (const name of command.names()) {
      if (name === command.name || commonFields.has(name) || type.fields.has(name)) continue;
      throw mongoError(40415, `BSON field '${command.name}.${name}' is an unknown field.`);
    }
  }
  checkConcerns(command, type);
  checkApi(command);
}

const readLevels = new Set(['local', 'majority', 'available', 'linearizable', 'snapshot']);

function checkConcerns(command: Command, type: CommandType): void {
  if (!type.isWrite && command.has('writeConcern')) throw noWriteConcern();
  if (command.has('readConcern')) {
    const concern = command.doc('readConcern');
    const level = concern?.get('level');
    if (level !== undefined && !(typeof level === 'string' && readLevels.has(level))) {
      throw mongoError(
        'FailedToParse',
        "Invalid read concern level: 'readConcern.level' must be one of 'local', 'majority', 'linearizable', 'available', or 'snapshot'",
      );
    }
    // Of the past nothing is kept but what an open transaction reads.
    if (concern?.has('atClusterTime') === true)
      throw mongoError('InvalidOptions', 'readConcern.atClusterTime is not supported by this server');
    if (level === 'snapshot' && command.get('autocommit') !== false)
      throw mongoError(
        'InvalidOptions',
        "readConcern level 'snapshot' is supported by this server within transactions only",
      );
  }
}

/** A replica set of one cannot give more than one acknowledgement: the write is done, and the answer says so. */
function concernError(command: Command): Doc | undefined {
  const w = command.has('writeConcern') ? command.doc('writeConcern')?.get('w') : undefined;
  const error =
    typeof w === 'number' && w > 1
      ? mongoError('UnsatisfiableWriteConcern', 'Not enough data-bearing nodes')
      : typeof w === 'string' && w !== 'majority'
        ? mongoError('UnknownReplWriteConcern', `No write concern mode named '${w}' found in replica set configuration`)
        : undefined;
  return error && doc({ code: error.code, codeName: error.codeName, errmsg: error.message });
}

function sessionOf(engine: Engine, command: Command): Session | undefined {
  if (!command.has('lsid')) return undefined;
  const lsid = command.get('lsid');
  const id = isDoc(lsid) ? lsid.get('id') : undefined;
  if (!(id instanceof Binary))
    throw mongoError(
      'TypeMismatch',
      "BSON field 'OperationSessionInfo.lsid.id' is the wrong type, expected type 'binData'",
    );
  if (command.name === 'endSessions') return undefined;
  return engine.sessions.get(sessionId(id));
}

function numberOf(command: Command, session: Session | undefined): bigint | undefined {
  const number = command.get('txnNumber');
  if (number === undefined) return undefined;
  if (typeof number !== 'bigint')
    throw mongoError(
      'TypeMismatch',
      "BSON field 'OperationSessionInfo.txnNumber' is the wrong type, expected type 'long'",
    );
  if (session === undefined)
    throw mongoError('InvalidOptions', 'Transaction number requires a session ID to also be specified');
  return number;
}

function transactionOf(
  engine: Engine,
  client: Client,
  command: Command,
  type: CommandType,
  session: Session,
  number: bigint,
): Transaction {
  if (number === undefined)
    throw mongoError('InvalidOptions', "'autocommit' field requires a transaction number to also be specified");
  if (!type.inTransaction) {
    throw mongoError(
      'OperationNotSupportedInTransaction',
      `Cannot run '${command.name}' in a multi-document transaction.`,
    );
  }
  const isStart = command.get('startTransaction') === true;
  return isStart
    ? engine.sessions.begin(session, number, client.id)
    : engine.sessions.current(session, number, client.id);
}

function errorReply(error: unknown): Doc {
  if (!(error instanceof MongoError)) logError('unexpected error', error);
  const known =
    error instanceof MongoError
      ? error
      : mongoError('InternalError', error instanceof Error ? error.message : String(error));
  const { errorLabels, ...extra } = known.extra;
  const reply: Doc = doc({ ok: double(0), errmsg: known.message, code: known.code, codeName: known.codeName });
  for (const [name, value] of Object.entries(extra)) reply.set(name, value as Value);
  if (errorLabels !== undefined) reply.set('errorLabels', errorLabels as Value);
  return reply;
}
