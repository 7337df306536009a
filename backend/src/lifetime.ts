import { constants } from 'node:os';

/** Docker kills what has not ended after ten seconds. */
const LIMIT_MS = 8_000;
/** Below npm, one Ctrl+C arrives twice: from the terminal and from npm. */
const SAME_PRESS_MS = 500;

/** The life of the process, from its start to the closing of what the start opened, last first. */
export class Lifetime {
  private readonly closers: (() => Promise<unknown>)[] = [];
  private readonly stopping = new AbortController();
  private askedAt = 0;

  constructor(private readonly limitMs = LIMIT_MS) {}

  /** Aborted when the process is asked to end: a start that is under way goes no further. */
  get stopped(): AbortSignal {
    return this.stopping.signal;
  }

  /** Names what `close` must end; afterwards the start goes on only while nobody has asked to stop. */
  opened(close: () => Promise<unknown>): void {
    this.closers.push(close);
    this.stopped.throwIfAborted();
  }

  /** Starts, waits for SIGINT or SIGTERM, closes and exits: 0 in order, 1 where the start or the end failed. */
  async run(start: () => Promise<void>, reason: (error: unknown) => string): Promise<never> {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => this.ask(signal));
    let code = 0;
    try {
      await start();
      await this.asked();
    } catch (error) {
      if (!this.stopped.aborted) {
        code = 1;
        process.stderr.write(`${reason(error)}\n`);
      }
    }
    this.limit();
    process.exit((await this.close()) ? code : 1);
  }

  private ask(signal: 'SIGINT' | 'SIGTERM'): void {
    // Who asks twice does not want to wait.
    if (this.askedAt && Date.now() - this.askedAt > SAME_PRESS_MS) process.exit(128 + constants.signals[signal]);
    if (this.askedAt) return;
    this.askedAt = Date.now();
    this.limit();
    this.stopping.abort();
  }

  private async asked(): Promise<void> {
    if (this.stopped.aborted) return;
    await new Promise<void>((resolve) => this.stopped.addEventListener('abort', () => resolve()));
  }

  private limit(): void {
    setTimeout(() => {
      process.stderr.write(
        `Verstak did not stop within ${this.limitMs / 1_000} s and was ended; nothing that was answered is lost.\n`,
      );
      process.exit(1);
    }, this.limitMs).unref();
  }

  private async close(): Promise<boolean> {
    let isClean = true;
    for (const close of this.closers.reverse()) {
      try {
        await close();
      } catch (error) {
        isClean = false;
        process.stderr.write(`Verstak did not stop in order: ${(error as Error).message}\n`);
      }
    }
    return isClean;
  }
}
