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
  const password = process.env.EMBEDDED_MONGO_PASSWORD;
  if (values.user !== undefined && !password)
    throw new Error('EMBEDDED_MONGO_PASSWORD must hold the password of --user');
  const server = await startServer({
    dataDir: values.data,
    ...(values.port === undefined ? {} : { port: Number(values.port) }),
    ...(values.host === undefined ? {} : { host: values.host }),
    ...(values.user === undefined ? {} : { user: { name: values.user, password: password! } }),
    ...(values.socket === undefined ? {} : { socketPath: values.socket }),
  });
  // The password stays out of what is printed and logged.
  console.log(server.uri.replace(/\/\/([^:@/]+):[^@/]+@/, '//$1:***@'));
  // The thread of the server alone does not keep a program alive.
  setInterval(() => undefined, 60_000);
  const stop = (): void => void server.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
} catch (error) {
  console.error(`embedded-mongo: ${(error as Error).message}`);
  process.exit(1);
}
