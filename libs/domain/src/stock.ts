import { QUANTITY_PLACES } from './money.js';

/** What moves the stock of something: goods come in, are given out for an order or come back from it, are written off, counted, or a movement is taken back. */
export const MOVEMENT_KINDS = ['receipt', 'issue', 'return', 'write_off', 'stocktake', 'reversal'] as const;

export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/** Movements that people write down; the others follow from orders and parts. */
export const WRITTEN_MOVEMENTS = ['receipt', 'write_off', 'stocktake'] as const satisfies readonly MovementKind[];

export type WrittenMovement = (typeof WRITTEN_MOVEMENTS)[number];

/** Why something is written off; free text goes with `other`. */
export const WRITE_OFF_REASONS = ['damaged', 'expired', 'lost', 'used', 'other'] as const;

export type WriteOffReason = (typeof WRITE_OFF_REASONS)[number];

/** How it stands with something in stock: orders want more than there is, nothing is left, little is left, enough, or nobody has counted it yet. */
export const STOCK_STATES = ['short', 'out', 'low', 'enough', 'uncounted'] as const;

export type StockState = (typeof STOCK_STATES)[number];

/** States in which more is to be ordered, from the worst on. */
export const LACKING_STATES: readonly StockState[] = ['short', 'out', 'low'];

/** What is there of something, and how much of it orders have reserved. */
export interface StockBalance {
  /** Nobody has counted or received any yet: deliveries move nothing, and nobody runs short. */
  isTracked?: boolean;
  onHand: number;
  reserved: number;
  /** When so little is available, more is to be ordered. */
  reorderPoint?: number | undefined;
}

/** A quantity without what binary fractions add to it. */
export function exactQuantity(quantity: number): number {
  const units = 10 ** QUANTITY_PLACES;
  return Math.round(quantity * units) / units || 0;
}

/** What of it nobody has reserved; less than nothing where orders want more than there is. */
export function availableOf({ onHand, reserved }: Pick<StockBalance, 'onHand' | 'reserved'>): number {
  return exactQuantity(onHand - reserved);
}

/** How it stands with something in stock. */
export function stockStateOf(balance: StockBalance): StockState {
  if (!balance.isTracked) return 'uncounted';
  const available = availableOf(balance);
  if (available < 0) return 'short';
  if (available === 0) return 'out';
  return balance.reorderPoint !== undefined && available <= balance.reorderPoint ? 'low' : 'enough';
}
