import { Service, inject } from '@angular/core';
import { type Part, ProductionService } from '@verstak/api';
import { toProblem } from '../../core/http/api-problem';
import { keptAt } from '../../core/last-seen/kept-at';
import { Session } from '../../core/session/session';
import { OwnParts } from '../own-parts';

/** Finds parts by their codes; where the server is out of reach, among those that were seen here. */
@Service()
export class PartFinder {
  private readonly api = inject(ProductionService);
  private readonly own = inject(OwnParts);
  private readonly session = inject(Session);

  /** The part with this code; rejects with why there is none. */
  async byCode(code: string): Promise<Part> {
    try {
      const part = await this.api.getPartByCode({ code });
      // What was seen last by its code may be older than what the queue had of it.
      return keptAt(part) === undefined ? part : newer(part, await this.listed(code));
    } catch (error) {
      const part = toProblem(error).code === 'unavailable' ? await this.listed(code) : undefined;
      if (!part) throw error;
      return part;
    }
  }

  /** What the own queue had of it. */
  private async listed(code: string): Promise<Part | undefined> {
    const owner = this.session.user()?.id;
    const parts = owner === undefined ? [] : await this.own.open(owner).catch(() => []);
    return parts.find((part) => part.code === code);
  }
}

function newer(one: Part, other: Part | undefined): Part {
  return other && other.version > one.version ? other : one;
}
