import type { Stored } from '../platform/database/entity.js';
import type { JournalParams } from '../platform/journal/journal-entry.js';
import type { Part } from './part.js';
import type { StagePass } from './stage-pass.js';

/** Two clocks that differ by no more than this are both right. */
const SLACK_MS = 60_000;
/** How far back a fact may lie: a device that was away for longer is not to be believed. */
const LONGEST_MS = 7 * 24 * 60 * 60_000;

/** When a fact happened, and what of that its entry in the history says. */
export interface FactTime {
  at: Date;
  params?: JournalParams;
}

/**
 * When a fact happened: as told, where it is not in the future, not before the former fact of the part and at most 7
 * days ago; else, and where nothing was told, now.
 */
export function factTime(told: Date | undefined, former: Date, now: Date): FactTime {
  if (!told) return { at: now };
  const earliest = Math.max(former.getTime() - SLACK_MS, now.getTime() - LONGEST_MS);
  if (told.getTime() > now.getTime() + SLACK_MS || told.getTime() < earliest)
    return { at: now, params: { timeCorrected: told } };
  const at = new Date(Math.min(Math.max(told.getTime(), former.getTime()), now.getTime()));
  return now.getTime() - at.getTime() > SLACK_MS ? { at, params: { doneAt: at } } : { at };
}

/** When the former fact of a part happened; of one that nobody has touched, when it was made. */
export function formerFact(part: Stored<Part>, latest: StagePass | null): Date {
  const { createdAt, startedAt, doneAt, scraps } = part;
  const known = [createdAt, startedAt, doneAt, latest?.endedAt, ...scraps.map(({ at }) => at)];
  return new Date(Math.max(...known.map((at) => at?.getTime() ?? 0)));
}
