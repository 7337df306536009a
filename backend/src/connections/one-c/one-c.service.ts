import { Injectable } from '@nestjs/common';
import { currentCall } from '../../platform/access/caller.js';
import type { Stored } from '../../platform/database/entity.js';
import { Guesses } from '../../platform/guesses/guesses.js';
import type { Readable } from 'node:stream';
import { ConnectionSecrets } from '../connection-secrets.js';
import { OwnerGone } from '../connection-callers.js';
import type { Connection } from '../connection.js';
import { ConnectionsRepository } from '../connections.repository.js';
import { ExchangeLog } from '../exchange-log.js';
import { SCHEMA_VERSION } from './commerce-ml-writer.js';
import { fileNameOf, useOf } from './exchange-file-names.js';
import { failure, initial, stateOf, success } from './one-c-answers.js';
import { OneCOrders } from './one-c-orders.service.js';
import { OneCReader } from './one-c-reader.service.js';
import { OneCTokens } from './one-c-tokens.js';
import { VISIT_TYPES, type OneCVisit, type VisitType } from './one-c-visit.js';
import { MOST_BYTES, OneCVisitsRepository, PIECE_BYTES, type PieceResult } from './one-c-visits.repository.js';
import { WORDS } from './one-c-words.js';

/** The cookie by which 1C goes on. */
export const COOKIE = 'verstak_1c';

/** How often a file of an older 1C is read on, which never asks for that. */
const MOST_READINGS = 5;

/** A request of 1C. */
export interface OneCRequest {
  type: string;
  mode: string;
  filename?: string | undefined;
  sessid?: string | undefined;
  version?: string | undefined;
  /** `Authorization`. */
  authorization?: string | undefined;
  cookie?: string | undefined;
  body?: Readable | undefined;
}

/** An answer to 1C: lines of text, or a file of orders. */
export interface OneCAnswer {
  text: string;
  isXml?: boolean;
}

/** Who asks, and what 1C has come for. */
interface Asked {
  connection: Stored<Connection>;
  type: VisitType;
  visitId: string;
  token: string;
}

/** A refusal that 1C shows. */
class Refused extends Error {}

/**
 * The exchange that 1C begins (CommerceML 2, "обмен с сайтом"): it signs in, says how much it sends, sends files piece by
 * piece, has them read, and asks for orders. All that is kept between two requests is in the database, so that any
 * process serves the next one.
 */
@Injectable()
export class OneCService {
  constructor(
    private readonly connections: ConnectionsRepository,
    private readonly secrets: ConnectionSecrets,
    private readonly guesses: Guesses,
    private readonly tokens: OneCTokens,
    private readonly visits: OneCVisitsRepository,
    private readonly reader: OneCReader,
    private readonly orders: OneCOrders,
    private readonly log: ExchangeLog,
  ) {}

  /** Answers a request as the protocol wants; throws nothing but 429. */
  async answer(request: OneCRequest): Promise<OneCAnswer> {
    try {
      return await this.answered(request);
    } catch (error) {
      if (error instanceof Refused) return { text: failure(error.message) };
      if (error instanceof OwnerGone) return { text: failure(WORDS.ownerGone) };
      throw error;
    }
  }

  private async answered(request: OneCRequest): Promise<OneCAnswer> {
    const { type, mode } = request;
    if (mode === 'checkauth') return { text: await this.signIn(request) };
    const asked = await this.requireAsked(request);
    switch (mode) {
      case 'init':
        return { text: await this.begin(asked, request) };
      case 'file':
        return { text: await this.add(asked, request) };
      case 'import':
        return { text: await this.import(asked, request) };
      // What newer versions say at the end of a catalog: there is nothing left to do then.
      case 'complete':
      case 'deactivate':
        return { text: success() };
      case 'query':
        if (asked.type === 'sale')
          return { text: await this.orders.query(...(await this.visiting(asked))), isXml: true };
        break;
      case 'success':
        if (asked.type === 'sale') return { text: await this.confirm(asked) };
        break;
    }
    throw new Refused(WORDS.unknown(type.slice(0, 20), mode.slice(0, 20)));
  }

  /** Lets in who has login and password of a connection, as slowly as people who guess. */
  private async signIn({ authorization = '' }: OneCRequest): Promise<string> {
    const { login, password } = credentialsIn(authorization);
    if (!login) throw new Refused(WORDS.signIn);
    const known = await this.connections.byLogin(login);
    const { address } = currentCall();
    const guess = { account: `one-c ${login.toLowerCase()}`, action: 'sign_in_failed', login } as const;
    const connection = await this.guesses.guard({ ...guess, ...(address ? { address } : {}) }, () =>
      Promise.resolve(known && this.secrets.isPassword(known, password) ? known : undefined),
    );
    if (!connection) throw new Refused(WORDS.credentials);
    if (!connection.isOn) throw new Refused(WORDS.off);
    const { token, id } = await this.tokens.issue(connection);
    return success(COOKIE, token, `sessid=${id}`, `timestamp=${Math.floor(Date.now() / 1_000)}`);
  }

