import { Injectable } from '@nestjs/common';
import type { ConnectionSubject } from '@verstak/domain';
import { Config } from '../../platform/config/config.module.js';
import { addressRule } from '../../platform/web/public-address.js';
import {
  ConnectedSystems,
  type ConnectedSystem,
  type Pulled,
  type Secrets,
  type Session,
} from '../connected-system.js';
import type { Given, GivenResult } from '../outgoing.js';
import { picked, type ClientRecord, type OrderRecord } from '../records.js';
import type { RequestLimit } from '../request-budget.js';
import { Bitrix24Client, portalUrl, webhookUrl, type Bitrix24Access } from './bitrix24-client.js';
import type { Bitrix24Terms } from './bitrix24-codecs.js';
import { Bitrix24Fault } from './bitrix24-fault.js';
import { Bitrix24Pull, type Bitrix24Cursor } from './bitrix24-pull.js';
import { AT_ONCE, Bitrix24Push, type Outgoing, type Pushed } from './bitrix24-push.js';
import { termsOf } from './bitrix24-terms.js';
import { AUTHORISATION_SERVER, type TokenPair, type TokenStore } from './bitrix24-tokens.js';

/**
 * How often a portal lets itself be asked: its bucket holds 50 requests, of which 2 leave it in a second. All programs of
 * this machine share it, so that some of it is left to others.
 */
const LIMIT: RequestLimit = { atOnce: 40, interval: 500 };

/** Bitrix24, by an incoming webhook or as a local application. */
@Injectable()
export class Bitrix24System implements ConnectedSystem {
  readonly kind = 'bitrix24';
  readonly atOnce = AT_ONCE;
  readonly untold = { clients: ['address', 'isArchived'], orders: ['paid'] } as const;
  /** Where applications are given tokens; another in tests. */
  authorisationServer = AUTHORISATION_SERVER;

  constructor(
    private readonly config: Config,
    systems: ConnectedSystems,
  ) {
    systems.add(this);
  }

  /** Whether portals of one's own network may be asked, and so without TLS. */
  get isPlainAllowed(): boolean {
    return this.config.environment.CONNECTION_PRIVATE_NETWORKS === 'allow';
  }

  /** Which addresses may be asked where there is no exchange yet. */
  get isAllowed(): Session['isAllowed'] {
    return addressRule(this.config.environment.CONNECTION_PRIVATE_NETWORKS);
  }

  async check(session: Session): Promise<void> {
    const { client, terms } = await this.open(session);
    const isTold = session.connection.exchanges.some(({ subject }) => subject === 'products');
    if (isTold) await new Bitrix24Pull(client, terms).read('products', ['1']);
  }

  async *pull(session: Session, subjects: readonly ConnectionSubject[]): AsyncGenerator<Pulled> {
    const { client, terms } = await this.open(session);
    const pull = new Bitrix24Pull(client, terms);
    let position = session.connection.position ?? {};
    for (const subject of subjects)
      for await (const { records, refused, cursor } of pull.changes(subject, cursorOf(position, subject))) {
        position = { ...position, [subject]: cursor };
        yield {
          records,
          position,
          refused: refused.map(({ externalId, fault }) => ({ subject, externalId, ...refusalOf(fault) })),
        };
      }
  }

  async push(session: Session, subject: ConnectionSubject, given: readonly Given[]): Promise<GivenResult[]> {
    const { client, terms } = await this.open(session);
    const push = new Bitrix24Push(client, new Bitrix24Pull(client, terms), terms);
    const pushed =
      subject === 'orders'
        ? await push.orders(given.map((one) => outgoing<OrderRecord>(one)))
        : await push.clients(given.map((one) => outgoing<ClientRecord>(one)));
    const byId = new Map(pushed.map((one) => [one.localId, one]));
    const results = given.flatMap((one) => resultOf(one, byId.get(one.documentId)) ?? []);
    // What is to be told again later is left where it is; where that is all of it, so is the exchange.
    const fault = pushed.find((one) => one.fault?.isTransient)?.fault;
    if (!results.length && fault) throw fault;
    return results;
  }

