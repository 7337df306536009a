import { Injectable } from '@nestjs/common';
import { MOST_CONNECTIONS, type ConnectionSubject } from '@verstak/domain';
import type { Types } from 'mongoose';
import { Config } from '../platform/config/config.module.js';
import { Bell } from '../platform/database/bell.js';
import type { Stored } from '../platform/database/entity.js';
import { LeasedWork, type Piece } from '../platform/database/leased-work.js';
import { Leases } from '../platform/database/leases.js';
import { addressRule } from '../platform/web/public-address.js';
import { NotFetched } from '../platform/web/request.js';
import {
  ConnectedSystems,
  ExchangeFailed,
  type ConnectedSystem,
  type Pulled,
  type Session,
} from './connected-system.js';
import { OwnerGone } from './connection-callers.js';
import { ConnectionSecrets, SecretLost } from './connection-secrets.js';
import type { Connection } from './connection.js';
import { ConnectionsRepository, type ClaimedConnection } from './connections.repository.js';
import { subjectsOf } from './exchange-rules.js';
import { ExchangeLog, type NewExchangeRow } from './exchange-log.js';
import { Intake, type Taken } from './intake.js';
import { Outgoing, type Given } from './outgoing.js';
import { OutgoingChangesRepository } from './outgoing-changes.repository.js';
import { BudgetSpent, RequestBudget } from './request-budget.js';

/** How often another system is asked what is new, unless told. */
const EVERY_MINUTES = 15;

/** After a fault: one minute, then twice as long each time as it has failed already, at most an hour. */
const LEAST_PAUSE_MS = 60_000;
const MOST_PAUSE_MS = 3_600_000;

/** Most records that a rehearsal looks at. */
const MOST_REHEARSED = 200;

/** Somebody has switched it off or deleted it, or another process has taken it over. */
class Stopped extends Error {}

/**
 * Asks other systems what is new and tells them what is, each by itself and all at the same time, in one process at a
 * time. What was taken is kept with how far that was, so that a crash asks again for the last few at most, which then
 * are as they were.
 */
@Injectable()
export class ConnectionRunner extends LeasedWork {
  protected readonly name = 'connections';
  /** With all systems at the same time. */
  protected override readonly atOnce = MOST_CONNECTIONS;
  private readonly ending = new AbortController();

  constructor(
    private readonly connections: ConnectionsRepository,
    private readonly systems: ConnectedSystems,
    private readonly secrets: ConnectionSecrets,
    private readonly intake: Intake,
    private readonly outgoing: Outgoing,
    private readonly changes: OutgoingChangesRepository,
    private readonly log: ExchangeLog,
    private readonly budget: RequestBudget,
    private readonly config: Config,
    private readonly bell: Bell,
    leases: Leases,
  ) {
    super(leases);
    bell.heard(this.name, () => this.wake());
  }

  override async beforeApplicationShutdown(): Promise<void> {
    this.ending.abort();
    await super.beforeApplicationShutdown();
  }

  /** Has whichever process exchanges look at once whether there is something to do. */
  wakeAll(): void {
    this.wake();
    this.bell.ring(this.name);
  }

  /** Asks a system whether what it is signed in to with is good; `undefined` where it is. */
  async check(connection: Stored<Connection>): Promise<ExchangeFailed | undefined> {
    return this.failureIn(async () => this.systems.of(connection.kind)?.check(this.sessionOf(connection)));
  }

  /** What the first records of the next exchange would do, or why none was read; nothing is written. */
  async rehearse(connection: Stored<Connection>): Promise<Taken[] | ExchangeFailed> {
    const system = this.systems.of(connection.kind);
    const taken: Taken[] = [];
    if (!system) return taken;
    const failed = await this.failureIn(async () => {
      for await (const { records } of system.pull(this.sessionOf(connection), subjectsOf(connection, 'in'))) {
        taken.push(...(await this.intake.rehearse(connection, records.slice(0, MOST_REHEARSED - taken.length))));
        if (taken.length >= MOST_REHEARSED) break;
      }
    });
    return failed ?? taken;
  }

  protected async isWaiting(): Promise<boolean> {
    const { kinds } = this.systems;
    if (!kinds.length) return false;
    const now = new Date();
    if (await this.connections.isDue(kinds, now)) return true;
    const ready = (await this.connections.on()).filter((one) => kinds.includes(one.kind) && isReady(one, now));
    return this.changes.isDue(
      ready.map(({ _id }) => _id),
      now,
    );
  }

  protected async take(): Promise<Piece | undefined> {
    const now = new Date();
    const { kinds } = this.systems;
    const due = await this.connections.claimDue(kinds, now);
    if (due) return () => this.exchange(due, { isAsked: true });
    for (const connection of await this.connections.on()) {
      if (!kinds.includes(connection.kind) || !isReady(connection, now)) continue;
      if (!(await this.changes.isDue([connection._id], now))) continue;
      const claimed = await this.connections.claimOne(connection._id, now);
      if (claimed) return () => this.exchange(claimed, { isAsked: false });
    }
    return undefined;
  }

  /** Takes what is new there where it is asked, and gives what is new here. */
  private async exchange(claimed: ClaimedConnection, { isAsked }: { isAsked: boolean }): Promise<void> {
    const system = this.systems.of(claimed.kind);
    if (!system) return;
    const exchangeId = await this.log.begin(claimed._id, new Date());
    const failed = await this.carryOut(system, claimed, exchangeId, isAsked);
    const now = new Date();
    await this.log.finish(exchangeId, failed?.fault, failed?.said);
    if (failed?.fault === 'credentials')
      await this.connections.switchOff(claimed._id, this.secrets.opens(claimed) ? 'credentials' : 'secret_lost');
    const next = isAsked ? nextAsking(claimed, now) : undefined;
    await this.connections.settle(
      claimed,
      now,
      failed ? (failed.retryAt ?? pausedUntil(claimed, now)) : next,
      failed?.fault,
    );
  }

