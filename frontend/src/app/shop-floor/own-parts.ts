import { Service, inject } from '@angular/core';
import { type Part, ProductionService } from '@verstak/api';

/** Most jobs a queue shows; nobody works through more before it is read again. */
const MOST = 200;

/** A master's own parts as the server knows them, or as they were seen last where it is out of reach. */
@Service()
export class OwnParts {
  private readonly api = inject(ProductionService);

  /** What is to be done. */
  async open(masterId: string): Promise<Part[]> {
    const { items } = await this.api.listParts({
      masterId: [masterId],
      state: ['waiting', 'in_progress', 'paused'],
      sort: 'dueAt',
      pageSize: MOST,
    });
    return items;
  }

  /** What is done, the latest of it. */
  async done(masterId: string): Promise<Part[]> {
    const { items } = await this.api.listParts({
      masterId: [masterId],
      state: ['done'],
      sort: '-doneAt',
      pageSize: 50,
    });
    return items;
  }
}
