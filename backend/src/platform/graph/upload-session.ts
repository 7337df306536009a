import type { Failure } from '../failure/failure.js';
import type { DriveItemBody } from './drive-items.js';
import type { GraphClient } from './graph-client.js';
import { jsonOf, oneDriveFailure } from './graph-failure.js';
import { ComeAgain, repeated, Repeats } from './repeats.js';

/** Fragments are multiples of this, all but the last. */
export const FRAGMENT_UNIT = 320 * 1024;

/** Whoever gave an upload up waits no longer for the server to hear of it. */
const CANCEL_MS = 5_000;

/** What is told of an upload: bytes that arrived, of how many. */
export type Progress = (sent: number, total: number) => void;

interface Options {
  fragmentBytes: number;
  onProgress?: Progress | undefined;
  signal?: AbortSignal | undefined;
}

/** A file on its way into OneDrive by fragments, in order, resumed where the server says that it got to. */
export class UploadSession {
  private readonly repeats: Repeats;

  constructor(
    private readonly client: GraphClient,
    private readonly url: string,
    private readonly bytes: Uint8Array,
    private readonly options: Options,
  ) {
    this.repeats = new Repeats(client.pace, options.signal);
  }

  /** Sends everything and gives what became of it; whatever ends it before, the session is cancelled. */
  async send(): Promise<DriveItemBody> {
    try {
      return await this.sendAll();
    } catch (error) {
      await this.cancel();
      throw error;
    }
  }

  /** Gives up what was sent. */
  async cancel(): Promise<void> {
    // Where this fails the session ends by itself, in a few days at most.
    const signal = AbortSignal.timeout(CANCEL_MS);
    await this.client.askNamed(this.url, { method: 'DELETE' }, signal).catch(() => undefined);
  }

  private async sendAll(): Promise<DriveItemBody> {
    let from = 0;
    for (;;) {
      try {
        const { item, next } = await this.sendFragment(from);
        this.options.onProgress?.(item ? this.bytes.length : next, this.bytes.length);
        if (item) return item;
        this.repeats.succeeded();
        from = next;
      } catch (error) {
        await this.repeats.after(error);
        from = await repeated(() => this.position(), this.client.pace, this.options.signal);
      }
    }
  }

  private async sendFragment(from: number): Promise<{ item?: DriveItemBody; next: number }> {
    const total = this.bytes.length;
    const body = this.bytes.subarray(from, from + this.options.fragmentBytes);
    const headers = {
      'content-range': `bytes ${from}-${from + body.length - 1}/${total}`,
      'content-length': body.length,
      'content-type': 'application/octet-stream',
    };
    const answer = await this.client.askNamed(this.url, { method: 'PUT', headers, body }, this.options.signal);
    if (answer.status === 200 || answer.status === 201) return { item: jsonOf(answer) as DriveItemBody, next: total };
    if (answer.status === 202) return { next: this.nextOf(jsonOf(answer), from) };
    // It has these bytes already, as where its answer was lost.
    if (answer.status === 416) throw new ComeAgain(interrupted('HTTP 416'), { afterMs: 0 });
    throw answer.status === 404 ? interrupted('HTTP 404') : this.client.failureOf(answer);
  }

  /** How far the server got. */
  private async position(): Promise<number> {
    const answer = await this.client.askNamed(this.url, {}, this.options.signal);
    if (answer.status === 200) return this.nextOf(jsonOf(answer), -1);
    throw answer.status === 404 ? interrupted('HTTP 404') : this.client.failureOf(answer);
  }

  /** The first byte that the server lacks; it is behind `after`, for else nothing would ever come of it. */
  private nextOf(body: unknown, after: number): number {
    const { nextExpectedRanges: ranges } = (body ?? {}) as { nextExpectedRanges?: unknown };
    const next = Array.isArray(ranges) ? Number.parseInt(String(ranges[0]), 10) : Number.NaN;
    if (next > after && next < this.bytes.length) return next;
    throw new ComeAgain(interrupted(`nextExpectedRanges ${JSON.stringify(ranges)?.slice(0, 50)}`));
  }
}

function interrupted(answer: string): Failure {
  return oneDriveFailure('onedrive.interrupted', { answer });
}
