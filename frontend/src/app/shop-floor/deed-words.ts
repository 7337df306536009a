import type { Deed } from '../entities/facts/fact';

/** The key of what was done, in a word. */
export function deedKey(deed: Deed): string {
  if (deed.kind !== 'step') return `queue.action.${deed.kind}`;
  return deed.good === undefined ? `queue.action.${deed.action}` : 'queue.action.portion';
}
