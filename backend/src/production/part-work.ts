import type { PartState } from '@verstak/domain';
import type { Part } from './part.js';

/** Puts a part into a state at an instant: the stretch of work that goes on ends, and with work another one begins. */
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
  part.doneAt = state === 'done' ? now : undefined;
}