  private async open(session: Session): Promise<{ client: Bitrix24Client; terms: Bitrix24Terms }> {
    const { connection, isAllowed, signal } = session;
    const { isPlainAllowed } = this;
    const access = this.accessOf(session);
    const { host } =
      'webhook' in access ? webhookUrl(access.webhook, isPlainAllowed) : portalUrl(access.portal, isPlainAllowed);
    const pace = session.paceOf(`bitrix24 ${host}`, LIMIT);
    const client = new Bitrix24Client({ access, pace, isAllowed, isPlainAllowed, signal });
    return { client, terms: await termsOf(client, connection, this.config) };
  }

  private accessOf(session: Session): Bitrix24Access {
    const { webhook, clientId, clientSecret, accessToken } = session.secrets;
    if (webhook) return { webhook };
    if (!clientId || !clientSecret || !accessToken) throw new Bitrix24Fault('bitrix24.unauthorised');
    const { authorisationServer } = this;
    const portal = session.connection.address ?? '';
    return { clientId, clientSecret, authorisationServer, portal, tokens: new SessionTokens(session) };
  }
}

/** The tokens among what a connection is signed in to with. */
class SessionTokens implements TokenStore {
  constructor(private readonly session: Session) {}

  async read(): Promise<TokenPair> {
    return pairOf(await this.session.freshSecrets());
  }

  async replace(before: TokenPair, after: TokenPair): Promise<TokenPair> {
    const secrets = await this.session.freshSecrets();
    const kept = pairOf(secrets);
    if (JSON.stringify(kept) !== JSON.stringify(before)) return kept;
    return pairOf(await this.session.replaceSecrets(withPair(secrets, after)));
  }
}

function pairOf({ accessToken = '', refreshToken = '', renewedBy, renewedUntil }: Secrets): TokenPair {
  const renewal = renewedBy ? { by: renewedBy, until: Number(renewedUntil) } : undefined;
  return { accessToken, refreshToken, ...(renewal ? { renewal } : {}) };
}

/** What a connection is signed in to with, with other tokens. */
export function withPair(secrets: Secrets, { accessToken, refreshToken, renewal }: TokenPair): Secrets {
  const { renewedBy: _, renewedUntil: __, ...others } = secrets;
  const held: Record<string, string> = renewal ? { renewedBy: renewal.by, renewedUntil: String(renewal.until) } : {};
  return { ...others, accessToken, refreshToken, ...held };
}

function cursorOf(position: Record<string, unknown>, subject: ConnectionSubject): Bitrix24Cursor {
  return (position[subject] as Bitrix24Cursor | undefined) ?? {}; // as `pull` has told it
}

/** Of what is known there what has changed here alone: what has changed there meanwhile stays. */
function outgoing<T extends ClientRecord | OrderRecord>({ documentId, record, changed }: Given): Outgoing<T> {
  const { externalId = '', subject } = record;
  const told = externalId ? picked({ ...record }, changed) : record;
  return { localId: documentId, record: { ...told, subject, externalId } as T };
}

/** What came of a document; `undefined` where it is to be told again later. */
function resultOf(given: Given, pushed: Pushed | undefined): GivenResult | undefined {
  if (!pushed || pushed.fault?.isTransient) return undefined;
  const { externalId, fault, holds } = pushed;
  if (fault || !externalId) return { given, refusal: refusalOf(fault) };
  // Of what was not told, nobody has agreed on anything.
  const told = given.record.externalId ? given.changed : Object.keys(holds ?? {});
  return { given, externalId, holds: picked({ ...holds }, told) };
}

function refusalOf(fault: Bitrix24Fault | undefined): { code: 'connection.refused_there'; detail: string } {
  return { code: 'connection.refused_there', detail: fault ? fault.message : 'It was not added.' };
}
