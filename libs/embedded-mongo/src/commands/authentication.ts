import { randomBytes, timingSafeEqual } from 'node:crypto';
import { Binary } from 'bson';
import { mongoError } from '../errors.js';
import { parseFilter } from '../query/index.js';
import { doc, isDoc, type Doc, type Value } from '../values/index.js';
import type { Client, Context, Handler } from './context.js';
import { hmac, ITERATIONS, sha256, type Credentials } from './credentials.js';

/** One exchange of a connection, between its two messages (RFC 5802). */
interface Conversation {
  readonly clientFirst: string;
  readonly serverFirst: string;
  readonly nonce: string;
  readonly isKnown: boolean;
  readonly skipEmpty: boolean;
  isVerified: boolean;
}

const failed = (): Error => mongoError('AuthenticationFailed', 'Authentication failed.');

function payloadOf(command: { get(name: string): unknown }): string {
  const payload = command.get('payload');
  if (!(payload instanceof Binary)) throw failed();
  return Buffer.from(payload.buffer.subarray(0, payload.position)).toString();
}

const reply = (payload: string, done: boolean): Doc =>
  doc({ conversationId: 1, done, payload: new Binary(Buffer.from(payload)) });
const fieldsOf = (message: string): Map<string, string> =>
  new Map(message.split(',').map((part) => [part.slice(0, 1), part.slice(2)]));

/** The first message of a client, also where it comes within `hello`. */
export function startConversation(
  credentials: Credentials | undefined,
  client: Client,
  command: { get(name: string): unknown },
): Doc {
  if (command.get('mechanism') !== 'SCRAM-SHA-256')
    throw mongoError('AuthenticationFailed', `Unsupported mechanism ${String(command.get('mechanism'))}`);
  const message = payloadOf(command);
  const clientFirst = message.replace(/^[ny],[^,]*,/, '');
  const fields = fieldsOf(clientFirst);
  const user = (fields.get('n') ?? '').replaceAll('=2C', ',').replaceAll('=3D', '=');
  const nonce = (fields.get('r') ?? '') + randomBytes(24).toString('base64');
  // An unknown user gets an exchange as well, so that it cannot be told from a wrong password.
  const salt = credentials?.salt ?? randomBytes(28);
  const serverFirst = `r=${nonce},s=${salt.toString('base64')},i=${ITERATIONS}`;
  const options = command.get('options');
  const skipEmpty = isDoc(options) && options.get('skipEmptyExchange') === true;
  const conversation: Conversation = {
    clientFirst,
    serverFirst,
    nonce,
    isKnown: credentials?.user === user,
    skipEmpty,
    isVerified: false,
  };
  client.state.set('conversation', conversation);
  return reply(serverFirst, false);
}

export const saslStart: Handler = (context) =>
  startConversation(context.host.credentials, context.client, context.command);

export const saslContinue: Handler = (context) => {
  const conversation = context.client.state.get('conversation') as Conversation | undefined;
  const { credentials } = context.host;
  if (conversation === undefined || credentials === undefined) throw failed();
  if (conversation.isVerified) return finish(context, credentials, '');
  const message = payloadOf(context.command);
  const fields = fieldsOf(message);
  const authMessage = `${conversation.clientFirst},${conversation.serverFirst},${message.slice(0, message.lastIndexOf(',p='))}`;
  const proof = Buffer.from(fields.get('p') ?? '', 'base64');
  const signature = hmac(credentials.storedKey, authMessage);
  const key = Buffer.from(signature.map((byte, i) => byte ^ (proof[i] ?? 0)));
  const isRight =
    proof.length === 32 &&
    fields.get('r') === conversation.nonce &&
    timingSafeEqual(sha256(key), credentials.storedKey);
  if (!isRight || !conversation.isKnown) {
    context.client.state.delete('conversation');
    throw failed();
  }
  conversation.isVerified = true;
  const final = `v=${hmac(credentials.serverKey, authMessage).toString('base64')}`;
  return conversation.skipEmpty ? finish(context, credentials, final) : reply(final, false);
};

function finish(context: Context, credentials: Credentials, payload: string): Doc {
  context.client.state.delete('conversation');
  context.client.users.push({ user: credentials.user, db: 'admin' });
  return reply(payload, true);
}

export const logout: Handler = (context) => {
  context.client.users.length = 0;
  return {};
};

const unshown = ['showCredentials', 'showPrivileges', 'showAuthenticationRestrictions'];

/** Tells of the one user, where it is meant: by its name, by all of its database or by all of all. */
export const usersInfo: Handler = ({ command, host, now }) => {
  for (const option of unshown)
    if (command.flag(option)) throw mongoError('CommandNotSupported', `${option} is not supported by this server`);
  const user = host.credentials?.user;
  const asked = command.get('usersInfo')!;
  const isMeant = (one: Value): boolean => {
    if (isDoc(one)) return one.get('forAllDBs') === true || (one.get('user') === user && one.get('db') === 'admin');
    return command.db === 'admin' && (typeof one !== 'string' || one === user);
  };
  if (user === undefined || !(Array.isArray(asked) ? asked.some(isMeant) : isMeant(asked))) return { users: [] };
  const roles = [doc({ role: 'root', db: 'admin' })];
  const described = doc({ _id: `admin.${user}`, user, db: 'admin', roles, mechanisms: ['SCRAM-SHA-256'] });
  return { users: parseFilter(command.doc('filter') ?? doc(), { now }).matches(described) ? [described] : [] };
};
