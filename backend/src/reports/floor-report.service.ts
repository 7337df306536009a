import { Injectable } from '@nestjs/common';
import { addDays, startOfDay } from '@verstak/domain';
import { Config } from '../platform/config/config.module.js';
import { SharedReads } from '../platform/database/shared-reads.js';
import { WorkedParts } from '../production/worked-parts.js';
import { UsersService } from '../users/users.service.js';
import type { FloorReport, FloorReportQuery, MasterWorkRow, StageTimesRow, WorkTotals } from './floor-report.dto.js';
import { tallyWork, type MasterWork, type StageTimes, type WorkSums } from './floor-work-tally.js';
import { checkedPeriod } from './report-period.js';
import { shareOf } from './sums.js';

/** Rows of people and of stages on the screen. */
const MOST_ROWS = 200;

/** The same in an export: as many as a spreadsheet is still pleasant with. */
const MOST_EXPORTED = 50_000;

/** What the shop floor did: by person, by stage, and what was lost. */
@Injectable()
export class FloorReportService {
  private readonly turns = new SharedReads();

  constructor(
    private readonly parts: WorkedParts,
    private readonly users: UsersService,
    private readonly config: Config,
  ) {}

  /** Read once for all who ask for the same at once. */
  async report(query: FloorReportQuery): Promise<FloorReport> {
    return this.turns.run(JSON.stringify(query), () => this.sum(query, MOST_ROWS));
  }

  /** The report with all stages. */
  async fullReport(query: FloorReportQuery): Promise<FloorReport> {
    return this.sum(query, MOST_EXPORTED);
  }

  private async sum(query: FloorReportQuery, most: number): Promise<FloorReport> {
    const period = checkedPeriod(query);
    const { timeZone } = this.config;
    const [from, before] = [startOfDay(period.from, timeZone), startOfDay(addDays(period.to, 1), timeZone)];
    const scope = { from: from.getTime(), before: before.getTime(), routeId: query.routeId };
    const { totals, stages, scraps, ...tally } = await tallyWork(this.parts.within(from, before), scope);
    const masters = tally.masters.slice(0, most);
    const names = await this.users.namesOf(masters.map(({ masterId }) => masterId));
    const lost = scraps.reduce((sum, { pieces }) => sum + pieces, 0);
    return {
      ...period,
      totals: totalsOf(totals),
      masters: masters.map((master) => masterRow(master, names)),
      stages: stages.slice(0, most).map(stageRow),
      stagesTotal: stages.length,
      scraps: scraps.map(({ reason, pieces, reports }) => {
        return { reason, pieces: inPieces(pieces), reports, share: shareOf(pieces, lost) };
      }),
    };
  }
}

function totalsOf({ good, scrapped, clockedMs, clockedByPlanMs, earnedSeconds }: WorkSums): WorkTotals {
  return {
    good: inPieces(good),
    scrapped: inPieces(scrapped),
    clockedSeconds: inSeconds(clockedMs),
    clockedByPlanSeconds: inSeconds(clockedByPlanMs),
    earnedSeconds,
    earnedShare: clockedByPlanMs ? shareOf(earnedSeconds * 1_000, clockedByPlanMs) : undefined,
  };
}

function masterRow(work: MasterWork, names: ReadonlyMap<string, string>): MasterWorkRow {
  const { masterId, parts } = work;
  return { masterId, name: names.get(masterId) ?? '', parts, ...totalsOf(work) };
}

function stageRow(times: StageTimes): StageTimesRow {
  const { stageId, name, routeId, routeName, parts, medianMs, ninetiethMs, plannedMs, waitingMs } = times;
  return {
    ...{ stageId, name, routeId, routeName, parts },
    medianSeconds: inSeconds(medianMs),
    ninetiethSeconds: inSeconds(ninetiethMs),
    plannedSeconds: inSeconds(plannedMs),
    waitingSeconds: inSeconds(waitingMs),
    ...totalsOf(times),
  };
}

function inSeconds<T extends number | undefined>(milliseconds: T): T {
  return (milliseconds === undefined ? undefined : Math.round(milliseconds / 1_000)) as T; // none of none
}

function inPieces(thousandths: number): number {
  return thousandths / 1_000;
}
