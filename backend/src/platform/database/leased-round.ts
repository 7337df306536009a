import { Logger } from '@nestjs/common';
import type { SystemReason } from '@verstak/domain';
import { asSystem } from '../access/caller.js';
import type { Leases } from './leases.js';

/** Longer than the clocks of processes differ: the same round is done by one of them. */
const LEASE_MS = 60_000;

const logger = new Logger('LeasedRound');

/** Does a round of what comes by the clock, in one process alone; what fails is left to the next round. */
export async function leasedRound(leases: Leases, name: SystemReason, round: () => Promise<void>): Promise<void> {
  try {
    if (await leases.hold(name, LEASE_MS)) await asSystem(name, round);
  } catch (error) {
    logger.warn(`${name} failed, until the next round: ${String(error)}`);
  }
}
