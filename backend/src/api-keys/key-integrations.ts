import { Injectable } from '@nestjs/common';
import { effectivePermissions, keyState } from '@verstak/domain';
import { callIfAny, integrationOf, permissionSet, type Integration } from '../platform/access/caller.js';
import { Integrations } from '../platform/access/integrations.js';
import { isWhole } from '../platform/access/key-text.js';
import { Principals } from '../platform/access/principals.js';
import type { Stored } from '../platform/database/entity.js';
import { Failure } from '../platform/failure/failure.js';
import { Pace } from '../platform/http/pace.js';
import type { ApiKey } from './api-key.js';
import { ApiKeysRepository } from './api-keys.repository.js';
import { hashOf } from './api-keys.service.js';

/** How exactly it is known when a key was used last. */
const USE_MS = 10 * 60_000;

/** How often a program may ask: so many requests at once, and so many a second from then on, of each process. */
const AT_ONCE = 100;
const PER_SECOND = 20;

/** Why a key is good no more, and what to do about it. */
const ENDED = {
  revoked: 'This API key is revoked; ask for another.',
  expired: 'This API key has expired; ask for another, or for more days.',
  maker: 'Whoever made this API key may do nothing of what it is for any more; ask somebody else for another.',
} as const;

/**
 * The program behind a key. Nothing is remembered from one request to the next: each asks the database for the key and
 * for what its maker holds, so that whatever ends either is heard at once by every process.
 */
@Injectable()
export class KeyIntegrations extends Integrations {
  private readonly pace = new Pace(AT_ONCE, PER_SECOND);

  constructor(
    private readonly keys: ApiKeysRepository,
    private readonly principals: Principals,
  ) {
    super();
  }

  async identify(text: string): Promise<Integration> {
    if (!isWhole(text))
      throw new Failure('auth.key_malformed', {
        detail: 'This is no API key as it was made: a character is wrong or missing. Copy it anew, whole.',
      });
    const key = await this.keys.byHash(hashOf(text));
    if (!key) throw new Failure('auth.key_unknown', { detail: 'There is no such API key here; make one.' });
    const state = keyState(key, new Date());
    if (state !== 'active') throw ended(state);
    const permissions = await this.permissionsOf(key);
    if (!permissions.length) throw ended('maker');
    const keyId = key._id.toHexString();
    this.pace.require(keyId);
    await this.noteUse(key);
    return integrationOf({ keyId, name: key.name, maker: key.makerName, permissions: permissionSet(permissions) });
  }

  /** What of its scopes whoever made it holds now. */
  private async permissionsOf({ makerId, scopes }: ApiKey): Promise<ReturnType<typeof effectivePermissions>> {
    const maker = await this.principals.active(String(makerId));
    return effectivePermissions(scopes.filter((scope) => maker?.permissions.has(scope)));
  }

  private async noteUse(key: Stored<ApiKey>): Promise<void> {
    if (!key.usedAt || Date.now() - key.usedAt.getTime() > USE_MS) await this.keys.noteUse(key, callIfAny()?.address);
  }
}

function ended(reason: keyof typeof ENDED): Failure {
  return new Failure('auth.key_ended', { detail: ENDED[reason], params: { reason } });
}
