import { Injectable } from '@nestjs/common';
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { Config } from '../../platform/config/config.module.js';
import { publicAddress } from '../../platform/config/where-to-open.js';
import type { Stored } from '../../platform/database/entity.js';
import { NotFound, RuleBroken } from '../../platform/failure/failure.js';
import type { Session } from '../connected-system.js';
import { ConnectionRunner } from '../connection-runner.js';
import { ConnectionSecrets } from '../connection-secrets.js';
import type { Connection } from '../connection.js';
import { ConnectionsRepository } from '../connections.repository.js';
import { subjectsOf } from '../exchange-rules.js';
import { GoneRepository } from '../gone.repository.js';
import type { MoySkladClient } from './moysklad-client.js';
import { MoySkladFault } from './moysklad-fault.js';
import { MoySkladSession } from './moysklad-session.js';
import { readCall, registerWebhooks, unregisterWebhooks } from './moysklad-webhooks.js';

/** Under this name among the secrets of a connection stands the one in the address that MoySklad calls. */
const SECRET = 'calls';

/** What comes from MoySklad by itself: calls that something is another there. */
@Injectable()
export class MoySkladService {
  constructor(
    private readonly connections: ConnectionsRepository,
    private readonly secrets: ConnectionSecrets,
    private readonly runner: ConnectionRunner,
    private readonly gone: GoneRepository,
    private readonly config: Config,
  ) {}

  /** Has MoySklad call when something changes there; 422 where it does not take that, with what it says. */
  async askForCalls(id: string): Promise<void> {
    await this.told(id, async (client, { connection, secrets, replaceSecrets }) => {
      const known = secrets[SECRET];
      const made = known
        ? secrets
        : await replaceSecrets({ ...secrets, [SECRET]: randomBytes(24).toString('base64url') });
      const place = this.placeOf(connection);
      await registerWebhooks(client, subjectsOf(connection, 'in'), { place, url: `${place}${made[SECRET] ?? ''}` });
    });
  }

  /** Has MoySklad call no more. */
  async endCalls(id: string): Promise<void> {
    await this.told(id, (client, { connection }) => unregisterWebhooks(client, this.placeOf(connection)));
  }

  /** Has MoySklad asked at once what is another; 404 where it was somebody else who called. */
  async hear(id: string, secret: string, body: unknown): Promise<void> {
    const connection = await this.one(id);
    if (!isSame(secret, this.secrets.open(connection)[SECRET] ?? '')) throw NotFound('connection', id);
    const call = readCall(body);
    if (!call || !connection.isOn) return;
    for (const subject of subjectsOf(connection, 'in'))
      await this.gone.add(connection._id, subject, call[subject] ?? []);
    await this.connections.makeDue(connection._id, new Date());
    this.runner.wakeAll();
  }

  private async told(id: string, work: (client: MoySkladClient, session: Session) => Promise<void>): Promise<void> {
    const connection = await this.one(id);
    const { name, hasCredentials } = connection;
    if (!hasCredentials)
      throw RuleBroken('connection.credentials_needed', `Tell first how to sign in to ${name}.`, { name });
    const session = this.runner.sessionOf(connection);
    try {
      await work(new MoySkladSession(session).client, session);
    } catch (error) {
      if (!(error instanceof MoySkladFault)) throw error;
      const { problem: fault, message: said } = error;
      throw RuleBroken('connection.unreachable', `${name} was not reached: ${said}.`, { fault, said });
    }
  }

  private async one(id: string): Promise<Stored<Connection>> {
    const found = /^[0-9a-f]{24}$/.test(id) ? await this.connections.fresh(id) : null;
    if (found?.kind !== 'moysklad') throw NotFound('connection', id);
    return found;
  }

  private placeOf({ _id }: Stored<Connection>): string {
    const { url } = publicAddress(this.config.environment, networkInterfaces());
    return `${url}/api/v1/moysklad/calls/${_id.toHexString()}/`;
  }
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length > 0 && left.length === right.length && timingSafeEqual(left, right);
}
