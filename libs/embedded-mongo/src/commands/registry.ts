import { backup, collStats, dbStats, fsync, serverStatus, shutdown, validate } from './administration.js';
import { aggregate } from './aggregate.js';
import { logout, saslContinue, saslStart, usersInfo } from './authentication.js';
import { collMod } from './coll-mod.js';
import { create, drop, dropDatabase, listCollections, listDatabases, renameCollection } from './collections.js';
import type { Handler } from './context.js';
import { currentOp } from './current-op.js';
import * as diagnostics from './diagnostics.js';
import { bulkWrite } from './bulk-write.js';
import { configureFailPoint } from './configure-fail-point.js';
import { explain } from './explain.js';
import { findAndModify } from './find-and-modify.js';
import { count, distinct, find, getMore, killCursors } from './find.js';
import * as handshake from './handshake.js';
import { createIndexes, dropIndexes, listIndexes } from './indexes.js';
import {
  abortTransaction,
  commitTransaction,
  endSessions,
  killSessions,
  refreshSessions,
  startSession,
} from './transactions.js';
import { insert } from './insert.js';
import { remove } from './remove.js';
import { update } from './update.js';

import { doc, type Doc } from '../values/index.js';

export interface CommandType {
  readonly handler: Handler;
  /** Fields that the command takes beside those that all take; `undefined` where any are let through. */
  readonly fields: ReadonlySet<string> | undefined;
  readonly inTransaction: boolean;
  readonly isWrite: boolean;
  readonly needsNoLogin: boolean;
  readonly isAdminOnly: boolean;
}

interface Options {
  fields?: string;
  inTransaction?: boolean;
  isWrite?: boolean;
  needsNoLogin?: boolean;
  isAdminOnly?: boolean;
}

function type(handler: Handler, options: Options = {}): CommandType {
  return {
    handler,
    fields: options.fields === undefined ? undefined : new Set(options.fields.split(' ')),
    inTransaction: options.inTransaction ?? false,
    isWrite: options.isWrite ?? false,
    needsNoLogin: options.needsNoLogin ?? false,
    isAdminOnly: options.isAdminOnly ?? false,
  };
}

/** As `listCommands` tells of it. */
const describe = (command: CommandType): Doc =>
  doc({ help: '', requiresAuth: !command.needsNoLogin, secondaryOk: true, adminOnly: command.isAdminOnly });

const write = { inTransaction: true, isWrite: true };
/** Fields that all write commands take. */
const writeFields = 'ordered bypassDocumentValidation bypassEmptyTsReplacement';
const open = { needsNoLogin: true };
const modify = type(findAndModify, {
  ...write,
  fields:
    'query sort remove update new fields upsert bypassDocumentValidation bypassEmptyTsReplacement collation arrayFilters hint let',
});

