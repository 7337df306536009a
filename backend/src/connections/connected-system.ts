import type { ConnectionKind, ConnectionSubject, ExchangedField, ExchangeFault } from '@verstak/domain';
import type { Stored } from '../platform/database/entity.js';
import type { RequestRules } from '../platform/web/request.js';
import type { Connection } from './connection.js';
import type { Refusal } from './exchange-log.js';
import type { Given, GivenResult } from './outgoing.js';
import type { ExchangedRecord } from './records.js';
import type { RequestLimit, RequestPace } from './request-budget.js';

/** What a system is signed in to with, by name. */
export type Secrets = Readonly<Record<string, string>>;

/** A connection at work: what a system needs to be asked. */
export interface Session {
  connection: Stored<Connection>;
  secrets: Secrets;
  /** The secrets as they are kept now, whoever has replaced them. */
  freshSecrets: () => Promise<Secrets>;
  /** Keeps other secrets where nobody has been quicker; gives those that hold now. */
  replaceSecrets: (next: Secrets) => Promise<Secrets>;
  /** Who may be asked: no address in a private network, unless the configuration allows it. */
  isAllowed: RequestRules['isAllowed'];
  /** Ends what is being asked. */
  signal: AbortSignal;
  /** The budget of an account, which all processes and connections share. */
  paceOf: (account: string, limit: RequestLimit) => RequestPace;
}

/** Some of what another system gives, and how far it is taken with it, in the system's own terms. */
export interface Pulled {
  records: ExchangedRecord[];
  position?: Record<string, unknown>;
  /** What stands there and cannot be taken, and why. */
  refused?: readonly (Refusal & { subject: ConnectionSubject; externalId: string })[];
}

/** A kind of system that the product asks and tells; each brings its protocol and how it calls things. */
export interface ConnectedSystem {
  readonly kind: ConnectionKind;
  /** Documents that are given at once. */
  readonly atOnce: number;
  /** What of a subject it takes no word of, for it follows from other documents there; none unless told. */
  readonly untold?: Partial<Record<ConnectionSubject, readonly ExchangedField[]>>;
  /** Asks whether the credentials are good. Throws `ExchangeFailed` or `NotFetched`. */
  check(session: Session): Promise<void>;
  /** What is new since a position, from the beginning without one; subjects in the order of their list. */
  pull(session: Session, subjects: readonly ConnectionSubject[]): AsyncIterable<Pulled>;
  /** Gives documents of one subject; tells of each what came of it. What it has taken once, it must not take twice. */
  push(session: Session, subject: ConnectionSubject, given: readonly Given[]): Promise<GivenResult[]>;
}

/** An exchange that came to nothing, and when to try again, as far as the other system said so. */
export class ExchangeFailed extends Error {
  constructor(
    readonly fault: ExchangeFault,
    readonly said?: string,
    readonly retryAt?: Date,
  ) {
    super(said ? `${fault}: ${said}` : fault);
  }
}

/** The kinds of systems that are asked; those that come by themselves, such as 1C, are none of them. */
export class ConnectedSystems {
  private readonly byKind = new Map<ConnectionKind, ConnectedSystem>();

  add(system: ConnectedSystem): void {
    this.byKind.set(system.kind, system);
  }

  get kinds(): ConnectionKind[] {
    return [...this.byKind.keys()];
  }

  of(kind: ConnectionKind): ConnectedSystem | undefined {
    return this.byKind.get(kind);
  }
}
