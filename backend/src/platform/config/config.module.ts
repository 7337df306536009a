import { Global, Module, type DynamicModule } from '@nestjs/common';
import { dayIn, type CalendarDay, type Notation } from '@verstak/domain';
import { createSecretKey, type KeyObject } from 'node:crypto';
import { networkInterfaces } from 'node:os';
import { countryOf, dialledDigits } from '../fields/phone.js';
import type { Environment } from './environment.js';
import { graphSettings, type GraphSettings } from './graph-settings.js';
import { happeningAt } from './clock.js';
import { mailSettings, type MailSettings } from './mail-settings.js';
import { isLocal } from './local-certificate.js';
import { publicAddress } from './where-to-open.js';

/** What stored days and sums are counted in. */
interface Counting {
  timeZone: string;
  currency: string;
  currencyDigits: number;
}

/** What the application is started with: checked settings, the secrets of this workshop, and what its data counts in. */
export class Config {
  private counting?: Counting & { country: string; notation: Notation };
  /** What access tokens are signed with; a key made once, for making one costs as much as checking a token. */
  readonly jwtKey: KeyObject;
  /** Where mail goes, where it is set up. */
  readonly mail: MailSettings | undefined;
  /** As whom OneDrive is read and written, where it is set up. */
  readonly graph: GraphSettings | undefined;

  constructor(
    readonly environment: Environment,
    jwtSecret: string,
    readonly databaseUri: string,
    /** What the journal is sealed with. */
    readonly journalKey: string,
    /** What passwords of other systems are sealed with; none where nothing is sealed or opened. */
    readonly vaultKey = '',
  ) {
    this.mail = mailSettings(environment);
    this.graph = graphSettings(environment);
    this.jwtKey = createSecretKey(jwtSecret, 'utf8');
  }

  /** The address by which links on paper and in letters lead here. */
  get publicAddress(): ReturnType<typeof publicAddress> {
    return publicAddress(this.environment, networkInterfaces());
  }

  /** Told once, before anything is served. */
  settle(counting: Counting): void {
    const country = countryOf(counting);
    const { currencyDigits } = counting;
    const notation = { currencyDigits, dialledDigits: (text: string) => dialledDigits(text, country) };
    this.counting = { ...counting, country, notation };
  }

  get timeZone(): string {
    return this.settled.timeZone;
  }

  /** The day that the workshop has now, or had when that happened which is told of. */
  today(): CalendarDay {
    return dayIn(this.timeZone, happeningAt());
  }

  get currency(): string {
    return this.settled.currency;
  }

  /** Decimal places that minor units of the currency are of. */
  get currencyDigits(): number {
    return this.settled.currencyDigits;
  }

  /** The country whose phone numbers need no code here, ISO 3166. */
  get country(): string {
    return this.settled.country;
  }

  /** How numbers are written here. */
  get notation(): Notation {
    return this.settled.notation;
  }

  private get settled(): NonNullable<Config['counting']> {
    if (!this.counting) throw new Error('What the workshop counts in was not read yet');
    return this.counting;
  }

  /** Whether cookies may demand HTTPS. */
  get isSecure(): boolean {
    const { TLS_CERT, PUBLIC_URL } = this.environment;
    return Boolean(TLS_CERT) || (PUBLIC_URL?.startsWith('https:') ?? false);
  }

  /** Whether browsers may be told to come by HTTPS alone for a year: not where they trust a certificate of one's own. */
  get isSecureForGood(): boolean {
    return this.isSecure && !isLocal(this.environment);
  }
}

@Global()
@Module({})
export class ConfigModule {
  static with(config: Config): DynamicModule {
    return { module: ConfigModule, providers: [{ provide: Config, useValue: config }], exports: [Config] };
  }
}
