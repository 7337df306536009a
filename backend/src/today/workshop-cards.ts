import { Injectable } from '@nestjs/common';
import { MAIL_FAULTS, MOST_TODAY_ROWS } from '@verstak/domain';
import { LetterListQuery } from '../outbox/letter.dto.js';
import { LettersService } from '../outbox/letters.service.js';
import { DiskSpace } from '../platform/database/disk-space.js';
import { JournalChecks } from '../platform/journal/journal-checks.js';
import { JournalQuery } from '../platform/journal/journal-query.js';
import { JournalService } from '../platform/journal/journal.service.js';
import { Setup } from '../workshop/setup.service.js';
import type { SetupStep } from '../workshop/setup.dto.js';
import { cardOf, firstOf, type ReadCard } from './cards.js';
import type { TodayCard, TodayRow } from './today.dto.js';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Days after which a journal is to be checked again. */
const CHECK_DAYS = 30;
/** What was set up once and has grown old since. */
const OLD_STATES: readonly SetupStep['state'][] = ['ending', 'old'];

/** What of the workshop itself is not set up, is to be seen to again, or does not go out; and who is kept out. */
@Injectable()
export class WorkshopCards {
  readonly cards = {
    setup: async () => this.stepsOf(({ state }) => !OLD_STATES.includes(state)),
    upkeep: async () => {
      const { rows, total } = await this.stepsOf(({ state }) => OLD_STATES.includes(state));
      const disk = await this.disk.state();
      if (disk === 'ok') return { rows, total };
      return { rows: [{ code: `disk.${disk}` }, ...rows].slice(0, MOST_TODAY_ROWS), total: total + 1 };
    },
    journalCheck: async () => {
      const code = await this.faultOfCheck();
      return code ? { total: 1, rows: [code] } : { total: 0, rows: [] };
    },
    letters: async () =>
      cardOf(
        await this.letters.list(
          firstOf(LetterListQuery, { state: ['waiting', 'failed'], fault: [...MAIL_FAULTS], sort: 'createdAt' }),
        ),
        ({ _id, subject, fault, attempts, createdAt }): TodayRow => ({
          entity: 'Letter',
          id: _id.toHexString(),
          name: subject,
          code: fault,
          count: attempts,
          since: createdAt,
        }),
      ),
    locked: async () => {
      const from = new Date(Date.now() - DAY_MS);
      const { items, total } = await this.journal.list(firstOf(JournalQuery, { action: ['locked'], from }));
      const rows = items.map(({ at, actor, params }): TodayRow => {
        return { name: params?.login, text: actor.address, count: params?.count, since: at };
      });
      return { total, rows };
    },
  } satisfies Record<string, ReadCard>;

  constructor(
    private readonly setup: Setup,
    private readonly disk: DiskSpace,
    private readonly letters: LettersService,
    private readonly journal: JournalService,
    private readonly checks: JournalChecks,
  ) {}

  private async stepsOf(isWanted: (step: SetupStep) => boolean): Promise<Pick<TodayCard, 'total' | 'rows'>> {
    const steps = (await this.setup.list()).filter((step) => !step.isDone && isWanted(step));
    const rows = steps.map(({ topic, state, at }): TodayRow => ({ code: `${topic}.${state}`, since: at }));
    return { total: rows.length, rows: rows.slice(0, MOST_TODAY_ROWS) };
  }

  /** What is wrong with the last check of the journal, if anything is. */
  private async faultOfCheck(): Promise<TodayRow | undefined> {
    const { isIntact, startedAt } = await this.checks.progress();
    if (!startedAt) return { code: 'journal.never' };
    if (isIntact === false) return { code: 'journal.broken', since: startedAt };
    const isOld = Date.now() - startedAt.getTime() > CHECK_DAYS * DAY_MS;
    return isOld ? { code: 'journal.old', since: startedAt } : undefined;
  }
}
