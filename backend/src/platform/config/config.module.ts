import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Environment } from './environment.js';

/** What the application is started with: checked settings and the secrets of this workshop. */
export class Config {
  constructor(
    readonly environment: Environment,
    readonly jwtSecret: string,
    readonly databaseUri: string,
    /** What the journal is sealed with. */
    readonly journalKey: string,
  ) {}

  get timeZone(): string {
    return this.environment.TIME_ZONE;
  }

  get currency(): string {
    return this.environment.CURRENCY;
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
