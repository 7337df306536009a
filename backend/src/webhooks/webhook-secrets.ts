import { Injectable } from '@nestjs/common';
import { FORMER_SECRET_HOURS } from '@verstak/domain';
import type { Types } from 'mongoose';
import type { Stored } from '../platform/database/entity.js';
import { Vault } from '../platform/vault/vault.js';
import type { WebhookEndpoint } from './webhook-endpoint.js';
import { newSecret } from './webhook-signature.js';

/** The secrets that places share with the product: one, and for a day after it has changed the one before it too. */
@Injectable()
export class WebhookSecrets {
  constructor(private readonly vault: Vault) {}

  /** A new secret for a place, and the same as it is stored. */
  make(endpointId: Types.ObjectId): { newSecret: string; sealed: string } {
    const made = newSecret();
    return { newSecret: made, sealed: this.vault.seal(made, endpointId.toHexString()) };
  }

  /** What becomes of the secret of a place when another takes its place: it is valid for a day more, where it opens. */
  asFormer(endpoint: Stored<WebhookEndpoint>, now: Date): Pick<WebhookEndpoint, 'formerSecret' | 'formerSecretUntil'> {
    if (!this.opens(endpoint)) return { formerSecret: undefined, formerSecretUntil: undefined };
    const formerSecretUntil = new Date(now.getTime() + FORMER_SECRET_HOURS * 3_600_000);
    return { formerSecret: endpoint.secret, formerSecretUntil };
  }

  /** Whether something can be signed for a place. */
  opens(endpoint: Stored<WebhookEndpoint>): boolean {
    try {
      return this.validOf(endpoint, new Date()).length > 0;
    } catch {
      return false;
    }
  }

  /** What something that is sent now is signed with. Throws where that was sealed with another key. */
  validOf({ _id, secret, formerSecret, formerSecretUntil }: Stored<WebhookEndpoint>, now: Date): string[] {
    const isFormerValid = formerSecret !== undefined && formerSecretUntil !== undefined && now < formerSecretUntil;
    const sealed = isFormerValid ? [secret, formerSecret] : [secret];
    return sealed.map((one) => this.vault.open(one, _id.toHexString()));
  }
}
