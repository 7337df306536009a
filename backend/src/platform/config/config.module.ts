import { Global, Module, type DynamicModule } from '@nestjs/common';
import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Environment } from './environment.js';

/** What stored days and sums are counted in. */
interface Counting {
  timeZone: string;
  currency: string;
  currencyDigits: number;
}

/** What the application is started with: checked settings, the secrets of this workshop, and what its data counts in. */
export class Config {
  private counting?: Counting;
  /** What access tokens are signed with; a key made once, for making one costs as much as checking a token. */
  readonly jwtKey: KeyObject;

  constructor(
    readonly environment: Environment,
    jwtSecret: string,
    readonly databaseUri: string,
    /** What the journal is sealed with. */
    readonly journalKey: string,
  ) {
    this.jwtKey = createSecretKey(jwtSecret, 'utf8');
  }

  /** Told once, before anything is served. */
  settle(counting: Counting): void {
    this.counting = counting;
  }

  get timeZone(): string {
    return this.settled.timeZone;
  }

  get currency(): string {
    return this.settled.currency;
  }

  /** Decimal places that minor units of the currency are of. */
  get currencyDigits(): number {
    return this.settled.currencyDigits;
  }

  private get settled(): Counting {
    if (!this.counting) throw new Error('What the workshop counts in was not read yet');
    return this.counting;
  }

  /** Whether cookies may demand HTTPS. */
  get isSecure(): boolean {
    return this.environment.PUBLIC_URL?.startsWith('https:') ?? false;
  }
}

@Global()
@Module({})
export class ConfigModule {
  static with(config: Config): DynamicModule {
    return { module: ConfigModule, providers: [{ provide: Config, useValue: config }], exports: [Config] };
  }
}
