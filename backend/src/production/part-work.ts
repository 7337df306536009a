import { exactQuantity, withChosenMinutes, type PartState } from '@verstak/domain';
import { RuleBroken } from '../platform/failure/failure.js';
import type { Stored } from '../platform/database/entity.js';
import { newId } from '../platform/database/unit.js';
import type { ItemDetail } from '../orders/order.js';
import type { Route } from '../routes/route.js';
import { currentStage, type Part, type PartStage } from './part.js';

/**
 * The stages of a part that is made by a route, or without one by hand: one stage with no name and no plan. What its
 * details add to the minutes of a unit is spent at the stage that they name, or at the first.
 */
export function stagesOf(route: Pick<Route, 'stages'> | undefined, details: readonly ItemDetail[] = []): PartStage[] {
  const stages = route?.stages.map((stage) => ({ ...stage, good: 0 })) ?? [byHand()];
  return withChosenMinutes(stages, details);
}

function byHand(): PartStage {
  return { id: newId().toHexString(), setUpMinutes: 0, minutesPerUnit: 0, masterIds: [], good: 0 };
}

/**
 * Puts a part into a state at an instant: the stretch of work that goes on ends, and with work another one begins. What
 * is done is done at every stage; what is taken up again after that is at its last one.
 */
export function enterState(part: Part, state: PartState, now: Date): void {
  if (part.state === state) return;
  if (part.startedAt) {
    part.workedMs += Math.max(now.getTime() - part.startedAt.getTime(), 0);
    part.startedAt = undefined;
  }
  if (state === 'in_progress') {
    part.passesTotal += 1;
    part.startedAt = now;
  }
  part.state = state;
  part.idleSince = state === 'waiting' || state === 'paused' ? now : undefined;
  part.doneAt = state === 'done' ? now : undefined;
  if (state === 'done') finishStages(part, now);
  else if (state !== 'cancelled' && !currentStage(part)) reopenStage(part, part.stages.length - 1);
}

/** Counts good pieces of the present stage, all that are left unless told; with the last it is done; 422 for more. */
export function reportGood(part: Part, good: number | undefined, now: Date): void {
  const stage = currentStage(part);
  if (!stage) return enterState(part, 'done', now);
  const left = exactQuantity(part.quantity - stage.good);
  if (good !== undefined && good > left) {
    throw RuleBroken('part.quantity', `Only ${left} ${part.unit} are left at this stage.`, { quantity: left });
  }
  stage.good = exactQuantity(stage.good + (good ?? left));
  leaveStage(part, stage, now);
}

/** Takes a part back to the stage before, which is done anew; from the first stage there is no way back. */
export function stepBack(part: Part, now: Date): void {
  const former = part.stagesDone - 1;
  enterState(part, 'waiting', now);
  for (const stage of part.stages.slice(former)) stage.good = 0;
  reopenStage(part, former);
}

/** What its order makes of a part. */
export interface Led {
  /** What it takes over from its item. */
  fields: Partial<Part>;
  state: PartState;
  isHeld: boolean;
}

/** Makes of a part what its order says. */
export function follow(part: Part, { fields, state, isHeld }: Led, now: Date): void {
  Object.assign(part, fields, { isHeld });
  forgetSurplus(part);
  enterState(part, state, now);
}

/**
 * Takes lost pieces out of a part that has passed a stage, which they have missed; what is lost wholly begins again at
 * the first one. At the first stage, where nothing is missed yet, the part itself makes them.
 */
export function takeOut(part: Part, quantity: number, now: Date): void {
  if (!part.stagesDone || !currentStage(part) || part.state === 'cancelled') return;
  if (quantity < part.quantity) {
    part.quantity = exactQuantity(part.quantity - quantity);
    forgetSurplus(part);
    const stage = currentStage(part);
    if (stage) leaveStage(part, stage, now);
    return;
  }
  enterState(part, 'waiting', now);
  for (const stage of part.stages) Object.assign(stage, { good: 0, doneAt: undefined });
  part.stagesDone = 0;
}

/** Lost pieces of a part that are made anew, as a part of their own: from the first stage on, else the same. */
export function madeAnew(part: Stored<Part>, quantity: number): Partial<Part> {
  const { orderId, orderNumber, itemId, parentId, ancestorIds, designation, title, product, details, wishes } = part;
  const { unit, dueAt, masterId, masterName, routeId, routeName, routeRevision, isHeld } = part;
  const remakeOf = part._id.toHexString();
  const stages = part.stages.map((stage) => ({ ...stage, good: 0, doneAt: undefined }));
  const belongs = { orderId, orderNumber, itemId, parentId, ancestorIds, remakeOf };
  const made = { designation, title, product, details, wishes, quantity, unit, dueAt, isHeld };
  return { ...belongs, ...made, masterId, masterName, routeId, routeName, routeRevision, stages };
}

/** No more pieces are good than are wanted. */
function forgetSurplus({ stages, quantity }: Part): void {
  for (const stage of stages) stage.good = Math.min(stage.good, quantity);
}

/** With the last piece that is good the part goes on to the next stage, or is done. */
function leaveStage(part: Part, stage: PartStage, now: Date): void {
  if (stage.good < part.quantity) return;
  stage.doneAt = now;
  part.stagesDone += 1;
  enterState(part, currentStage(part) ? 'waiting' : 'done', now);
}

function finishStages(part: Part, now: Date): void {
  for (const stage of part.stages.slice(part.stagesDone)) Object.assign(stage, { good: part.quantity, doneAt: now });
  part.stagesDone = part.stages.length;
}

function reopenStage(part: Part, index: number): void {
  part.stagesDone = Math.max(index, 0);
  for (const stage of part.stages.slice(part.stagesDone)) {
    stage.doneAt = undefined;
    if (stage.good >= part.quantity) stage.good = 0;
  }
}

/** Nobody has done anything to it yet. */
export function isUntouched({ passesTotal, stagesDone, scraps }: Part): boolean {
  return !passesTotal && !stagesDone && !scraps.length;
}
