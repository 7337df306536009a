import { Service, inject } from '@angular/core';
import { type Part, ProductionService } from '@verstak/api';
import { OPEN_PART_STATES } from '@verstak/domain';

/** Most jobs a queue shows; nobody works through more before it is read again. */
const MOST = 200;

/** A master's own parts as the server knows them, or as they were seen last where it is out of reach. */
@Service()
export class OwnParts {
  private readonly api = inject(ProductionService);

  /** What is to be done: at a stage that is the master's, or everybody's. */
  async open(masterId: string): Promise<Part[]> {
    const open = { state: [...OPEN_PART_STATES], sort: 'dueAt', pageSize: MOST };
    const [own, everybodys] = await Promise.all([
      this.api.listParts({ ...open, stagePerformerIds: [masterId] }),
      this.api.listParts({ ...open, isStageForAnybody: true }),
    ]);
    return [...own.items, ...everybodys.items];
  }

  /** What the master has finished, the latest of it. */
  async done(masterId: string): Promise<Part[]> {
    const { items } = await this.api.listParts({
      workerId: [masterId],
      state: ['done'],
      sort: '-doneAt',
      pageSize: 50,
    });
    return items;
  }
}
