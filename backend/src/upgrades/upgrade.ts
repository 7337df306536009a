import type { UpgradeData } from './upgrade-data.js';

/**
 * One change of what is stored, from the form that the version before wrote to today's. It knows the stored form and
 * no class of the product, which will have changed again by then. It may be run twice and stopped anywhere.
 */
export interface Upgrade {
  /** That of its file, by which it is recorded: `0001-…`. */
  name: string;
  apply(data: UpgradeData): Promise<void>;
}
