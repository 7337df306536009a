#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { startServer } from './index.js';

const usage = `embedded-mongo --data DIR [--port N [--host ADDRESS] | --socket PATH]

  --data DIR       folder of the data; made where it is not there
  --port N         listen at a TCP port (0 takes a free one)
  --host ADDRESS   with --port: the address to listen at (127.0.0.1)
  --socket PATH    listen at a socket file (by default mongo.sock inside the data folder)
  --user NAME      clients must log in as this user, by the password in EMBEDDED_MONGO_PASSWORD
  --help           show this`;

try {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      socket: { type: 'string' },
      user: { type: 'string' },
      help: { type: 'boolean' },
    },
  });
  if (values.help === true || values.data === undefined) {
    console.log(usage);
    process.exit(values.help === true ? 0 : 2);
  }
  if (values.data === '') throw new Error('--data names no folder; example: --data ./data');
  if (values.host !== undefined && values.port === undefined) throw new Error('--host needs --port');
  if (values.socket !== undefined && values.port !== undefined)
    throw new Error('--port and --socket exclude each other');
  const password = process.env.EMBEDDED_MONGO_PASSWORD;
  if (values.user !== undefined && !password)
    throw new Error('EMBEDDED_MONGO_PASSWORD must hold the password of --user');
  const server = await startServer({
    dataDir: values.data,
    ...(values.port === undefined ? {} : { port: portOf(values.port) }),
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values.user === undefined ? {} : { user: { name: values.user, password: password! } }),
    ...(values.socket === undefined ? {} : { socketPath: values.socket }),
  });
  // The password stays out of what is printed and logged.
  console.log(server.uri.replace(/\/\/([^:@/]+):[^@/]+@/, '//$1:***@'));
  // The thread of the server alone does not keep a program alive.
  setInterval(() => undefined, 60_000);
  let askedAt = 0;
  const stop = (): void => {
    // Below npm one Ctrl+C arrives twice; who asks again later does not want to wait.
    if (askedAt > 0 && Date.now() - askedAt > 500) process.exit(1);
    if (askedAt > 0) return;
    askedAt = Date.now();
    void server.close().then(() => process.exit(0), refuse);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
} catch (error) {
  refuse(error);
}

function portOf(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new Error(`--port: ${JSON.stringify(text)} is no port from 0 to 65535; example: --port 27017`);
  return Number(text);
}

function refuse(error: unknown): never {
  console.error(`embedded-mongo: ${(error as Error).message.split('\n')[0]}`);
  process.exit(1);
}