  /** Who goes on with an exchange; the password that it began with must still be good. */
  private async requireAsked({ type, cookie, sessid }: OneCRequest): Promise<Asked> {
    const claims = cookie ? await this.tokens.read(cookie) : undefined;
    const connection = claims && (await this.connections.fresh(claims.connectionId));
    if (!claims || !connection || !this.tokens.isOf(claims, connection)) throw new Refused(WORDS.signIn);
    if (sessid !== undefined && sessid !== claims.jti) throw new Refused(WORDS.ended);
    if (!connection.isOn) throw new Refused(WORDS.off);
    const known = VISIT_TYPES.find((one) => one === type);
    if (!known) throw new Refused(WORDS.unknown(type.slice(0, 20), ''));
    return { connection, type: known, visitId: `${claims.connectionId} ${known}`, token: claims.jti };
  }

  private async begin({ visitId, token }: Asked, { version }: OneCRequest): Promise<string> {
    await this.visits.begin(visitId, token);
    return initial(PIECE_BYTES, ...(version === undefined ? [] : [`sessid=${token}`, `version=${SCHEMA_VERSION}`]));
  }

  private async add(asked: Asked, { filename, body }: OneCRequest): Promise<string> {
    const name = nameOf(filename);
    const bytes = await pieceOf(body);
    if (useOf(name) === 'leave') return success();
    const [connection, visit] = await this.visiting(asked);
    const result = await this.visits.append(visit, name, bytes);
    const refusal = REFUSALS[result];
    if (refusal) throw new Refused(refusal);
    // Older versions never ask for their orders to be read.
    if (asked.type === 'sale') await this.readEarly(connection, visit, name);
    return success();
  }

  private async import(asked: Asked, { filename }: OneCRequest): Promise<string> {
    const name = nameOf(filename);
    const [connection, visit] = await this.visiting(asked);
    const answer = await this.reader.read(connection, visit, name);
    const state = stateOf(answer);
    if (state === 'progress') return answer;
    const words = state === 'failure' ? answer.slice(state.length).trim() : undefined;
    const { exchangeId } = (await this.visits.visit(visit._id, asked.token)) ?? {};
    if (exchangeId) await this.log.finish(exchangeId, words ? 'file' : undefined, words);
    await this.connections.noteResult(connection, new Date(), words ? 'file' : undefined);
    return answer;
  }

  private async confirm(asked: Asked): Promise<string> {
    const [connection, visit] = await this.visiting(asked);
    await this.orders.confirm(connection, visit);
    await this.connections.noteResult(connection, new Date(), undefined);
    return success();
  }

  /** Reads what has come of a file so far: what is cut off is read on with the next piece. */
  private async readEarly(connection: Stored<Connection>, visit: OneCVisit, name: string): Promise<void> {
    for (let count = 0; count < MOST_READINGS; count += 1) {
      if (stateOf(await this.reader.read(connection, visit, name)) !== 'progress') return;
    }
  }

  private async visiting({ connection, visitId, token }: Asked): Promise<[Stored<Connection>, OneCVisit]> {
    const visit = await this.visits.visit(visitId, token);
    if (!visit) throw new Refused(WORDS.ended);
    return [connection, visit];
  }
}

const REFUSALS: Partial<Record<PieceResult, string>> = {
  too_large: WORDS.tooLarge(MOST_BYTES / 1024 / 1024),
  too_many: WORDS.tooMany,
  late: WORDS.ended,
};

/** Login and password as RFC 7617 has them. */
function credentialsIn(authorization: string): { login: string; password: string } {
  const [, encoded = ''] = /^basic\s+([A-Za-z0-9+/=]+)\s*$/i.exec(authorization) ?? [];
  const [, login = '', password = ''] =
    /^([^:]{1,100}):(.{0,200})$/su.exec(Buffer.from(encoded, 'base64').toString()) ?? [];
  return { login, password };
}

function nameOf(filename = ''): string {
  const name = fileNameOf(filename);
  if (name === undefined) throw new Refused(WORDS.name(filename.slice(0, 100)));
  return name;
}

/** The bytes of a piece, no more than 1C was told. */
async function pieceOf(body: Readable | undefined): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const some of (body ?? []) as AsyncIterable<Buffer>) {
    size += some.length;
    if (size <= PIECE_BYTES) pieces.push(some);
  }
  if (size > PIECE_BYTES) throw new Refused(WORDS.pieceTooLarge(PIECE_BYTES));
  if (!size) throw new Refused(WORDS.noBody);
  return Buffer.concat(pieces);
}
