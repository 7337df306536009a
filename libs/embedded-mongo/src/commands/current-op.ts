import { failedToParse, mongoError } from '../errors.js';
import { parseFilter } from '../query/index.js';
import { decode, doc, isDoc, type Doc, type Value } from '../values/index.js';
import type { Client, Context, Handler } from './context.js';

const kinds: Record<string, string> = {
  find: 'query',
  getMore: 'getmore',
  insert: 'insert',
  update: 'update',
  delete: 'remove',
  bulkWrite: 'bulkWrite',
};

/** The operations that are being answered, with `idle` the connections as well that wait for their client. */
function operations(context: Context, idle: boolean): Doc[] {
  return [...context.host.clients]
    .filter((client) => idle || client.running !== undefined)
    .map((client) => describe(context, client));
}

function describe(context: Context, client: Client): Doc {
  const { running } = client;
  const operation = doc({
    type: 'op',
    host: context.host.address,
    desc: `conn${client.id}`,
    connectionId: client.id,
    client: client.remote,
    active: running !== undefined,
    currentOpTime: context.now.toISOString(),
  });
  const appName = client.state.get('appName');
  if (typeof appName === 'string') operation.set('appName', appName);
  if (running === undefined) return operation;
  const { command } = running;
  const milliseconds = Date.now() - running.now.getTime();
  const collection = command.get(command.name === 'getMore' ? 'collection' : command.name);
  operation.set('opid', client.id);
  operation.set('secs_running', BigInt(Math.floor(milliseconds / 1000)));
  operation.set('microsecs_running', BigInt(milliseconds * 1000));
  operation.set('op', kinds[command.name] ?? 'command');
  operation.set('ns', `${command.db}.${typeof collection === 'string' ? collection : '$cmd'}`);
  operation.set('command', decode(command.bytes));
  const session = command.get('lsid');
  if (session !== undefined) operation.set('lsid', session);
  return operation;
}

/** Operations as `currentOp` tells them; fields that it does not know filter them. */
export const currentOp: Handler = (context) => {
  const { command } = context;
  const wanted = command.ownNames().filter((name) => name !== '$all' && name !== '$ownOps');
  const filter = parseFilter(new Map(wanted.map((name) => [name, command.get(name)!])), { now: context.now });
  return { inprog: operations(context, command.flag('$all')).filter((operation) => filter.matches(operation)) };
};

/** Told alike of every server of one member with one user. */
const options = new Set([
  'allUsers',
  'idleConnections',
  'idleCursors',
  'idleSessions',
  'localOps',
  'targetAllNodes',
  'truncateOps',
]);

/** Operations as the stage `$currentOp` gives them. */
export function currentOpStage(context: Context, argument: Value): Doc[] {
  if (!isDoc(argument)) throw failedToParse('$currentOp options must be specified in an object');
  if (context.command.db !== 'admin' || context.command.get('aggregate') !== 1)
    throw mongoError('InvalidNamespace', "$currentOp must be run against the 'admin' database with {aggregate: 1}");
  for (const name of argument.keys())
    if (!options.has(name)) throw failedToParse(`Unrecognized option '${name}' in $currentOp stage.`);
  return operations(context, argument.get('idleConnections') === true);
}
