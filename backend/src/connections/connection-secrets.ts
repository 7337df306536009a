import { Injectable } from '@nestjs/common';
import { CONNECTION_SECRETS, type ConnectionKind } from '@verstak/domain';
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Types } from 'mongoose';
import type { Stored } from '../platform/database/entity.js';
import { Failure, Invalid } from '../platform/failure/failure.js';
import { Vault } from '../platform/vault/vault.js';
import type { Secrets } from './connected-system.js';
import type { Connection } from './connection.js';

/** Letters and digits that cannot be taken for one another. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const PASSWORD_LENGTH = 24;
const LOGIN_LENGTH = 6;

/** 422: what a connection is signed in to with was sealed with another key. */
export class SecretLost extends Failure {
  constructor(name: string) {
    const detail = `How to sign in to ${name} was sealed with another key; tell it again.`;
    super('connection.credentials_needed', { detail, params: { name } });
  }
}

/** What connections sign in with, and what 1C signs in here with. */
@Injectable()
export class ConnectionSecrets {
  constructor(private readonly vault: Vault) {}

  /** Secrets as they are stored. */
  seal(id: Types.ObjectId, secrets: Secrets): string {
    return this.vault.seal(JSON.stringify(secrets), placeOf(id));
  }

  /** The secrets of a connection. Throws `SecretLost` where they were sealed with another key. */
  open({ _id, secret, name }: Pick<Stored<Connection>, '_id' | 'secret' | 'name'>): Secrets {
    if (!secret) return {};
    try {
      return JSON.parse(this.vault.open(secret, placeOf(_id))) as Secrets;
    } catch {
      throw new SecretLost(name);
    }
  }

  /** Whether the secrets of a connection open. */
  opens(connection: Stored<Connection>): boolean {
    try {
      this.open(connection);
      return true;
    } catch {
      return false;
    }
  }

  /** The secrets of a connection; none where they were sealed with another key, to be told anew. */
  openOrNone(connection: Stored<Connection>): Secrets {
    return this.opens(connection) ? this.open(connection) : {};
  }

  /** A login and a password for a system that signs in here, and what is stored of it. */
  makeSignIn(): { login: string; password: string; passwordHash: string } {
    const password = randomText(PASSWORD_LENGTH);
    return { login: `1c-${randomText(LOGIN_LENGTH)}`, password, passwordHash: hashOf(password) };
  }

  /** Whether this is the password of a connection: nobody can guess it, so a fast hash does. */
  isPassword({ passwordHash }: Pick<Connection, 'passwordHash'>, password: string): boolean {
    const [known, said] = [Buffer.from(passwordHash ?? ''), Buffer.from(hashOf(password))];
    return known.length === said.length && timingSafeEqual(known, said);
  }
}

/** What is said of a kind's secrets; 400 for one that it has not, or a text that is none. */
export function secretsFor(kind: ConnectionKind, said: Record<string, unknown>): Secrets {
  const names: readonly string[] = CONNECTION_SECRETS[kind];
  const entries = Object.entries(said).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const unknown = entries.find(([name]) => !names.includes(name));
  if (unknown)
    throw Invalid([
      { field: unknown[0], rule: 'whitelistValidation', message: `is none of ${names.join(', ') || 'nothing'}` },
    ]);
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}

/** Tokens that were obtained with an application of Bitrix24, and who renews them. */
const TOKENS = ['accessToken', 'refreshToken', 'renewedBy', 'renewedUntil'];

/** What each secret puts an end to: another way to sign in, and what was obtained with it. */
const ENDED_BY: Readonly<Record<string, readonly string[]>> = {
  webhook: ['clientId', 'clientSecret', ...TOKENS],
  clientId: ['webhook', ...TOKENS],
  clientSecret: ['webhook', ...TOKENS],
  token: ['login', 'password'],
  login: ['token'],
  password: ['token'],
};

/** The secrets once some were said: the others stay, but for those of another way to sign in. */
export function secretsAfter(kept: Secrets, said: Secrets): Secrets {
  const ended = new Set(Object.keys(said).flatMap((name) => ENDED_BY[name] ?? []));
  return { ...Object.fromEntries(Object.entries(kept).filter(([name]) => !ended.has(name))), ...said };
}

function placeOf(id: Types.ObjectId): string {
  return `connection ${id.toHexString()}`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Letters of no bias: bytes beyond the last whole round are left out. */
function randomText(length: number): string {
  const most = 256 - (256 % LETTERS.length);
  let text = '';
  while (text.length < length)
    for (const byte of randomBytes(length))
      if (byte < most && text.length < length) text += LETTERS[byte % LETTERS.length];
  return text;
}
