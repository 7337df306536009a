import { IoAdapter } from '@nestjs/platform-socket.io';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import type { Server } from 'node:http';
import { Socket } from 'node:net';
import { Readable } from 'node:stream';
import type { TlsPair } from '../config/tls.js';

type SocketServer = ReturnType<IoAdapter['createIOServer']>;
type SocketOptions = NonNullable<Parameters<IoAdapter['createIOServer']>[1]>;
/** A WebSocket as Socket.IO's engine has it. */
type Client = { request: { socket: Socket }; once(event: 'close', act: () => void): void };

/** How long a connection may take for what, in milliseconds, and how many there may be. */
export interface ConnectionLimits {
  /** From the connection, or the first byte of a further request, to the end of its head. */
  headMs: number;
  /** Without a byte of a body that is still to come. */
  silenceMs: number;
  /** From the first to the last byte of a request, however steadily it comes. */
  requestMs: number;
  /** Without a byte of the answer, while it is made or while nobody takes it. */
  answerMs: number;
  /** Between two requests; longer than the proxies before it keep a connection, which must be the ones to close it. */
  idleMs: number;
  /** From the upgrade to a WebSocket to the sign-in over it. */
  handshakeMs: number;
  /** How often heads and requests are looked at: they end so much later at most. */
  checkMs: number;
  /** Connections at once, WebSockets among them; further ones are closed at once. */
  most: number;
}

/** How long the other end may take to close what is closed here, in milliseconds. */
export const LINGER_MS = 1_000;

export const CONNECTION_LIMITS: Readonly<ConnectionLimits> = {
  headMs: 15_000,
  silenceMs: 30_000,
  // A file of 100 MB over a slow mobile line: 28 kB/s.
  requestMs: 3_600_000,
  answerMs: 300_000,
  idleMs: 75_000,
  handshakeMs: 10_000,
  checkMs: 5_000,
  most: 1_000,
};

/** What the server is made with so that it keeps the limits on heads, bodies and idle connections. */
export function limitedServer(limits: ConnectionLimits, tls?: TlsPair): FastifyHttpOptions<Server> {
  const { headMs, silenceMs, requestMs, idleMs, checkMs } = limits;
  const heads = { headersTimeout: headMs, connectionsCheckingInterval: checkMs };
  return {
    connectionTimeout: silenceMs,
    requestTimeout: requestMs,
    keepAliveTimeout: idleMs,
    ...(tls ? { https: { ...heads, ...tls, handshakeTimeout: headMs } } : { http: heads }),
  };
}

/** Keeps the limits that a server is not made with: how many connections, how long an answer, WebSockets. */
export function limitConnections(app: NestFastifyApplication, limits: ConnectionLimits): void {
  const instance: FastifyInstance = app.getHttpAdapter().getInstance();
  instance.server.maxConnections = limits.most;
  // Once the body is read the next bytes are the answer's; one that a receiver takes in is still to come.
  instance.addHook('preHandler', ({ raw, body }, _reply, done) => {
    // What the process asks of itself comes over no connection.
    const awaitAnswer = (): void => void (raw.socket instanceof Socket && raw.socket.setTimeout(limits.answerMs));
    if (body instanceof Readable) body.once('end', awaitAnswer);
    else awaitAnswer();
    done();
  });
  // Node lets go of a connection that is upgraded; Socket.IO takes the time off when it becomes a WebSocket.
  instance.server.on('upgrade', (_request, socket: Socket) =>
    socket.setTimeout(limits.handshakeMs, () => socket.destroy()),
  );
  app.useWebSocketAdapter(new LimitedIoAdapter(app, limits.handshakeMs));
}

/** Closes WebSockets over which nobody signs in, and does not wait for the other end to agree. */
class LimitedIoAdapter extends IoAdapter {
  constructor(
    app: NestFastifyApplication,
    private readonly handshakeMs: number,
  ) {
    super(app);
  }

  override createIOServer(port: number, options?: SocketOptions): SocketServer {
    const limited = { ...options, connectTimeout: this.handshakeMs } as SocketOptions;
    const server = super.createIOServer(port, limited);
    server.engine.on('connection', (client: Client) =>
      client.once('close', () => setTimeout(() => client.request.socket.destroy(), LINGER_MS).unref()),
    );
    return server;
  }
}
