import { Module } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { LoggerModule } from 'nestjs-pino';
import { Config } from '../config/config.module.js';

/** Structured logs: one JSON line an event; no bodies, no cookies, no tokens, no query strings. */
@Module({
  imports: [
    LoggerModule.forRootAsync({
      inject: [Config],
      useFactory: ({ environment }: Config) => ({
        pinoHttp: {
          level: environment.LOG_LEVEL,
          genReqId: () => randomUUID(),
          autoLogging: environment.LOG_LEVEL === 'debug' || environment.LOG_LEVEL === 'trace',
          serializers: {
            req: ({ id, method, url }: { id: string; method: string; url: string }) => ({
              id,
              method,
              path: url.split('?')[0],
            }),
            res: ({ statusCode }: { statusCode: number }) => ({ statusCode }),
          },
        },
      }),
    }),
  ],
})
export class LoggingModule {}
