import { exactQuantity } from './stock.js';

/** How long a stage of a route takes: minutes to set it up, and minutes for each unit. */
export interface StagePlan {
  setUpMinutes: number;
  minutesPerUnit: number;
}

/**
 * The stages of a route with the minutes that what was chosen adds to a unit: each at the stage that its option names,
 * else at the first.
 */
export function withChosenMinutes<S extends StagePlan & { id: string }>(
  stages: readonly S[],
  details: readonly { stageId?: unknown; minutesPerUnit?: number }[],
): S[] {
  const chosen = stages.map((stage) => ({ ...stage }));
  for (const { stageId, minutesPerUnit = 0 } of details) {
    const stage = chosen.find(({ id }) => id === String(stageId)) ?? chosen[0];
    if (stage) stage.minutesPerUnit = exactQuantity(stage.minutesPerUnit + minutesPerUnit);
  }
  return chosen;
}

/** How far a stage has come: good pieces so far, and when it was done. */
export interface StageWork extends StagePlan {
  good: number;
  doneAt?: unknown;
}

/** Who may do a stage of a part that is given to a master or to nobody: whom the stage names, else that master; with nobody, every master. */
export function performersOf({ masterIds }: { masterIds: string[] }, { masterId }: { masterId?: unknown }): string[] {
  if (masterIds.length) return masterIds;
  return masterId ? [String(masterId)] : [];
}

/** What of a part, and of everything under it, is planned and earned, in seconds. */
export interface Workload {
  plannedSeconds: number;
  earnedSeconds: number;
  plannedBelow: number;
  earnedBelow: number;
}

/** A stage for which no time is planned weighs as much as one of a minute: what is to be done counts. */
const UNPLANNED_SECONDS = 60;

/** Whole seconds that a stage is planned to take for a quantity. */
export function plannedSeconds({ setUpMinutes, minutesPerUnit }: StagePlan, quantity: number): number {
  return Math.round((setUpMinutes + minutesPerUnit * quantity) * 60) || UNPLANNED_SECONDS;
}

/** Whole seconds of the plan that are earned: all of a stage that is done, else the share of its good pieces. */
export function earnedSeconds(stage: StageWork, quantity: number): number {
  const planned = plannedSeconds(stage, quantity);
  return stage.doneAt ? planned : Math.floor(planned * Math.min(stage.good / quantity, 1));
}

/** The share that is done of a part with everything under it, weighed by planned time: 0 to 1; 1 where nothing is to be done. */
export function progressOf({ plannedSeconds, earnedSeconds, plannedBelow, earnedBelow }: Workload): number {
  const planned = plannedSeconds + plannedBelow;
  return planned ? (earnedSeconds + earnedBelow) / planned : 1;
}
