import { chmodSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { answer } from './commands/dispatch.js';
import type { Client, ServerInfo } from './commands/context.js';
import { makeCredentials } from './commands/credentials.js';
import { FailPoints } from './commands/fail-points.js';
import { Engine } from './engine.js';
import { serveConnection } from './wire/connection.js';

export interface ServerOptions {
  /** Folder of the data; made where it is not there. */
  readonly dataDir: string;
  /** Where the socket is made; by default inside the data folder. */
  readonly socketPath?: string;
  /** A TCP port in place of a socket; 0 takes a free one. */
  readonly port?: number;
  /** The address to listen at; only this machine by default. */
  readonly host?: string;
  readonly replicaSet?: string;
  /** Clients must log in as this user (SCRAM-SHA-256); needed where others reach the port. */
  readonly user?: { readonly name: string; readonly password: string };
  /** Serves `configureFailPoint`, by which tests of drivers make commands fail. */
  readonly testCommands?: boolean;
  /** Seconds between two sweeps of TTL indexes; 60 by default. */
  readonly expirySeconds?: number;
}

export interface RunningServer {
  /** A connection string for the driver or Mongoose. */
  readonly uri: string;
  close(): Promise<void>;
}

/** Longest path that the system takes for a socket. */
const LONGEST_SOCKET = 103;

/** Runs a server in this very thread; `startServer` runs it in its own. */
export async function startServerHere(options: ServerOptions): Promise<RunningServer> {
  const engine = await Engine.open({
    dataDir: resolve(options.dataDir),
    ...(options.expirySeconds === undefined ? {} : { expirySeconds: options.expirySeconds }),
  });
  try {
    return await listen(engine, options);
  } catch (error) {
    await engine.close();
    throw error;
  }
}

async function listen(engine: Engine, options: ServerOptions): Promise<RunningServer> {
  const replicaSet = options.replicaSet ?? 'rs0';
  const usesPort = options.port !== undefined || process.platform === 'win32';
  const place = usesPort ? undefined : socketPlace(options);
  const path = place?.path;
  const server = createServer();
  const sockets = new Set<Socket>();
  const clients = new Set<Client>();
  /** Of connections that have ended, and requests of all. */
  const past = { bytesIn: 0, bytesOut: 0, numRequests: 0 };
  await bind(server, path, options);
  const address = path === undefined ? tcpAddress(server, options) : path;
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= shut(server, sockets, engine, place));
  const info: ServerInfo = {
    address: path === undefined ? address : encodeURIComponent(path),
    replicaSet,
    credentials: options.user && makeCredentials(options.user.name, options.user.password),
    failPoints: options.testCommands === true ? new FailPoints() : undefined,
    clients,
    traffic: () => {
      let { bytesIn, bytesOut } = past;
      for (const { bytesRead, bytesWritten } of sockets) {
        bytesIn += bytesRead;
        bytesOut += bytesWritten;
      }
      return { bytesIn, bytesOut, numRequests: past.numRequests };
    },
    stop: () => void close(),
  };
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    const client: Client = {
      id: ++connections,
      remote:
        socket.remoteAddress === undefined ? 'anonymous unix socket' : `${socket.remoteAddress}:${socket.remotePort}`,
      users: [],
      state: new Map(),
      running: undefined,
    };
    clients.add(client);
    serveConnection(
      socket,
      (request) => {
        past.numRequests++;
        return engine.track(answer(engine, info, client, request));
      },
      () => {
        sockets.delete(socket);
        past.bytesIn += socket.bytesRead;
        past.bytesOut += socket.bytesWritten;
        clients.delete(client);
        engine.sessions.abandon(client.id);
      },
    );
  });
  const host = path === undefined ? address : encodeURIComponent(path);
  const login =
    options.user === undefined
      ? ''
      : `${encodeURIComponent(options.user.name)}:${encodeURIComponent(options.user.password)}@`;
  const source = options.user === undefined ? '' : '&authSource=admin';
  return {
    uri: `mongodb://${login}${host}/?replicaSet=${replicaSet}&directConnection=true&retryWrites=true${source}`,
    close,
  };
}

interface SocketPlace {
  readonly path: string;
  /** A folder that was made for the socket alone and goes with it. */
  readonly ownFolder: string | undefined;
}

function socketPlace(options: ServerOptions): SocketPlace {
  const wanted = resolve(options.socketPath ?? join(options.dataDir, 'mongo.sock'));
  if (Buffer.byteLength(wanted) <= LONGEST_SOCKET || options.socketPath !== undefined)
    return { path: wanted, ownFolder: undefined };
  // Too long for the system: a folder of its own (0700) in the place for temporary files.
  const ownFolder = mkdtempSync(join(tmpdir(), 'embedded-mongo-'));
  return { path: join(ownFolder, 'mongo.sock'), ownFolder };
}

async function bind(server: Server, path: string | undefined, options: ServerOptions): Promise<void> {
  if (path !== undefined) {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    // The folder is locked by now, so a socket that is there was left by a server that was killed.
    rmSync(path, { force: true });
  }
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    const ready = (): void => {
      server.off('error', fail);
      done();
    };
    if (path === undefined) server.listen({ port: options.port ?? 0, host: options.host ?? '127.0.0.1' }, ready);
    else server.listen(path, ready);
  });
  if (path !== undefined) chmodSync(path, 0o600);
}

function tcpAddress(server: Server, options: ServerOptions): string {
  const { port } = server.address() as AddressInfo;
  const host = options.host ?? '127.0.0.1';
  return `${host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host}:${port}`;
}

async function shut(
  server: Server,
  sockets: ReadonlySet<Socket>,
  engine: Engine,
  place: SocketPlace | undefined,
): Promise<void> {
  const closed = new Promise((done) => server.close(done));
  for (const socket of sockets) socket.destroy();
  await closed;
  await engine.close();
  if (place === undefined) return;
  rmSync(place.path, { force: true });
  if (place.ownFolder !== undefined) rmdirSync(place.ownFolder);
}
