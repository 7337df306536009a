/** States of a part on its way through the workshop. */
export const PART_STATES = ['waiting', 'in_progress', 'paused', 'done', 'cancelled'] as const;

export type PartState = (typeof PART_STATES)[number];

/** States of a part that is still to be made. */
export const OPEN_PART_STATES = ['waiting', 'in_progress', 'paused'] as const satisfies readonly PartState[];

export type OpenPartState = (typeof OPEN_PART_STATES)[number];

/** What a master does to a part: to the stage at which it is. */
export const PART_ACTIONS = ['start', 'pause', 'finish'] as const;

export type PartAction = (typeof PART_ACTIONS)[number];

const STEPS: Record<PartAction, { from: readonly PartState[]; to: PartState }> = {
  start: { from: ['waiting', 'paused'], to: 'in_progress' },
  pause: { from: ['in_progress'], to: 'paused' },
  finish: { from: ['in_progress', 'paused'], to: 'done' },
};

/** The state an action leads to, or `undefined` where it is not allowed in this state. */
export function partStateAfter(state: PartState, action: PartAction): PartState | undefined {
  const step = STEPS[action];
  return step.from.includes(state) ? step.to : undefined;
}

/** Actions a master may take on a part in this state; the first is the main one. */
export function partActions(state: PartState): PartAction[] {
  const order: PartAction[] = state === 'in_progress' ? ['finish', 'pause'] : ['start', 'finish'];
  return order.filter((action) => partStateAfter(state, action));
}

/** Why pieces were lost; free text goes with `other`. */
export const SCRAP_REASONS = ['material', 'machine', 'mistake', 'design', 'other'] as const;

export type ScrapReason = (typeof SCRAP_REASONS)[number];
