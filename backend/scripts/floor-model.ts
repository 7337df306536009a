/** A stage of a route as the simulation lays it out. */
export interface ModelStage {
  name: string;
  workCentre: string;
  setUpMinutes: number;
  minutesPerUnit: number;
  /** Who may do it; anybody where there is nobody. */
  performers: readonly string[];
}

/** A stretch of work as the simulation had it. */
export interface ModelStretch {
  masterId: string;
  /** Which stage of the part. */
  stage: number;
  good: number;
  scrapped: number;
  isEnded: boolean;
}

/** A part as the simulation has it, counted apart from the product. */
export interface ModelPart {
  id: string;
  code: string;
  routeId: string;
  orderId?: string;
  isLate: boolean;
  quantity: number;
  stages: readonly ModelStage[];
  good: number[];
  /** Stages that are done. */
  done: number;
  state: 'waiting' | 'in_progress' | 'paused' | 'done';
  workerId?: string;
  isBlocked: boolean;
  scrapped: number;
  /** How often pieces of it were lost. */
  losses: number;
  stretches: ModelStretch[];
}

/** What the product tells of some parts, in the names of its answer. */
export interface Counts {
  parts: number;
  waiting: number;
  inProgress: number;
  paused: number;
  blocked: number;
  late: number;
  plannedSeconds: number;
  earnedSeconds: number;
}

export function newPart(
  fields: Pick<ModelPart, 'id' | 'code' | 'routeId' | 'orderId' | 'quantity' | 'stages' | 'isLate'>,
): ModelPart {
  const untouched = { done: 0, state: 'waiting', isBlocked: false, scrapped: 0, losses: 0 } as const;
  return { ...fields, ...untouched, good: fields.stages.map(() => 0), stretches: [] };
}

/** The stage at which a part is. */
export function stageOf(part: ModelPart): ModelStage | undefined {
  return part.stages[part.done];
}

/** Somebody begins to work on a part. */
export function begin(part: ModelPart, workerId: string): void {
  Object.assign(part, { state: 'in_progress', workerId });
  part.stretches.push({ masterId: workerId, stage: part.done, good: 0, scrapped: 0, isEnded: false });
}

/** Nobody works on it any more. */
export function leave(part: ModelPart, state: ModelPart['state']): void {
  part.state = state;
  const last = part.stretches.at(-1);
  if (last) last.isEnded = true;
}

/** Counts good pieces of the present stage; with the last one the part goes on. */
export function reportGood(part: ModelPart, pieces: number): void {
  part.good[part.done] = (part.good[part.done] ?? 0) + pieces;
  const last = part.stretches.at(-1);
  if (last) last.good += pieces;
  leaveStage(part);
}

/** Takes pieces out; those that have passed a stage are to be made anew: how many. */
export function scrap(part: ModelPart, pieces: number): number {
  part.scrapped += pieces;
  part.losses += 1;
  const last = part.stretches.at(-1);
  if (last) last.scrapped += pieces;
  if (!part.done) return 0;
  if (pieces >= part.quantity) {
    part.good = part.stages.map(() => 0);
    part.done = 0;
    leave(part, 'waiting');
    return 0;
  }
  part.quantity -= pieces;
  part.good = part.good.map((good) => Math.min(good, part.quantity));
  leaveStage(part);
  return pieces;
}

/** One stage back, which is done anew. */
export function stepBack(part: ModelPart): void {
  part.done -= 1;
  part.good = part.good.map((good, index) => (index < part.done ? good : 0));
  part.state = 'waiting';
}

/** What some parts that are not done come to. */
export function countParts(parts: readonly ModelPart[]): Counts {
  const open = parts.filter(({ state }) => state !== 'done');
  const number = (holds: (part: ModelPart) => boolean): number => open.filter(holds).length;
  return {
    parts: open.length,
    waiting: number(({ state }) => state === 'waiting'),
    inProgress: number(({ state }) => state === 'in_progress'),
    paused: number(({ state }) => state === 'paused'),
    blocked: number(({ isBlocked }) => isBlocked),
    late: number(({ isLate }) => isLate),
    plannedSeconds: sum(open, planned),
    earnedSeconds: sum(open, earned),
  };
}

/** Planned seconds of all stages. */
export function planned(part: ModelPart): number {
  return sum(part.stages, (stage) => secondsOf(stage, part.quantity));
}

/** Those of stages that are done, and the share of the good pieces of the others. */
export function earned(part: ModelPart): number {
  return sum(part.stages, (stage, index) => {
    const seconds = secondsOf(stage, part.quantity);
    return index < part.done ? seconds : Math.floor((seconds * (part.good[index] ?? 0)) / part.quantity);
  });
}

export function sum<T>(all: readonly T[], amount: (one: T, index: number) => number): number {
  return all.reduce((total, one, index) => total + amount(one, index), 0);
}

function secondsOf({ setUpMinutes, minutesPerUnit }: ModelStage, quantity: number): number {
  return Math.round((setUpMinutes + minutesPerUnit * quantity) * 60);
}

function leaveStage(part: ModelPart): void {
  if ((part.good[part.done] ?? 0) < part.quantity) return;
  part.done += 1;
  leave(part, part.done === part.stages.length ? 'done' : 'waiting');
}
