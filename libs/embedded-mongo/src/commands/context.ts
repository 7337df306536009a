import { mongoError } from '../errors.js';
import type { Engine } from '../engine.js';
import type { Session, Transaction } from '../sessions/sessions.js';
import type { Collection } from '../storage/catalog.js';
import { Blocked, type Writer } from '../storage/writer.js';
import type { TimeLimit } from '../time-limit.js';
import { isDoc, parseCollation, typeName, type Collation, type Doc, type Value } from '../values/index.js';
import { sameCollation } from '../planner/bounds.js';
import type { Credentials } from './credentials.js';
import type { Command } from './command.js';
import type { FailPoints } from './fail-points.js';

/** The connection that a command came over. */
export interface Client {
  readonly id: number;
  readonly remote: string;
  /** Names of the users that it has authenticated as, with their databases. */
  readonly users: { user: string; db: string }[];
  readonly state: Map<string, unknown>;
  /** The command that is being answered. */
  running: Context | undefined;
}

/** What a handler answers: fields beside `ok`, or the bytes of a whole reply. */
export type Reply = Record<string, Value | undefined> | Doc | RawReply;

export class RawReply {
  readonly parts: readonly Uint8Array[];

  constructor(parts: readonly Uint8Array[]) {
    this.parts = parts;
  }
}

/** One command with everything it may use. */
export interface Context {
  readonly engine: Engine;
  readonly command: Command;
  readonly client: Client;
  readonly host: ServerInfo;
  readonly session: Session | undefined;
  readonly transaction: Transaction | undefined;
  /** Number of a retryable write. */
  readonly retryNumber: bigint | undefined;
  readonly writer: Writer;
  readonly now: Date;
  readonly timeLimit: TimeLimit | undefined;
}

export interface ServerInfo {
  readonly address: string;
  readonly replicaSet: string;
  /** The user that must log in; without one nobody has to. */
  readonly credentials: Credentials | undefined;
  /** Only where the server was started for tests. */
  readonly failPoints: FailPoints | undefined;
  /** The connections that are open. */
  readonly clients: ReadonlySet<Client>;
  /** What has gone over all connections since the start. */
  readonly traffic: () => { bytesIn: number; bytesOut: number; numRequests: number };
  /** Ends the server, as `shutdown` asks. */
  readonly stop: () => void;
}

export type Handler = (context: Context) => Promise<Reply> | Reply;

/** The collection that the command's first field names, `undefined` where it does not exist. */
export function collectionOf(context: Context): { db: string; name: string; collection: Collection | undefined } {
  const { command } = context;
  const value = command.get(command.name);
  if (typeof value !== 'string') {
    throw mongoError('InvalidNamespace', `collection name has invalid type ${typeName(value)}`);
  }
  if (value === '') throw mongoError('InvalidNamespace', `Invalid namespace specified '${command.db}.'`);
  return { db: command.db, name: value, collection: namedCollection(context, command.db, value) };
}

/** A collection by its name, `undefined` where it does not exist; those that the running transaction made are there. */
export function namedCollection(context: Context, db: string, name: string): Collection | undefined {
  return context.transaction?.created.get(`${db}.${name}`) ?? context.engine.catalog.collection(db, name);
}

/** Refuses a view where a collection is needed. */
export function refuseView(collection: Collection | undefined, db: string, name: string): void {
  if (collection?.view !== undefined)
    throw mongoError('CommandNotSupportedOnView', `Namespace ${db}.${name} is a view, not a collection`);
}

/** The collation of a command or statement, else that of the collection. A view has one and the same for all. */
export function collationOf(value: Value | undefined, collection: Collection | undefined): Collation | undefined {
  if (value === undefined || value === null) return collection?.collation;
  if (!isDoc(value))
    throw mongoError('TypeMismatch', "BSON field 'collation' is the wrong type, expected type 'object'");
  if (value.size === 0) return collection?.collation;
  const collation = parseCollation(value);
  if (collection?.view !== undefined && !sameCollation(collation, collection.collation))
    throw mongoError('OptionNotSupportedOnView', "Cannot override a view's default collation");
  return collation;
}

export function mustExist(collection: Collection | undefined, db: string, name: string): Collection {
  if (collection === undefined) throw mongoError('NamespaceNotFound', `ns not found: ${db}.${name}`);
  return collection;
}

/** Runs a write, again and again while an open transaction holds what it wants. */
export async function unblocked<T>(context: Context, write: () => T): Promise<T> {
  for (let wait = 1; ; wait = Math.min(wait * 2, 100)) {
    try {
      return write();
    } catch (error) {
      if (!(error instanceof Blocked)) throw error;
      await Promise.race([error.holder.ended.promise, new Promise((resolve) => setTimeout(resolve, wait))]);
      context.timeLimit?.check();
    }
  }
}
