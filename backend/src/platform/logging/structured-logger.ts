import type { LoggerService } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { pino, type Level, type Logger } from 'pino';
import { actorBehind, callIfAny } from '../access/caller.js';

/** Nest's words on its own start: nobody needs them, and of a failed start the program itself tells. */
const START = new Set([
  'NestFactory',
  'InstanceLoader',
  'RoutesResolver',
  'RouterExplorer',
  'WebSocketsController',
  'NestApplication',
  'ExceptionHandler',
]);

/** Structured logs: one JSON line an event, with the id of the request; no bodies, cookies, tokens or query strings. */
export class StructuredLogger implements LoggerService {
  private readonly pino: Logger;

  constructor(level: string) {
    this.pino = pino({
      level,
      base: undefined,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (name) => ({ level: name }) },
    });
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write('info', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  /** Logs every answered request; costs nothing where the level is above `debug`. */
  logRequests(server: FastifyInstance): void {
    if (!this.pino.isLevelEnabled('debug')) return;
    server.addHook('onResponse', (request, reply, done) => {
      const path = withoutKeys(request.url);
      this.write(
        'debug',
        { method: request.method, path, status: reply.statusCode, milliseconds: Math.round(reply.elapsedTime) },
        [],
      );
      done();
    });
  }

  /** Nest gives the context last, and before it the stack of an error. */
  private write(saidAs: Level, message: unknown, rest: unknown[]): void {
    const context = typeof rest.at(-1) === 'string' ? (rest.at(-1) as string) : undefined;
    const level = context && START.has(context) ? 'debug' : saidAs;
    const stack = rest.length > 1 && typeof rest[0] === 'string' ? rest[0] : undefined;
    const call = callIfAny();
    const actor = call && actorBehind(call);
    const event = {
      context,
      requestId: call?.requestId,
      route: call?.route,
      reason: call?.caller.kind === 'system' ? call.caller.reason : undefined,
      userId: actor?.kind === 'person' ? actor.userId : undefined,
      keyId: actor?.kind === 'integration' ? actor.keyId : undefined,
      stack,
    };
    if (message instanceof Error) this.pino[level]({ ...event, err: message });
    else if (typeof message === 'object') this.pino[level]({ ...event, ...message });
    else this.pino[level](event, String(message));
  }
}

/** The path of an address without what opens something by itself, as the key of a customer's order does. */
export function withoutKeys(url: string): string {
  const [path = ''] = url.split('?', 1);
  return path.replace(/[\w-]{32,}/g, '…');
}
