import { SCRAP_REASONS, type ScrapReason } from '@verstak/domain';
import type { Stretch, WorkedPart, WorkedStage } from '../production/worked-parts.js';
import { rowOf } from './sums.js';

/** Which work is counted: stretches that ended, and pieces lost, from an instant on and before another; milliseconds. */
export interface WorkScope {
  from: number;
  before: number;
  /** Then only parts on this route count. */
  routeId?: string;
}

/** Pieces in whole thousandths, time clocked in milliseconds and earned in whole seconds. */
export interface WorkSums {
  good: number;
  scrapped: number;
  clockedMs: number;
  /** So much of it at stages for which time is planned: what is earned is compared with this. */
  clockedByPlanMs: number;
  /** The plan of what was reported: minutes for each good piece, and those to set up with the first of them at a stage. */
  earnedSeconds: number;
}

/** What one person did. */
export interface MasterWork extends WorkSums {
  masterId: string;
  /** Parts of which they finished a stage: theirs is the last stretch at it. */
  parts: number;
}

/** What one stage of a route takes; without an id, everything that is made by hand. Times in milliseconds. */
export interface StageTimes extends WorkSums {
  stageId?: string;
  name?: string;
  routeId?: string;
  routeName?: string;
  /** Parts that were done with it: the last stretch at it has ended. */
  parts: number;
  /** Work on one of them, all its stretches together; nothing where there are none. */
  medianMs?: number;
  ninetiethMs?: number;
  /** What is planned for one of them, where something is. */
  plannedMs?: number;
  /** From the end of the stage before, or from when the part was made, to the first stretch at this one. */
  waitingMs?: number;
}

/** What was lost for one reason, in whole thousandths, and how often. */
export interface ScrapSums {
  reason: ScrapReason;
  pieces: number;
  reports: number;
}

export interface WorkTally {
  totals: WorkSums;
  /** Most clocked first. */
  masters: MasterWork[];
  stages: StageTimes[];
  /** Most pieces first; reasons for which nothing was lost are left out. */
  scraps: ScrapSums[];
}

/** Sums the work on the shop floor by person, stage and reason of scrap, part by part as they come. */
export async function tallyWork(
  parts: Iterable<WorkedPart> | AsyncIterable<WorkedPart>,
  scope: WorkScope,
): Promise<WorkTally> {
  const tally = new Tally(scope);
  for await (const part of parts) if (scope.routeId === undefined || part.routeId === scope.routeId) tally.add(part);
  return tally.result();
}

/** A row with what its medians are made of. */
interface StageGroup extends StageTimes {
  worked: number[];
  planned: number[];
  waited: number[];
}

interface MasterGroup extends MasterWork {
  finished: Set<string>;
}

class Tally {
  private readonly totals = noWork();
  private readonly masters = new Map<string, MasterGroup>();
  private readonly stages = new Map<string | undefined, StageGroup>();
  private readonly scraps = new Map<ScrapReason, ScrapSums>();

  constructor(private readonly scope: WorkScope) {}

  add(part: WorkedPart): void {
    for (const [index, stage] of part.stages.entries()) {
      this.addStretches(part, stage);
      const last = stage.stretches.at(-1);
      if (stage.doneAt !== undefined && last && this.holds(last.endedAt)) this.addDone(part, index, stage, last);
    }
    for (const { reason, at, pieces } of part.losses) {
      if (!this.holds(at)) continue;
      const sums = rowOf(this.scraps, reason, () => ({ reason, pieces: 0, reports: 0 }));
      sums.pieces += pieces;
      sums.reports += 1;
    }
  }

  result(): WorkTally {
    const masters = [...this.masters.values()].map(({ finished, ...work }) => ({ ...work, parts: finished.size }));
    const stages = [...this.stages.values()].map(({ worked, planned, waited, ...times }) => ({
      ...times,
      medianMs: median(worked),
      ninetiethMs: ninetieth(worked),
      plannedMs: median(planned),
      waitingMs: median(waited),
    }));
    const scraps = SCRAP_REASONS.flatMap((reason) => this.scraps.get(reason) ?? []);
    return {
      totals: this.totals,
      masters: masters.sort(byClocked),
      stages: stages.sort(byClocked),
      scraps: scraps.sort((one, other) => other.pieces - one.pieces),
    };
  }