  private async carryOut(
    system: ConnectedSystem,
    claimed: ClaimedConnection,
    exchangeId: Types.ObjectId,
    isAsked: boolean,
  ): Promise<ExchangeFailed | undefined> {
    return this.failureIn(async () => {
      const session = this.sessionOf(claimed, this.ending.signal);
      if (isAsked) {
        // What may have come there without an answer is known again before it is told of as something new.
        await this.push(system, session, claimed, exchangeId, (subject, untold) =>
          this.outgoing.unanswered(claimed, subject, system.atOnce, untold),
        );
        await this.pull(system, session, claimed, exchangeId);
      }
      await this.push(system, session, claimed, exchangeId, (subject, untold) =>
        this.outgoing.next(claimed, subject, system.atOnce, { untold }),
      );
    });
  }

  private async pull(
    system: ConnectedSystem,
    session: Session,
    claimed: ClaimedConnection,
    exchangeId: Types.ObjectId,
  ): Promise<void> {
    const subjects = subjectsOf(claimed, 'in');
    if (!subjects.length) return;
    for await (const { records, position, refused = [] } of system.pull(session, subjects)) {
      await this.requireHeld(claimed);
      await this.intake.take(claimed, exchangeId, records);
      await this.log.add(claimed._id, exchangeId, refused.map(refusedRow));
      if (position) await this.connections.keepPosition(claimed._id, position);
    }
  }

  /** Gives what `next` tells of each subject, until that is nothing. */
  private async push(
    system: ConnectedSystem,
    session: Session,
    claimed: ClaimedConnection,
    exchangeId: Types.ObjectId,
    next: (subject: ConnectionSubject, untold?: readonly string[]) => Promise<Given[]>,
  ): Promise<void> {
    for (const subject of subjectsOf(claimed, 'out'))
      for (;;) {
        await this.requireHeld(claimed);
        const given = await next(subject, system.untold?.[subject]);
        if (!given.length) break;
        await this.outgoing.settle(claimed, exchangeId, await system.push(session, subject, given));
      }
  }

  private async requireHeld(claimed: ClaimedConnection): Promise<void> {
    if (this.ending.signal.aborted || !(await this.connections.renewClaim(claimed, new Date()))) throw new Stopped();
  }

  /** A connection at work, for a minute unless told. */
  sessionOf(connection: Stored<Connection>, signal = AbortSignal.timeout(LEAST_PAUSE_MS)): Session {
    const { _id, name } = connection;
    let sealed = connection.secret;
    return {
      connection,
      secrets: this.secrets.open(connection),
      freshSecrets: async () => {
        const now = await this.connections.fresh(_id);
        sealed = now?.secret;
        return now ? this.secrets.open(now) : {};
      },
      replaceSecrets: async (next) => {
        const secret = this.secrets.seal(_id, next);
        const isKept = await this.connections.replaceSecret(_id, sealed, secret);
        const now = isKept ? { _id, secret, name } : await this.connections.fresh(_id);
        sealed = now?.secret;
        return now ? this.secrets.open(now) : next;
      },
      isAllowed: addressRule(this.config.environment.CONNECTION_PRIVATE_NETWORKS),
      signal,
      paceOf: (account, limit) => ({
        take: (requests) => this.budget.take(account, limit, requests),
        putOff: (until) => this.budget.putOff(account, limit, Math.max(0, until.getTime() - Date.now())),
      }),
    };
  }

  /** Does something with another system; gives why it came to nothing, as the log tells it. */
  private async failureIn(work: () => Promise<void>): Promise<ExchangeFailed | undefined> {
    try {
      await work();
      return undefined;
    } catch (error) {
      return this.failureOf(error);
    }
  }

  private failureOf(error: unknown): ExchangeFailed {
    if (error instanceof ExchangeFailed) return error;
    if (error instanceof NotFetched) return new ExchangeFailed(error.fault);
    if (error instanceof SecretLost) return new ExchangeFailed('credentials', error.details.detail);
    if (error instanceof BudgetSpent) return new ExchangeFailed('limit', undefined, error.until);
    if (error instanceof Stopped || error instanceof OwnerGone || this.ending.signal.aborted)
      return new ExchangeFailed('stopped', undefined, new Date());
    this.logger.error(`An exchange failed: ${String(error)}`);
    return new ExchangeFailed('internal');
  }
}

/** Whether something can be told at once: it is not being exchanged with, and does not rest after a fault. */
function isReady({ busyUntil, fault, nextAt }: Stored<Connection>, now: Date): boolean {
  return !(busyUntil && busyUntil > now) && !(fault && nextAt && nextAt > now);
}

/** What stands there and cannot be taken; it comes again when it is another there. */
function refusedRow(refused: NonNullable<Pulled['refused']>[number]): NewExchangeRow {
  return { way: 'in', name: refused.externalId, ...refused, state: 'refused', isRepeatable: false };
}

function nextAsking({ everyMinutes = EVERY_MINUTES }: Connection, now: Date): Date {
  return new Date(now.getTime() + everyMinutes * 60_000);
}

function pausedUntil({ failingSince }: Connection, now: Date): Date {
  const failing = failingSince ? now.getTime() - failingSince.getTime() : 0;
  return new Date(now.getTime() + Math.min(Math.max(failing, LEAST_PAUSE_MS), MOST_PAUSE_MS));
}
