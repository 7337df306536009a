import { Inject, Injectable } from '@nestjs/common';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { Config } from '../config/config.module.js';
import { contentOf, type StoredEntry } from './journal-chain.js';

/** The key that the journal is sealed with: who may write to the database and has it not cannot forge an entry. */
@Injectable()
export class JournalKey {
  private readonly key: string;

  constructor(@Inject(Config) { journalKey }: Pick<Config, 'journalKey'>) {
    this.key = journalKey;
  }

  /** What tells this key from others without telling the key. */
  get fingerprint(): string {
    return this.sign('fingerprint').slice(0, 32);
  }

  /** HMAC-SHA256 of what an entry says, made where it is written, in hex. */
  macOf(entry: StoredEntry): string {
    return this.sign('entry', contentOf(entry));
  }

  /** Whether the entry was written by a process that has the key. */
  isOwn(entry: StoredEntry): boolean {
    return isSame(entry.mac ?? '', this.macOf(entry));
  }

  /** HMAC-SHA256 of the former hash, the position and all that an entry says, in hex. */
  chainHash(former: string, position: number, entry: StoredEntry): string {
    return this.sign('chain', former, position, entry.isForeign ?? false, contentOf(entry));
  }

  /** HMAC-SHA256 of these parts, in hex. */
  sign(...parts: readonly (string | number | boolean)[]): string {
    return createHmac('sha256', this.key).update(JSON.stringify(parts)).digest('hex');
  }
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}
