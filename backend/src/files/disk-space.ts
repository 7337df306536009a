import { Injectable } from '@nestjs/common';
import { statfs } from 'node:fs/promises';
import { Config } from '../platform/config/config.module.js';
import { Failure } from '../platform/failure/failure.js';

/** Files leave this many bytes free, so that orders can still be written where no more file has room. */
const RESERVE = 1024 ** 3;

/** The room on the disk of the embedded database; a server of its own is asked when it is written to. */
@Injectable()
export class DiskSpace {
  constructor(private readonly config: Config) {}

  /** 507 where so many bytes have no room. */
  async require(bytes: number): Promise<void> {
    if ((await this.free()) < bytes + RESERVE) throw noSpace();
  }

  /** Free bytes, as far as they can be known. */
  async free(): Promise<number> {
    const { MONGODB_URI, DATA_DIR } = this.config.environment;
    if (MONGODB_URI) return Infinity;
    const disk = await statfs(DATA_DIR).catch(() => undefined);
    return disk ? disk.bavail * disk.bsize : Infinity;
  }
}

export function noSpace(): Failure {
  return new Failure('file.no_space', {
    detail: 'The disk of the server has no room for further files; tell whoever runs it to make some.',
  });
}
