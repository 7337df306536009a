import { Binary } from 'bson';
import { mongoError } from '../errors.js';
import { batchesOf, type Batches } from '../query/index.js';
import type { Collection } from '../storage/catalog.js';
import { doc, isDoc, type Doc, type Value } from '../values/index.js';
import { describeStorage } from './administration.js';
import type { Context } from './context.js';
import { currentOpStage } from './current-op.js';

/** Stages that tell of the server itself, `undefined` for names that it does not have. */
export function specialStage(
  context: Context,
  collection: Collection | undefined,
  name: string | undefined,
  stage: string,
  argument: Value,
): Batches | undefined {
  switch (stage) {
    case '$collStats':
      return batchesOf([collectionStats(context, collection, name, argument)]);
    case '$indexStats':
      return batchesOf((collection?.indexes ?? []).map((index) => indexStats(context, index)));
    case '$currentOp':
      return batchesOf(currentOpStage(context, argument));
    case '$listLocalSessions':
    case '$listSessions':
      return batchesOf(
        context.engine.sessions.all().map((session) =>
          doc({
            _id: doc({ id: new Binary(Buffer.from(session.id, 'latin1'), 4), uid: new Binary(Buffer.alloc(32)) }),
            lastUse: new Date(session.lastUse),
          }),
        ),
      );
    default:
      return undefined;
  }
}

function collectionStats(
  context: Context,
  collection: Collection | undefined,
  name: string | undefined,
  argument: Value,
): Doc {
  if (collection === undefined)
    throw mongoError(
      'NamespaceNotFound',
      `Unable to retrieve storageStats in $collStats stage :: caused by :: Collection [${context.command.db}.${name}] not found.`,
    );
  const wanted = isDoc(argument) ? argument : doc();
  const result = doc({ ns: `${context.command.db}.${name}`, host: context.host.address, localTime: context.now });
  if (wanted.has('count')) result.set('count', collection.count);
  if (wanted.has('storageStats')) result.set('storageStats', doc(describeStorage(collection, 1)));
  if (wanted.has('latencyStats')) result.set('latencyStats', doc());
  return result;
}

function indexStats(context: Context, index: Collection['indexes'][number]): Doc {
  return doc({
    name: index.name,
    key: index.keyPattern,
    host: context.host.address,
    accesses: doc({ ops: BigInt(index.uses), since: index.since }),
    spec: index.spec,
  });
}
