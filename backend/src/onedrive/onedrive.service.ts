import { Injectable } from '@nestjs/common';
import { OneDrive } from '../platform/graph/one-drive.js';
import { Guesses } from '../platform/guesses/guesses.js';
import type { OneDriveFolder, OneDriveFound, OneDriveQuery } from './onedrive.dto.js';

/** What people see of the workshop's OneDrive: whether it works, and what lies there. */
@Injectable()
export class OneDriveService {
  constructor(
    private readonly oneDrive: OneDrive,
    private readonly guesses: Guesses,
  ) {}

  /** 422 where it is not in order, with what to do; 429 where that was asked too often. */
  async check(): Promise<OneDriveFound> {
    await this.guesses.pace('onedrive check');
    return this.oneDrive.check();
  }

  list({ folder }: OneDriveQuery): Promise<OneDriveFolder> {
    return this.oneDrive.list(folder === undefined ? undefined : { id: folder });
  }
}
