import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { asSystem } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import { Leases } from '../platform/database/leases.js';
import { WorkshopRepository } from './workshop.repository.js';

/** What a workshop is called that was told no name. */
export const DEFAULT_NAME = 'Верстак';

/** Makes the profile of a workshop that has none, under the name of `WORKSHOP_NAME`; afterwards that counts for nothing. */
@Injectable()
export class WorkshopStart implements OnApplicationBootstrap {
  constructor(
    private readonly workshop: WorkshopRepository,
    private readonly leases: Leases,
    private readonly config: Config,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await asSystem('first start', () => this.leases.inTurn('workshop-profile', () => this.makeProfile()));
  }

  private async makeProfile(): Promise<void> {
    if (!(await this.workshop.find())) await this.workshop.add(this.config.environment.WORKSHOP_NAME ?? DEFAULT_NAME);
  }
}
