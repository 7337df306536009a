import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../dist/main.js', import.meta.url));

/** What a process said and how it ended. */
export interface Ended {
  output: string;
  /** The exit code, or the signal that ended it. */
  code: number | NodeJS.Signals | null;
}

/** The built product as a process of its own, with no variables but those given. */
export class Product {
  readonly ended: Promise<Ended>;
  private readonly child: ChildProcess;
  private output = '';

  /** `user` runs it as that user, where the tests may do so; `flags` are for Node itself. */
  constructor(variables: Record<string, string>, user?: number, flags: readonly string[] = []) {
    if (!existsSync(MAIN)) throw new Error('Build the backend first: npm run build');
    this.child = spawn(process.execPath, [...flags, MAIN], {
      cwd: tmpdir(),
      env: { PATH: process.env['PATH'], HOST: '127.0.0.1', PORT: '0', LOG_LEVEL: 'info', ...variables },
      ...(user === undefined ? {} : { uid: user, gid: user }),
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = new Promise((resolve) =>
      this.child.once('close', (code, signal) => resolve({ output: this.output, code: code ?? signal })),
    );
  }

  /** Resolves with the address to open; rejects where the process ends before. */
  async ready(): Promise<string> {
    let isOver = false;
    void this.ended.then(() => (isOver = true));
    while (!isOver) {
      const found = /open (https?:\/\/\S+)/.exec(this.output)?.[1];
      if (found) return found.replace('localhost', '127.0.0.1');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { output, code } = await this.ended;
    throw new Error(`Ended with ${code}: ${output}`);
  }

  signal(name: NodeJS.Signals): void {
    this.child.kill(name);
  }
}