  private addStretches(part: WorkedPart, stage: WorkedStage): void {
    const { stretches, setUpMinutes, minutesPerUnit } = stage;
    const hasPlan = setUpMinutes > 0 || minutesPerUnit > 0;
    const setUpIn = stretches.find(({ good }) => good > 0);
    for (const stretch of stretches) {
      const { masterId, startedAt, endedAt, good, scrapped } = stretch;
      if (!this.holds(endedAt)) continue;
      const clockedMs = endedAt - startedAt;
      const minutes = (stretch === setUpIn ? setUpMinutes : 0) + (minutesPerUnit * good) / 1_000;
      const earnedSeconds = Math.round(minutes * 60);
      const work: WorkSums = { good, scrapped, clockedMs, clockedByPlanMs: hasPlan ? clockedMs : 0, earnedSeconds };
      for (const sums of [this.totals, this.masterOf(masterId), this.groupOf(part, stage)]) addTo(sums, work);
    }
  }

  /** A stage that is done counts for whoever worked at it last, and with the time that it took. */
  private addDone(part: WorkedPart, index: number, stage: WorkedStage, { masterId }: Stretch): void {
    this.masterOf(masterId).finished.add(part.id);
    const { stretches, setUpMinutes, minutesPerUnit } = stage;
    const group = this.groupOf(part, stage);
    group.parts += 1;
    group.worked.push(stretches.reduce((sum, { startedAt, endedAt = startedAt }) => sum + endedAt - startedAt, 0));
    const planned = setUpMinutes + minutesPerUnit * part.quantity;
    if (planned) group.planned.push(Math.round(planned * 60) * 1_000);
    const waiting = waitingOf(stretches, index ? part.stages[index - 1]?.doneAt : part.createdAt);
    if (waiting !== undefined) group.waited.push(waiting);
  }

  private masterOf(masterId: string): MasterGroup {
    return rowOf(this.masters, masterId, () => ({ masterId, parts: 0, finished: new Set(), ...noWork() }));
  }

  private groupOf(part: WorkedPart, { id, name }: WorkedStage): StageGroup {
    const { routeId, routeName } = part;
    const stageId = routeId === undefined ? undefined : id;
    const group = rowOf(this.stages, stageId, () => {
      return { stageId, routeId, parts: 0, worked: [], planned: [], waited: [], ...noWork() };
    });
    // As the latest part calls them.
    return Object.assign(group, { name, routeName });
  }

  private holds(instant: number | undefined): instant is number {
    return instant !== undefined && instant >= this.scope.from && instant < this.scope.before;
  }
}

/** How long a part stood before a stage that became free at an instant; a stage that is done anew waits anew. */
function waitingOf(stretches: readonly Stretch[], free: number | undefined): number | undefined {
  const first = stretches.find(({ startedAt }) => free !== undefined && startedAt >= free);
  return first && free !== undefined ? first.startedAt - free : undefined;
}

/** The middle one of some values, half way between the two in the middle where they are even in number, rounded. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? undefined : Math.round((lower + upper) / 2);
}

/** The least of some values that nine in ten do not exceed (nearest rank). */
export function ninetieth(values: readonly number[]): number | undefined {
  return values.toSorted((one, other) => one - other)[Math.ceil((values.length * 9) / 10) - 1];
}

function noWork(): WorkSums {
  return { good: 0, scrapped: 0, clockedMs: 0, clockedByPlanMs: 0, earnedSeconds: 0 };
}

function addTo(sums: WorkSums, work: WorkSums): void {
  sums.good += work.good;
  sums.scrapped += work.scrapped;
  sums.clockedMs += work.clockedMs;
  sums.clockedByPlanMs += work.clockedByPlanMs;
  sums.earnedSeconds += work.earnedSeconds;
}

function byClocked(one: WorkSums, other: WorkSums): number {
  return other.clockedMs - one.clockedMs;
}
