import { mongoError } from '../errors.js';
import { isDoc } from '../values/index.js';
import type { Command } from './command.js';

/** Commands of MongoDB's stable API, version 1. */
const commands = new Set(
  (
    'abortTransaction aggregate authenticate bulkWrite collMod commitTransaction count create createIndexes delete ' +
    'drop dropDatabase dropIndexes endSessions explain find findAndModify getMore hello insert killCursors ' +
    'listCollections listDatabases listIndexes ping refreshSessions saslContinue saslStart update'
  ).split(' '),
);
/** Stages that it leaves out; all of them are first in their pipelines. */
const outside = new Set(['$currentOp', '$indexStats', '$listLocalSessions', '$listSessions', '$planCacheStats']);

/** Refuses what a client that keeps to a version of the API must not use. */
export function checkApi(command: Command): void {
  const version = command.get('apiVersion');
  const isStrict = command.get('apiStrict');
  if (version === undefined) {
    if (isStrict === undefined && command.get('apiDeprecationErrors') === undefined) return;
    throw mongoError(4886600, 'Provided apiStrict and/or apiDeprecationErrors without passing apiVersion');
  }
  if (version !== '1') throw mongoError('APIVersionError', `API version must be "1"`);
  if (isStrict !== true) return;
  if (!commands.has(command.name))
    throw mongoError(
      'APIStrictError',
      `Provided apiStrict:true, but the command ${command.name} is not in API Version 1`,
    );
  const stage = firstStage(command);
  if (stage !== undefined && outside.has(stage))
    throw mongoError('APIStrictError', `stage ${stage} is not allowed with 'apiStrict: true' in API Version 1`);
}

function firstStage(command: Command): string | undefined {
  const pipeline = command.name === 'aggregate' ? command.get('pipeline') : undefined;
  const first = Array.isArray(pipeline) ? pipeline[0] : undefined;
  return isDoc(first) ? first.keys().next().value : undefined;
}
