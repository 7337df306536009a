import { passwordStrength } from '@verstak/domain';
import { isIP } from 'node:net';
import { readEnvFile } from './env-file.js';
import { BadEnvironment, parseEnvironment, type Variables } from './variables.js';

/** Shorter ones can be guessed. */
export const SECRET_LENGTH = 32;

/** A server that takes mail, and as whom. */
export interface SmtpServer {
  host: string;
  port: number;
  isSecure: boolean;
  credentials?: { user: string; password: string };
}

/** Settings of the process, from environment variables; see `.env.example`. */
export const VARIABLES = {
  PORT: { default: '3000', example: '3000', parse: port },
  HOST: { default: '', example: '127.0.0.1', parse: optional(text) },
  PUBLIC_URL: { default: '', example: 'https://verstak.example.org', parse: optional(webOrigin) },
  TRUST_PROXY: { default: 'loopback', example: '127.0.0.1,172.20.0.0/16', parse: addresses },
  TLS_CERT: { default: '', example: '/etc/verstak/server.crt', parse: optional(text) },
  TLS_KEY: { default: '', example: '/etc/verstak/server.key', parse: optional(text) },
  DATA_DIR: { default: './data', example: './data', parse: text },
  MONGODB_URI: {
    default: '',
    example: 'mongodb://127.0.0.1:27017/verstak?replicaSet=rs0',
    parse: optional(mongoUri),
  },
  LOG_LEVEL: { default: 'info', example: 'info', parse: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace') },
  TIME_ZONE: { default: '', example: 'Europe/Moscow', parse: optional(timeZoneName) },
  CURRENCY: { default: '', example: 'RUB', parse: optional(currencyCode) },
  WORKSHOP_NAME: { default: '', example: 'Мастерская «Ромашка»', parse: optional(title) },
  SMTP_URL: {
    default: '',
    example: 'smtps://zakaz%40example.org:password@smtp.yandex.ru:465',
    parse: optional(smtpUrl),
  },
  MAIL_FROM: { default: '', example: 'zakaz@example.org', parse: optional(mailAddress) },
  FEED_PRIVATE_NETWORKS: { default: 'refuse', example: 'allow', parse: oneOf('refuse', 'allow') },
  MS_TENANT_ID: { default: '', example: '5f0c1d2e-3a4b-4c5d-8e6f-7a8b9c0d1e2f', parse: optional(tenant) },
  MS_CLIENT_ID: { default: '', example: '0a1b2c3d-4e5f-4a6b-9c7d-8e9f0a1b2c3d', parse: optional(applicationId) },
  MS_CLIENT_SECRET: { default: '', example: 'aB38Q~value-of-the-secret', parse: optional(clientSecret) },
  MS_ONEDRIVE_USER_ID: { default: '', example: 'anna@romashka.onmicrosoft.com', parse: optional(userOfTenant) },
  MS_GRAPH_URL: {
    default: 'https://graph.microsoft.com/v1.0',
    example: 'https://microsoftgraph.chinacloudapi.cn/v1.0',
    parse: serviceUrl,
  },
  MS_LOGIN_URL: {
    default: 'https://login.microsoftonline.com',
    example: 'https://login.partner.microsoftonline.cn',
    parse: serviceUrl,
  },
  CONNECTION_PRIVATE_NETWORKS: { default: 'refuse', example: 'allow', parse: oneOf('refuse', 'allow') },
  WEBHOOK_PRIVATE_NETWORKS: { default: 'refuse', example: 'allow', parse: oneOf('refuse', 'allow') },
  ADMIN_PASSWORD: { default: '', example: 'correct horse battery', parse: optional(password) },
  JOURNAL_KEY: { default: '', example: '$(openssl rand -hex 32)', parse: optional(secret) },
  VAULT_KEY: { default: '', example: '$(openssl rand -hex 32)', parse: optional(secret) },
  SESSION_DAYS: { default: '30', example: '30', parse: days },
  JWT_SECRET: { default: '', example: '$(openssl rand -hex 32)', parse: optional(secret) },
} satisfies Variables;

/** The checked settings; optional ones are `undefined` where empty. */
export type Environment = { [Name in keyof typeof VARIABLES]: ReturnType<(typeof VARIABLES)[Name]['parse']> };

/** Reads and checks the variables; throws `BadEnvironment` naming the first bad one, its fault and an example. */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): Environment {
  return parseEnvironment(VARIABLES, source) as Environment;
}

