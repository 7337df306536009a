import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built product; `VERSTAK_MAIN` names another build. */
const MAIN = process.env['VERSTAK_MAIN'] ?? fileURLToPath(new URL('../../backend/dist/main.js', import.meta.url));

const START_LIMIT = 30_000;

/** A running product on a port and in a data folder of its own. */
export interface Server {
  url: string;
  /** Of `admin`, as the first start prints it. */
  password: string;
  stop(): Promise<void>;
  /** Answers nothing until it goes on, as a machine that has lost its power or network. */
  hang(): void;
  goOn(): void;
}

/** Starts the product in an empty folder, with more settings; rejects with what it printed where it does not get ready. */
export async function startServer(settings: Readonly<Record<string, string>> = {}): Promise<Server> {
  const folder = mkdtempSync(join(tmpdir(), 'verstak-e2e-'));
  const port = await freePort();
  const env = {
    ...process.env,
    PORT: String(port),
    DATA_DIR: join(folder, 'data'),
    LOG_LEVEL: 'error',
    // Price lists of the tests lie on this machine, and what is sent goes to it.
    FEED_PRIVATE_NETWORKS: 'allow',
    WEBHOOK_PRIVATE_NETWORKS: 'allow',
    ...settings,
  };
  const child = spawn(process.execPath, [MAIN], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = async (): Promise<void> => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const printed = await ready(child);
    const password = /admin password: (\S+)/.exec(printed)?.[1];
    if (!password) throw new Error(`No password of the first administrator in:\n${printed}`);
    const signal = (name: NodeJS.Signals) => (): void => void child.kill(name);
    const [hang, goOn] = [signal('SIGSTOP'), signal('SIGCONT')];
    return { url: `http://localhost:${port}`, password, stop, hang, goOn };
  } catch (error) {
    await stop();
    throw error;
  }
}

function ready(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let printed = '';
    const fail = (why: string): void => reject(new Error(`The product ${why}:\n${printed}`));
    const timer = setTimeout(() => fail(`was not ready within ${START_LIMIT} ms`), START_LIMIT);
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (!printed.includes('Verstak is ready')) return;
      clearTimeout(timer);
      resolve(printed);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => fail(`ended with ${code}`));
  });
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const force = setTimeout(() => child.kill('SIGKILL'), 5_000);
    child.once('exit', () => {
      clearTimeout(force);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