export const commands: ReadonlyMap<string, CommandType> = new Map(
  Object.entries({
    hello: type(handshake.hello, open),
    isMaster: type(handshake.hello, open),
    ismaster: type(handshake.hello, open),
    ping: type(handshake.ping, open),
    saslStart: type(saslStart, open),
    saslContinue: type(saslContinue, open),
    logout: type(logout, open),
    buildInfo: type(handshake.buildInfo, open),
    buildinfo: type(handshake.buildInfo, open),
    whatsmyuri: type(handshake.whatsmyuri, open),
    connectionStatus: type(handshake.connectionStatus, open),
    getParameter: type(diagnostics.getParameter, { isAdminOnly: true }),
    setParameter: type(diagnostics.setParameter, { isAdminOnly: true }),
    getCmdLineOpts: type(diagnostics.getCmdLineOpts, { isAdminOnly: true }),
    getLog: type(diagnostics.getLog, { isAdminOnly: true }),
    hostInfo: type(diagnostics.hostInfo),
    profile: type(diagnostics.profile),
    top: type(diagnostics.top, { isAdminOnly: true }),
    currentOp: type(currentOp, { isAdminOnly: true }),
    listCommands: type(() => ({ commands: doc([...commands].map(([name, of]) => [name, describe(of)] as const)) })),
    usersInfo: type(usersInfo, {
      fields: 'showCredentials showCustomData showPrivileges showAuthenticationRestrictions filter',
    }),
    replSetGetStatus: type(handshake.replSetGetStatus, { isAdminOnly: true }),
    replSetGetConfig: type(handshake.replSetGetConfig, { isAdminOnly: true }),
    find: type(find, {
      inTransaction: true,
      fields:
        'filter sort projection hint skip limit batchSize singleBatch let min max returnKey showRecordId tailable oplogReplay noCursorTimeout awaitData allowPartialResults collation allowDiskUse',
    }),
    getMore: type(getMore, { inTransaction: true, fields: 'collection batchSize term lastKnownCommittedOpTime' }),
    killCursors: type(killCursors, { inTransaction: true, fields: 'cursors' }),
    count: type(count, { fields: 'query limit skip hint collation fields' }),
    distinct: type(distinct, { inTransaction: true, fields: 'key query collation hint' }),
    aggregate: type(aggregate, {
      inTransaction: true,
      isWrite: true,
      fields: 'pipeline explain allowDiskUse cursor bypassDocumentValidation collation hint let',
    }),
    insert: type(insert, { ...write, fields: `documents ${writeFields}` }),
    update: type(update, { ...write, fields: `updates let ${writeFields}` }),
    delete: type(remove, { ...write, fields: `deletes let ${writeFields}` }),
    bulkWrite: type(bulkWrite, {
      ...write,
      isAdminOnly: true,
      fields: `ops nsInfo errorsOnly let cursor ${writeFields}`,
    }),
    findAndModify: modify,
    findandmodify: modify,
    createIndexes: type(createIndexes, {
      isWrite: true,
      inTransaction: true,
      fields: 'indexes commitQuorum ignoreUnknownIndexOptions',
    }),
    listIndexes: type(listIndexes, { fields: 'cursor' }),
    dropIndexes: type(dropIndexes, { isWrite: true, fields: 'index' }),
    deleteIndexes: type(dropIndexes, { isWrite: true, fields: 'index' }),
    create: type(create, {
      isWrite: true,
      inTransaction: true,
      fields:
        'capped autoIndexId idIndex size max storageEngine validator validationLevel validationAction indexOptionDefaults viewOn pipeline collation changeStreamPreAndPostImages timeseries clusteredIndex expireAfterSeconds encryptedFields temp',
    }),
    drop: type(drop, { isWrite: true, fields: '' }),
    dropDatabase: type(dropDatabase, { isWrite: true, fields: '' }),
    listCollections: type(listCollections, { fields: 'filter nameOnly authorizedCollections cursor' }),
    listDatabases: type(listDatabases, { fields: 'filter nameOnly authorizedDatabases', isAdminOnly: true }),
    renameCollection: type(renameCollection, { isWrite: true, fields: 'to dropTarget', isAdminOnly: true }),
    collMod: type(collMod, {
      isWrite: true,
      fields: 'index validator validationLevel validationAction viewOn pipeline changeStreamPreAndPostImages dryRun',
    }),
    serverStatus: type(serverStatus),
    dbStats: type(dbStats),
    dbstats: type(dbStats),
    collStats: type(collStats),
    collstats: type(collStats),
    validate: type(validate),
    explain: type(explain),
    fsync: type(fsync, { isAdminOnly: true }),
    backup: type(backup, { isAdminOnly: true, fields: 'folder compact' }),
    shutdown: type(shutdown, { isAdminOnly: true }),
    commitTransaction: type(commitTransaction, { inTransaction: true, isAdminOnly: true, isWrite: true }),
    abortTransaction: type(abortTransaction, { inTransaction: true, isAdminOnly: true, isWrite: true }),
    configureFailPoint: type(configureFailPoint, { ...open, isAdminOnly: true }),
    startSession: type(startSession),
    endSessions: type(endSessions, open),
    refreshSessions: type(refreshSessions),
    killSessions: type(killSessions),
    killAllSessions: type(killSessions),
  }),
);