/** Reads and checks the variables of the process together with the file `.env` of its folder, which they go before. */
export function loadEnvironment(path = '.env', source = process.env): Environment {
  for (const [name, value] of Object.entries(readEnvFile(path, VARIABLES))) {
    // It may be Node's own, or of Docker Compose, which reads the same file.
    if (!(name in VARIABLES)) process.stderr.write(`${path}: ${name} is no setting of Verstak\n`);
    source[name] ??= value;
  }
  return readEnvironment(source);
}

/** What ends the start over a variable whose value is well-formed but of no use here. */
export function fault(name: keyof typeof VARIABLES, what: string, example: string = VARIABLES[name].example): Error {
  return new BadEnvironment(name, what, example);
}

export { BadEnvironment };

function text(value: string): string {
  if (!value.trim()) throw new Error('is empty');
  return value.trim();
}

function port(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > 65_535) throw new Error('is no port number from 0 to 65535');
  return number;
}

/** Browsers keep no cookie for longer than 400 days. */
function days(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number < 1 || number > 400) throw new Error('is no number of days from 1 to 400');
  return number;
}

function title(value: string): string {
  if (/\p{Cc}/u.test(value) || value.length > 100) throw new Error('is no single line of at most 100 characters');
  return text(value);
}

/** Scheme, host and port alone: paths are the product's own. */
function webOrigin(value: string): string {
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error('is no http or https address');
  if (url.username || url.password)
    throw new Error('holds a user name or password, which an address for people has not');
  if (url.pathname !== '/' || /[?#]/.test(value)) throw new Error('goes on after host and port; leave that out');
  return url.origin;
}

/** Addresses, networks (`10.0.0.0/8`) and the names of networks that Fastify knows. */
function addresses(value: string): string[] {
  return value.split(',').map((part) => {
    const entry = part.trim();
    const [address = '', prefix, ...rest] = entry.split('/');
    const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
    const isNetwork = prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits);
    const isName = ['loopback', 'linklocal', 'uniquelocal'].includes(entry);
    if (!isName && (bits < 0 || !isNetwork || rest.length))
      throw new Error('is no list of addresses, networks, loopback, linklocal or uniquelocal');
    return entry;
  });
}

function mongoUri(value: string): string {
  const [, credentials, hosts, rest = ''] = /^mongodb(?:\+srv)?:\/\/(?:([^/?]*)@)?([^/?@]+)(.*)$/s.exec(value) ?? [];
  if (!hosts) throw new Error('is no MongoDB connection string');
  // Else the driver takes a part of the password for a host, and tells it.
  if (!isEncoded(credentials) || rest.split('?')[0]?.includes('@'))
    throw new Error('has a user name or password in which one of @ : / ? # % is not percent-encoded');
  if (!hosts.split(',').every(isHost)) throw new Error('names a host or port that is none');
  return value;
}

/** A server that takes mail: `smtps` encrypted from the first byte, `smtp` from when the server offers it. */
function smtpUrl(value: string): SmtpServer {
  const url = URL.parse(value);
  const ports: Record<string, number> = { 'smtp:': 587, 'smtps:': 465 };
  const port = ports[url?.protocol ?? ''];
  if (!url || port === undefined || !/^([\w.-]+|\[[\da-f:.]+\])$/i.test(url.hostname))
    throw new Error('is no smtp:// or smtps:// address, or one of @ : / ? # % in its password is not percent-encoded');
  if (!/^\/?$/.test(url.pathname) || /[?#]/.test(value))
    throw new Error('goes on after host and port, or one of / ? # in its password is not percent-encoded');
  if (Boolean(url.username) !== Boolean(url.password))
    throw new Error('has a user name or a password without the other');
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port ? Number(url.port) : port,
    isSecure: url.protocol === 'smtps:',
    ...(url.username ? { credentials: { user: decoded(url.username), password: decoded(url.password) } } : {}),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Error('has a % in its user name or password that is not percent-encoded as %25');
  }
}

function mailAddress(value: string): string {
  if (!/^[^\s@<>]+@[^\s@<>]+$/.test(value.trim())) throw new Error('is no mail address alone');
  return value.trim();
}

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** By its id or by one of its domains; those that stand for several have no drives. */
function tenant(value: string): string {
  if (!GUID.test(value) && !/^[\w-]+(\.[\w-]+)+$/.test(value))
    throw new Error('is no id (GUID) and no domain of a tenant; common and organizations stand for none');
  return value;
}

function applicationId(value: string): string {
  if (!GUID.test(value)) throw new Error('is no id (GUID) of an application');
  return value;
}

function clientSecret(value: string): string {
  if (GUID.test(value)) throw new Error('is the id of a client secret, not its value, which is shown once');
  if (!/^[\x21-\x7e]+$/.test(value)) throw new Error('has characters that a client secret has not, such as a space');
  return value;
}

function userOfTenant(value: string): string {
  if (!GUID.test(value) && !/^[^\s@/\\?#]+@[^\s@/\\?#]+$/.test(value))
    throw new Error('is no id (GUID) and no user name such as anna@example.org');
  return value;
}

/** The base of a service that a secret is sent to, without a slash at its end. */
function serviceUrl(value: string): string {
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol)) throw new Error('is no https address');
  if (url.username || url.password) throw new Error('holds a user name or password');
  if (/[?#]/.test(value)) throw new Error('goes on after its path');
  if (url.protocol === 'http:' && !isNear(url.hostname))
    throw new Error('is no https address: over the internet the secret would go unencrypted');
  return url.href.replace(/\/+$/, '');
}

/** Hosts of this machine and of its network: private addresses, and names without a domain. */
function isNear(host: string): boolean {
  return /^(?!\d+$)[\w-]+$|^(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\.|^\[::1\]$/.test(host);
}

function isEncoded(credentials = ''): boolean {
  try {
    return !credentials.includes('@') && decodeURIComponent(credentials) !== undefined;
  } catch {
    return false;
  }
}

function isHost(host: string): boolean {
  const [, port = '27017'] = /^(?:\[[\da-f:.]+\]|[^:[\]]+)(?::(\d{1,5}))?$/i.exec(host) ?? [undefined, ''];
  return Number(port) > 0 && Number(port) < 65_536;
}

/** A time zone of the IANA database by its usual name; throws where there is none such. */
export function timeZoneName(value: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    throw new Error('is no time zone of the IANA database');
  }
}

/** A currency of ISO 4217; throws where there is none such. */
export function currencyCode(value: string): string {
  if (!Intl.supportedValuesOf('currency').includes(value)) throw new Error('is no ISO 4217 currency code');
  return value;
}

function secret(value: string): string {
  if (value.trim().length < SECRET_LENGTH) throw new Error(`is shorter than ${SECRET_LENGTH} characters`);
  return value;
}

function password(value: string): string {
  if (value.length < 10 || Buffer.byteLength(value) > 72)
    throw new Error('is no password of 10 characters to 72 bytes');
  // In a file of settings nobody sees it.
  if (value !== value.trim()) throw new Error('begins or ends with a space');
  if (passwordStrength(value) === 'guessable') throw new Error('is easily guessed');
  return value;
}

function oneOf(...words: string[]): (value: string) => string {
  return (value) => {
    if (!words.includes(value)) throw new Error(`is none of ${words.join(', ')}`);
    return value;
  };
}

function optional<T>(parse: (value: string) => T): (value: string) => T | undefined {
  return (value) => (value === '' ? undefined : parse(value));
}
