import { Binary } from 'bson';
import { mongoError } from '../errors.js';
import { isDoc } from '../values/index.js';
import type { Context, Handler } from './context.js';

function mustBeInTransaction(context: Context): bigint {
  const number = context.command.get('txnNumber');
  if (typeof number !== 'bigint' || context.session === undefined) {
    throw mongoError('NoSuchTransaction', "Transaction isn't in progress", {
      errorLabels: ['TransientTransactionError'],
    });
  }
  return number;
}

export const commitTransaction: Handler = async (context) => {
  const number = mustBeInTransaction(context);
  context.engine.sessions.commit(context.session!, number, context.engine.direct, context.client.id);
  await context.engine.store.durable();
  return {};
};

export const abortTransaction: Handler = (context) => {
  const number = mustBeInTransaction(context);
  const { sessions } = context.engine;
  sessions.abort(sessions.current(context.session!, number));
  return {};
};

/** Ids of the sessions that a command lists. */
function listed(context: Context): string[] {
  return (context.command.array(context.command.name) ?? []).map((item) => {
    const id = isDoc(item) ? item.get('id') : undefined;
    if (!(id instanceof Binary))
      throw mongoError('TypeMismatch', "BSON field 'id' is the wrong type, expected type 'binData'");
    return sessionId(id);
  });
}

export const sessionId = (id: Binary): string => Buffer.from(id.buffer.subarray(0, id.position)).toString('latin1');

export const endSessions: Handler = (context) => {
  for (const id of listed(context)) {
    context.engine.cursors.closeWhere((cursor) => cursor.sessionId === id);
    context.engine.sessions.end(id);
  }
  return {};
};

export const killSessions: Handler = (context) => {
  const ids = new Set(listed(context));
  const { sessions, cursors } = context.engine;
  for (const { id } of sessions.all()) {
    if (ids.size > 0 && !ids.has(id)) continue;
    cursors.closeWhere((cursor) => cursor.sessionId === id);
    sessions.end(id);
  }
  return {};
};

export const refreshSessions: Handler = (context) => {
  for (const id of listed(context)) context.engine.sessions.get(id);
  return {};
};

export const startSession: Handler = () => {
  const id = new Binary(crypto.getRandomValues(new Uint8Array(16)), Binary.SUBTYPE_UUID);
  return { id: new Map([['id', id]]), timeoutMinutes: 30 };
};
