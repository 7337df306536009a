import type { Deed } from '../entities/facts/fact';

/** The key of what was done, in a word. */
export function deedKey(deed: Deed): string {
  return `queue.action.${deed.kind === 'step' ? deed.action : deed.kind}`;
}
