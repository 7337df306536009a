import { Injectable } from '@nestjs/common';
import { statfs } from 'node:fs/promises';
import { Config } from '../config/config.module.js';

/** Files leave this many bytes free, so that orders can still be written where no more file has room. */
const RESERVE = 1024 ** 3;
/** With less the next writes are refused: the database grows by tens of megabytes at once. */
const LEAST = 64 * 1024 ** 2;

export const DISK_STATES = ['ok', 'low', 'full'] as const;
/** `low`: files are refused, all else is written; `full`: next to nothing can be. */
export type DiskState = (typeof DISK_STATES)[number];

/** The room on the disk of the embedded database; a server of its own is asked when it is written to. */
@Injectable()
export class DiskSpace {
  constructor(private readonly config: Config) {}

  /** Whether a file of so many bytes has room. */
  async hasRoom(bytes: number): Promise<boolean> {
    return (await this.free()) >= bytes + RESERVE;
  }

  async state(): Promise<DiskState> {
    const free = await this.free();
    if (free < LEAST) return 'full';
    return free < RESERVE ? 'low' : 'ok';
  }

  /** Free bytes, as far as they can be known. */
  async free(): Promise<number> {
    const { MONGODB_URI, DATA_DIR } = this.config.environment;
    if (MONGODB_URI) return Infinity;
    const disk = await statfs(DATA_DIR).catch(() => undefined);
    return disk ? disk.bavail * disk.bsize : Infinity;
  }
}
