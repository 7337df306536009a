import { Injectable } from '@nestjs/common';
import {
  faultOfPermissions,
  isKeyScope,
  KEY_DAYS,
  MOST_KEYS,
  permissionsInOrder,
  type KeyScope,
  type Permission,
} from '@verstak/domain';
import { createHash } from 'node:crypto';
import { callerPermissions, signedInPerson } from '../platform/access/caller.js';
import { newKey } from '../platform/access/key-text.js';
import { Principals } from '../platform/access/principals.js';
import type { Stored } from '../platform/database/entity.js';
import { Transactions } from '../platform/database/transactions.js';
import { Conflict, RuleBroken } from '../platform/failure/failure.js';
import type { JournalEntry } from '../platform/journal/journal-entry.js';
import type { Page, PageQuery } from '../platform/lists/paging.js';
import { roleFailure } from '../users/role-failure.js';
import type { ApiKeyChange, ApiKeyCreate, ApiKeyListQuery, NewApiKey } from './api-key.dto.js';
import type { ApiKey } from './api-key.js';
import { ApiKeysRepository } from './api-keys.repository.js';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** How much of a key is shown to know it again. */
const START = 7;

/** The keys by which programs work here. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly principals: Principals,
    private readonly transactions: Transactions,
  ) {}

  async list(query: ApiKeyListQuery): Promise<Page<Stored<ApiKey>>> {
    return this.keys.list(query);
  }

  async get(id: string): Promise<Stored<ApiKey>> {
    return this.keys.get(id);
  }

  async history(id: string, query: PageQuery): Promise<Page<JournalEntry>> {
    return this.keys.history(id, query);
  }

  /** Makes a key of whoever asks, with scopes that they hold; its text is in the answer, and nowhere else. */
  async create({ name, scopes, expiresInDays = KEY_DAYS }: ApiKeyCreate): Promise<Stored<NewApiKey>> {
    const { userId: makerId, name: makerName } = signedInPerson();
    requireScopes(scopes, [], callerPermissions());
    const key = newKey();
    return this.transactions.run(async () => {
      if ((await this.keys.countGood()) >= MOST_KEYS) {
        const detail = `There are ${MOST_KEYS} keys already; revoke some that no program uses.`;
        throw RuleBroken('api_key.too_many', detail, { max: MOST_KEYS });
      }
      const made = await this.keys.add({
        name,
        scopes: inOrder(scopes),
        start: key.slice(0, START),
        makerId,
        makerName,
        expiresAt: endAfter(expiresInDays),
        isRevoked: false,
        hash: hashOf(key),
      });
      return { ...made, key };
    }, 'api-keys');
  }

  /** Changes a key; scopes that are added have to be held by whoever asks, and by whoever made the key. */
  async change(id: string, { version, name, scopes, expiresInDays }: ApiKeyChange): Promise<Stored<ApiKey>> {
    return this.transactions.run(async () => {
      const former = await this.keys.get(id);
      if (former.isRevoked) throw revoked(former);
      if (scopes) {
        requireScopes(scopes, former.scopes, callerPermissions());
        requireScopes(scopes, former.scopes, await this.heldByMaker(former));
      }
      return this.keys.change(former, { version }, (key) => {
        if (name !== undefined) key.name = name;
        if (scopes) key.scopes = inOrder(scopes);
        if (expiresInDays !== undefined) key.expiresAt = endAfter(expiresInDays);
      });
    });
  }

  /** Ends a key for good, with effect at once; one that is revoked stays as it is. */
  async revoke(id: string): Promise<Stored<ApiKey>> {
    const { name } = signedInPerson();
    return this.keys.change(id, { action: 'revoked' }, (key) => {
      if (key.isRevoked) return;
      Object.assign(key, { isRevoked: true, revokedAt: new Date(), revokedBy: name });
    });
  }

  private async heldByMaker({ makerId }: ApiKey): Promise<ReadonlySet<Permission>> {
    return (await this.principals.active(String(makerId)))?.permissions ?? new Set();
  }
}

/** What is kept of a key. It is 256 random bits, so that no slow hash is needed, and none that is nearly right is nearer. */
export function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

function requireScopes(wanted: KeyScope[], former: readonly KeyScope[], held: ReadonlySet<Permission>): void {
  const fault = faultOfPermissions(wanted, former, held);
  if (fault) throw roleFailure(fault, 'scopes');
}

function inOrder(scopes: readonly KeyScope[]): KeyScope[] {
  return permissionsInOrder(scopes).filter(isKeyScope);
}

/** When a key ends that is good for so many days from now; never for `null`. */
function endAfter(days: number | null): Date | undefined {
  return days === null ? undefined : new Date(Date.now() + days * DAY_MS);
}

function revoked({ name, revokedBy }: ApiKey): Error {
  return Conflict('api_key.revoked', `The key ${name} is revoked, by ${revokedBy}; make another.`, { name });
}
