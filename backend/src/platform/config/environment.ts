import { BadEnvironment, parseEnvironment, type Variables } from './variables.js';

/** Settings of the process, from environment variables; see `.env.example`. */
export const VARIABLES = {
  PORT: { default: '3000', example: '3000', parse: port },
  HOST: { default: '::', example: '127.0.0.1', parse: text },
  PUBLIC_URL: { default: '', example: 'https://verstak.example.org', parse: optional(httpUrl) },
  DATA_DIR: { default: './data', example: './data', parse: text },
  MONGODB_URI: {
    default: '',
    example: 'mongodb://127.0.0.1:27017/verstak?replicaSet=rs0',
    parse: optional(mongoUri),
  },
  LOG_LEVEL: { default: 'info', example: 'info', parse: oneOf('fatal', 'error', 'warn', 'info', 'debug', 'trace') },
  TIME_ZONE: { default: 'Europe/Moscow', example: 'Europe/Moscow', parse: timeZone },
  CURRENCY: { default: 'RUB', example: 'RUB', parse: currency },
  WORKSHOP_NAME: { default: 'Верстак', example: 'Мастерская «Ромашка»', parse: text },
  ADMIN_PASSWORD: { default: '', example: 'correct horse battery', parse: optional(password) },
  JWT_SECRET: { default: '', example: '$(openssl rand -hex 32)', parse: optional(secret) },
} satisfies Variables;

/** The checked settings; optional ones are `undefined` where empty. */
export type Environment = { [Name in keyof typeof VARIABLES]: ReturnType<(typeof VARIABLES)[Name]['parse']> };

/** Reads and checks the variables; throws `BadEnvironment` naming the first bad one, its fault and an example. */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): Environment {
  return parseEnvironment(VARIABLES, source) as Environment;
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

function httpUrl(value: string): string {
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol))
    throw new Error('is no http or https address');
  return value.replace(/\/+$/, '');
}

function mongoUri(value: string): string {
  if (!/^mongodb(\+srv)?:\/\/[^/]+/.test(value)) throw new Error('is no MongoDB connection string');
  return value;
}

function timeZone(value: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    throw new Error('is no time zone of the IANA database');
  }
}

function currency(value: string): string {
  if (!Intl.supportedValuesOf('currency').includes(value)) throw new Error('is no ISO 4217 currency code');
  return value;
}

function secret(value: string): string {
  if (value.length < 32) throw new Error('is shorter than 32 characters');
  return value;
}

function password(value: string): string {
  if (value.length < 10 || Buffer.byteLength(value) > 72)
    throw new Error('is no password of 10 characters to 72 bytes');
  // Whoever signs in may have copied a space with it, so none counts there.
  if (value !== value.trim()) throw new Error('begins or ends with a space');
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
