import { ObjectId } from 'bson';
import { SESSION_MINUTES } from '../sessions/sessions.js';
import { double, doc } from '../values/index.js';
import { startConversation } from './authentication.js';
import type { Context, Handler } from './context.js';
import { applicationName } from './fail-points.js';

export const VERSION = '8.0.4';
const WIRE_VERSION = 25;
const electionId = new ObjectId('7fffffff0000000000000001');

function answer(context: Context): Record<string, never> {
  const { host, client } = context;
  const reply = {
    helloOk: true,
    isWritablePrimary: true,
    ismaster: true,
    topologyVersion: undefined,
    secondary: false,
    hosts: [host.address],
    setName: host.replicaSet,
    setVersion: 1,
    primary: host.address,
    me: host.address,
    electionId,
    maxBsonObjectSize: 16_777_216,
    maxMessageSizeBytes: 48_000_000,
    maxWriteBatchSize: 100_000,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: SESSION_MINUTES,
    connectionId: client.id,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
    ...(context.command.has('saslSupportedMechs') ? { saslSupportedMechs: ['SCRAM-SHA-256'] } : {}),
  };
  return reply as unknown as Record<string, never>;
}

export const hello: Handler = (context) => {
  const reply: Record<string, unknown> = answer(context);
  if (context.command.name === 'hello') delete reply.ismaster;
  const name = applicationName(context.command);
  if (name !== undefined) context.client.state.set('appName', name);
  const speculative = context.command.doc('speculativeAuthenticate');
  if (
    speculative !== undefined &&
    speculative.get('mechanism') === 'SCRAM-SHA-256' &&
    context.host.credentials !== undefined
  ) {
    reply.speculativeAuthenticate = startConversation(context.host.credentials, context.client, speculative);
  }
  return reply as Record<string, never>;
};

export const ping: Handler = () => ({});

export const buildInfo: Handler = () => ({
  version: VERSION,
  gitVersion: 'embedded',
  modules: [],
  allocator: 'system',
  javascriptEngine: 'none',
  sysInfo: 'deprecated',
  versionArray: [8, 0, 4, 0],
  bits: 64,
  debug: false,
  maxBsonObjectSize: 16_777_216,
  storageEngines: ['lmdb'],
});

export const whatsmyuri: Handler = (context) => ({ you: context.client.remote });

export const connectionStatus: Handler = ({ client, command }) => {
  const authInfo = doc({
    authenticatedUsers: client.users.map(({ user, db }) => doc({ user, db })),
    authenticatedUserRoles: client.users.map(() => doc({ role: 'root', db: 'admin' })),
  });
  if (command.flag('showPrivileges'))
    authInfo.set(
      'authenticatedUserPrivileges',
      client.users.map(() => doc({ resource: doc({ anyResource: true }), actions: ['anyAction'] })),
    );
  return { authInfo };
};

export const replSetGetStatus: Handler = (context) => ({
  set: context.host.replicaSet,
  date: new Date(),
  myState: 1,
  members: [doc({ _id: 0, name: context.host.address, health: double(1), state: 1, stateStr: 'PRIMARY', self: true })],
});

export const replSetGetConfig: Handler = (context) => ({
  config: doc({ _id: context.host.replicaSet, version: 1, members: [doc({ _id: 0, host: context.host.address })] }),
});
