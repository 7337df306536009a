import cookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import { AppModule } from './app.module.js';
import { ONE_C_PATH } from './connections/one-c/one-c-errors.js';
import { passOneCBytes } from './connections/one-c/pass-one-c-bytes.js';
import { describeApi, serveDocs } from './openapi/document.js';
import { acceptS2Bodies } from './legacy/s2-bodies.js';
import { S2_PREFIXES } from './legacy/s2-paths.js';
import { runCall, VISITOR } from './platform/access/caller.js';
import type { Config } from './platform/config/config.module.js';
import type { TlsPair } from './platform/config/tls.js';
import { serveAuthority } from './platform/http/authority-file.js';
import { guardAnswers } from './platform/http/answer-headers.js';
import {
  CONNECTION_LIMITS,
  limitConnections,
  limitedServer,
  type ConnectionLimits,
} from './platform/http/connections.js';
import { serveConsole } from './platform/http/console-files.js';
import { Metrics } from './platform/health/metrics.js';
import { ErrorDialects } from './platform/http/error-dialects.js';
import { JournalEvents } from './platform/journal/journal-events.js';
import { recordRefusals } from './platform/journal/refusals.js';
import { StructuredLogger } from './platform/logging/structured-logger.js';
import { plainAddress } from './platform/http/plain-address.js';
import { passBytes } from './platform/http/received-bodies.js';
import { limitRequests } from './platform/http/request-limits.js';
import { refuseAddress, refuseUnreadable } from './platform/http/unreadable.js';
import { serveShop } from './shop/shop-pages.js';
import type { UpgradeOptions } from './upgrades/apply-upgrades.js';
import { openData } from './workshop/open-data.js';

/** Requests larger than this are refused with 413. */
const BODY_LIMIT = 1024 * 1024;

/** How the application is started, where not as usual. */
export interface StartOptions {
  limits?: ConnectionLimits;
  /** Serves HTTPS by it. */
  tls?: TlsPair | undefined;
  upgrading?: UpgradeOptions;
}

/** The whole application on data of this version, not yet listening. */
export async function createApplication(
  config: Config,
  { limits = CONNECTION_LIMITS, tls, upgrading }: StartOptions = {},
): Promise<NestFastifyApplication> {
  await openData(config, upgrading);
  const adapter = new FastifyAdapter({
    ...limitedServer(limits, tls),
    bodyLimit: BODY_LIMIT,
    // The caller's address is what these say that it is; of anybody else it is the one that the request comes from.
    trustProxy: config.environment.TRUST_PROXY,
    clientErrorHandler: refuseUnreadable,
    frameworkErrors: refuseAddress(() => app.get(ErrorDialects)),
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
  });
  const logger = new StructuredLogger(config.environment.LOG_LEVEL);
  const app: NestFastifyApplication = await NestFactory.create<NestFastifyApplication>(
    AppModule.with(config),
    adapter,
    { logger, abortOnError: false },
  );
  logger.logRequests(adapter.getInstance());
  app.get(Metrics).countAnswers(adapter.getInstance());
  limitConnections(app, limits);
  await app.register(cookie);
  guardAnswers(adapter.getInstance(), config);
  adapter.getInstance().addHook('onRequest', (request, _reply, done) => {
    const route = `${request.method} ${request.routeOptions.url ?? ''}`;
    runCall(
      { requestId: randomUUID(), route, address: plainAddress(request.ip), via: 'console', caller: VISITOR },
      done,
    );
  });
  recordRefusals(adapter.getInstance(), () => app.get(JournalEvents));
  limitRequests(adapter.getInstance());
  passBytes(adapter.getInstance());
  passOneCBytes(adapter.getInstance());
  acceptS2Bodies(app);
  configureRoutes(app);
  serveDocs(app, describeApi(app));
  await serveAuthority(adapter.getInstance(), config);
  await serveShop(app);
  await serveConsole(app);
  return app;
}

/** The paths of the API; the same for the running application and for its description. */
export function configureRoutes(app: NestFastifyApplication): void {
  app.setGlobalPrefix('api/v1', { exclude: [...S2_PREFIXES.map((prefix) => `${prefix}{/*path}`), ONE_C_PATH] });
}
