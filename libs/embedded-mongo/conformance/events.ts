import { BSON, type MongoClient } from 'mongodb';
import { match, type Json, type MatchContext } from './match.ts';

type Kind = 'command' | 'cmap' | 'sdam';

/** What the driver told of its commands, its pools of connections or the servers that it sees. */
export interface RecordedEvent {
  readonly name: string;
  readonly kind: Kind;
  readonly fields: Json;
}

const CONFIDENTIAL = new Set([
  'authenticate',
  'saslStart',
  'saslContinue',
  'getnonce',
  'createUser',
  'updateUser',
  'copydbgetnonce',
  'copydbsaslstart',
  'copydb',
]);

/** The driver changes a command's parts after the event, so they are copied. */
function copy(document: object | undefined): Json | undefined {
  return document === undefined
    ? undefined
    : (BSON.deserialize(BSON.serialize(document, { ignoreUndefined: true })) as Json);
}

/** The kind of an event, by its name in the tests: `poolClearedEvent` is of the pool. */
function kindOf(name: string): Kind {
  if (name.startsWith('command')) return 'command';
  return /^(pool|connection)/.test(name) ? 'cmap' : 'sdam';
}

/** The driver's own name of an event: `connectionPoolCleared` for `poolClearedEvent`. */
const driverName = (name: string): string => name.replace(/Event$/, '').replace(/^pool/, 'connectionPool');

function fieldsOf(kind: Kind, event: Json): Json {
  if (kind === 'command') return { ...event, command: copy(event.command as object), reply: event.reply ?? undefined };
  const { previousDescription: before, newDescription: after, reason, awaited, interruptInUseConnections } = event;
  const typed = (description: unknown) => description && { type: (description as Json).type };
  return {
    reason,
    awaited,
    interruptInUseConnections,
    previousDescription: typed(before),
    newDescription: typed(after),
    serviceId: event.serviceId,
  };
}

/** Keeps of a client's events those that the test observes. */
export function record(client: MongoClient, fields: Json): RecordedEvent[] {
  const seen: RecordedEvent[] = [];
  const ignored = new Set(['configureFailPoint', ...((fields.ignoreCommandMonitoringEvents ?? []) as string[])]);
  const isHidden = (event: Json): boolean => {
    const command = event.commandName as string;
    if (ignored.has(command)) return true;
    return fields.observeSensitiveCommands !== true && CONFIDENTIAL.has(command);
  };
  for (const name of (fields.observeEvents ?? []) as string[]) {
    const kind = kindOf(name);
    client.on(driverName(name) as 'commandStarted', (event: unknown) => {
      if (!isHidden(event as Json)) seen.push({ name, kind, fields: fieldsOf(kind, event as Json) });
    });
  }
  return seen;
}

/** Throws where the events of one kind are not those that a test expects, in their order. */
export function checkEvents(expected: Json, recorded: readonly RecordedEvent[], context: MatchContext): void {
  const kind = (expected.eventType ?? 'command') as Kind;
  const seen = recorded.filter((event) => event.kind === kind);
  const wanted = expected.events as Json[];
  if (seen.length < wanted.length || (seen.length > wanted.length && expected.ignoreExtraEvents !== true))
    throw new Error(`expected ${wanted.length} events, got ${seen.map(title).join(', ')}`);
  wanted.forEach((event, i) => checkEvent(event, seen[i]!, context, `event ${i}`));
}

/** How many of the events are as a test describes one. */
export function countEvents(expected: Json, recorded: readonly RecordedEvent[], context: MatchContext): number {
  return recorded.filter((event) => {
    try {
      checkEvent(expected, event, context, 'event');
      return true;
    } catch {
      // Any difference means that it is another event.
      return false;
    }
  }).length;
}

const title = (event: RecordedEvent): string => String(event.fields.commandName ?? event.name);

function checkEvent(expected: Json, actual: RecordedEvent, context: MatchContext, path: string): void {
  const [name, wanted] = Object.entries(expected)[0] as [string, Json];
  if (actual.name !== name) throw new Error(`${path}: expected ${name}, got ${actual.name} (${title(actual)})`);
  const { hasServiceId, hasServerConnectionId, command, reply, ...rest } = wanted;
  checkPresence(hasServiceId, actual.fields.serviceId, `${path}.serviceId`);
  checkPresence(hasServerConnectionId, actual.fields.serverConnectionId, `${path}.serverConnectionId`);
  match(rest, actual.fields, context, path, true);
  if (reply !== undefined) match(reply, actual.fields.reply, context, path, true);
  if (command !== undefined)
    match(command, withoutTimeout(actual.fields.command as Json, command as Json), context, path, true);
}

function checkPresence(expected: unknown, actual: unknown, path: string): void {
  const isThere = actual !== undefined && actual !== null;
  if (expected !== undefined && isThere !== expected)
    throw new Error(`${path}: expected to be there: ${String(expected)}`);
}

/** The driver adds a `wtimeout` to every end of a transaction, which the tests expect only of a repeated one. */
function withoutTimeout(command: Json, expected: Json): Json {
  const concern = command.writeConcern as Json | undefined;
  const wanted = expected.writeConcern as Json | undefined;
  if (
    !('commitTransaction' in command || 'abortTransaction' in command) ||
    concern === undefined ||
    wanted === undefined ||
    'wtimeout' in wanted
  )
    return command;
  const { wtimeout: _, ...rest } = concern;
  return { ...command, writeConcern: rest };
}
