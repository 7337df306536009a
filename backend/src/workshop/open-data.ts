import type { Config } from '../platform/config/config.module.js';
import { applyUpgrades, type UpgradeOptions } from '../upgrades/apply-upgrades.js';
import { settleWorkshop } from './workshop-settings.js';

/** Brings the data to the form of this version, and tells the configuration what the workshop counts in. */
export async function openData(config: Config, upgrading?: UpgradeOptions): Promise<void> {
  // What the workshop counts in says how upgrades read what is stored.
  const counting = await settleWorkshop(config.databaseUri, config.environment);
  await applyUpgrades(config.databaseUri, { journalKey: config.journalKey, ...upgrading });
  config.settle(counting);
}
