import { Injectable } from '@nestjs/common';
import { goes } from '@verstak/domain';
import type { Stored } from '../../platform/database/entity.js';
import { Transactions } from '../../platform/database/transactions.js';
import { Failure, NotFound, RuleBroken } from '../../platform/failure/failure.js';
import { Vault } from '../../platform/vault/vault.js';
import type { Secrets } from '../connected-system.js';
import { ConnectionRunner } from '../connection-runner.js';
import { ConnectionSecrets } from '../connection-secrets.js';
import type { Connection } from '../connection.js';
import { ConnectionsRepository } from '../connections.repository.js';
import { portalUrl } from './bitrix24-client.js';
import { eventOf } from './bitrix24-events.js';
import { Bitrix24Fault } from './bitrix24-fault.js';
import { Bitrix24System, withPair } from './bitrix24-system.js';
import { firstTokens, type TokenPair } from './bitrix24-tokens.js';

/** What `state` is sealed for. */
const PLACE = 'bitrix24 authorisation';
/** How long somebody may take to sign in at the portal. */
const PATIENCE_MS = 10 * 60_000;

/** What comes from Bitrix24 by itself: events, and people who have let the product in there. */
@Injectable()
export class Bitrix24Service {
  constructor(
    private readonly connections: ConnectionsRepository,
    private readonly secrets: ConnectionSecrets,
    private readonly runner: ConnectionRunner,
    private readonly system: Bitrix24System,
    private readonly vault: Vault,
    private readonly transactions: Transactions,
  ) {}

  /** Has a portal asked at once where it says that something exchanged is another; 403 where that is not from it. */
  async hear(id: string, form: unknown): Promise<void> {
    const connection = await this.one(id);
    const event = this.eventOf(connection, form);
    const isWanted = connection.exchanges.some(
      ({ subject, direction }) => subject === event?.subject && goes(direction, 'in'),
    );
    if (!isWanted || !connection.isOn) return;
    await this.connections.makeDue(connection._id, new Date());
    this.runner.wakeAll();
  }

  /** Where to go to let the product in; 422 where the application or the portal is not told yet. */
  async authorisation(id: string): Promise<{ url: string }> {
    const connection = await this.one(id);
    const { clientId, clientSecret } = this.secrets.open(connection);
    const portal = this.portalOf(connection);
    if (!clientId || !clientSecret || !portal)
      throw RuleBroken(
        'connection.credentials_needed',
        `Tell first the address of the portal, the id of the application and its key for ${connection.name}.`,
        { name: connection.name },
      );
    const state = this.vault.seal(JSON.stringify({ id, until: Date.now() + PATIENCE_MS }), PLACE);
    const url = new URL('/oauth/authorize/', portal);
    url.search = new URLSearchParams({ client_id: clientId, state }).toString();
    return { url: url.href };
  }

  /** Takes the code of whoever comes back from there. 403 where nobody was sent there, 422 where it is not good. */
  async authorised(code: string, state: string): Promise<Stored<Connection>> {
    const { _id, name } = await this.one(this.idIn(state));
    const before = await this.connections.get(_id.toHexString());
    const secrets = this.secrets.open(before);
    const pair = await this.tokensFor(code, secrets).catch((error: unknown) => {
      if (!(error instanceof Bitrix24Fault)) throw error;
      const { fault, said } = error;
      throw RuleBroken('connection.unreachable', `${name} was not reached: ${said ?? fault}.`, { fault, said });
    });
    const secret = this.secrets.seal(_id, withPair(secrets, pair));
    const changed = await this.transactions.run(() =>
      this.connections.change(before, { action: 'secret_renewed' }, (edited) => void Object.assign(edited, { secret })),
    );
    await this.connections.makeDue(_id, new Date());
    this.runner.wakeAll();
    return changed;
  }

  private tokensFor(code: string, { clientId = '', clientSecret = '' }: Secrets): Promise<TokenPair> {
    const { authorisationServer, isAllowed } = this.system;
    return firstTokens({ clientId, clientSecret, authorisationServer }, code, isAllowed);
  }

  private async one(id: string): Promise<Stored<Connection>> {
    const found = /^[0-9a-f]{24}$/.test(id) ? await this.connections.fresh(id) : null;
    if (found?.kind !== 'bitrix24') throw NotFound('connection', id);
    return found;
  }

  private eventOf(connection: Stored<Connection>, form: unknown): ReturnType<typeof eventOf> {
    try {
      return eventOf(form, this.secrets.open(connection)['applicationToken']);
    } catch (error) {
      if (!(error instanceof Bitrix24Fault)) throw error;
      throw new Failure('auth.forbidden', { detail: 'The application token is not that of the connection.' });
    }
  }

  private idIn(state: string): string {
    try {
      const { id, until } = JSON.parse(this.vault.open(state, PLACE)) as { id: string; until: number };
      if (until >= Date.now()) return id;
    } catch {
      // Whoever has it from elsewhere is told no more than who comes late.
    }
    throw new Failure('auth.forbidden', {
      detail: 'Nobody was sent to Bitrix24 for this, or too long ago; begin anew.',
    });
  }

  private portalOf({ address }: Connection): URL | undefined {
    try {
      return portalUrl(address ?? '', this.system.isPlainAllowed);
    } catch {
      return undefined;
    }
  }
}
