import { Injectable } from '@nestjs/common';
import { addDays, MOST_TODAY_ROWS, OPEN_PART_STATES, startOfDay } from '@verstak/domain';
import { FloorService } from '../floor/floor.service.js';
import { callerPermissions, signedInPerson } from '../platform/access/caller.js';
import { Config } from '../platform/config/config.module.js';
import type { Stored } from '../platform/database/entity.js';
import { PartListQuery } from '../production/part.dto.js';
import type { Part } from '../production/part.js';
import { ProductionService } from '../production/production.service.js';
import { cardOf, firstOf, textOf, type ReadCard } from './cards.js';
import type { TodayCard, TodayRow } from './today.dto.js';

/** What of the parts does not move; and of a master's own what runs, is due, is blocked and is to be made again. */
@Injectable()
export class FloorCards {
  readonly cards = {
    problems: async () =>
      cardOf(
        await this.production.list(
          firstOf(PartListQuery, { isBlocked: true, state: [...OPEN_PART_STATES], sort: 'idleSince' }),
        ),
        problemRow,
      ),
    left: () => this.left(),
    ownRunning: async () =>
      cardOf(
        await this.production.list(
          firstOf(PartListQuery, { workerId: [signedInPerson().userId], state: ['in_progress'], sort: 'dueAt' }),
        ),
        (part) => ({ ...rowOf(part), since: part.startedAt }),
      ),
    ownRemakes: this.own({ isMadeAgain: true }, remakeRow),
    ownDue: () => this.own({ dueTo: this.tomorrow() }, (part) => ({ ...rowOf(part), dueAt: part.dueAt }))(),
    ownBlocked: this.own({ isBlocked: true }, problemRow),
  } satisfies Record<string, ReadCard>;

  constructor(
    private readonly production: ProductionService,
    private readonly floor: FloorService,
    private readonly config: Config,
  ) {}

  /** Begun and left, standing longest first; counted with the rest of the shop floor. */
  private async left(): Promise<Pick<TodayCard, 'total' | 'rows'>> {
    const { counts, idle } = await this.floor.read({});
    const rows = idle
      .slice(0, MOST_TODAY_ROWS)
      .map(({ id, number, title, stageName, workCentre, workerName, idleSince }): TodayRow => ({
        entity: 'Part',
        id,
        number,
        name: title,
        text: textOf(stageName, workCentre),
        byName: workerName,
        since: idleSince,
      }));
    return { total: counts.left, rows };
  }

  /**
   * Open parts at a stage of the caller, by due date; with those of everybody, unless it is somebody who sees all parts
   * and looks after others' rather than making them.
   */
  private own(asked: Partial<PartListQuery>, row: (part: Readonly<Stored<Part>>) => TodayRow): ReadCard {
    return async () => {
      const open = { state: [...OPEN_PART_STATES], sort: 'dueAt', ...asked };
      const whose = [
        { stagePerformerIds: [signedInPerson().userId] },
        ...(callerPermissions().has('parts:read') ? [] : [{ isStageForAnybody: true }]),
      ];
      const pages = await Promise.all(
        whose.map((own) => this.production.list(firstOf(PartListQuery, { ...open, ...own }))),
      );
      const items = pages.flatMap((page) => page.items).sort(byDue);
      const total = pages.reduce((sum, page) => sum + page.total, 0);
      return cardOf({ items, total, page: 1, pageSize: MOST_TODAY_ROWS }, row);
    };
  }

  private tomorrow(): Date {
    return startOfDay(addDays(this.config.today(), 1), this.config.timeZone);
  }
}

function rowOf({ _id, number, title, stageName, workCentre }: Readonly<Stored<Part>>): TodayRow {
  return { entity: 'Part', id: _id.toHexString(), number, name: title, text: textOf(stageName, workCentre) };
}

function problemRow(part: Readonly<Stored<Part>>): TodayRow {
  const { text, byName, at } = part.problem ?? {};
  return { ...rowOf(part), text: textOf(text), byName, since: at };
}

/** How much is to be made, and why it was lost where it was lost of this part. */
function remakeRow(part: Readonly<Stored<Part>>): TodayRow {
  const reason = part.scraps.at(-1)?.reason;
  const { quantity, unit, dueAt } = part;
  return { ...rowOf(part), quantity, unit, dueAt, code: reason && `scrap.${reason}` };
}

/** By due date; what has none comes last. */
function byDue(one: Pick<Part, 'dueAt'>, other: Pick<Part, 'dueAt'>): number {
  return (one.dueAt?.getTime() ?? Infinity) - (other.dueAt?.getTime() ?? Infinity) || 0;
}
