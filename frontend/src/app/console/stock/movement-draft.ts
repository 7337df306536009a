import { type SchemaPathTree, max, maxLength, min, required, validate } from '@angular/forms/signals';
import type { MovementLine, MovementsWriting } from '@verstak/api';
import { type CalendarDay, type WriteOffReason, type WrittenMovement, exactQuantity } from '@verstak/domain';
import { MAX_MONEY } from '@verstak/domain';
import { MOST_QUANTITY } from './stock-draft';

/** What is typed of a receipt, a write-off or a stocktake. */
export interface MovementDraft {
  quantity: number | null;
  unitCost: number | null;
  supplierId: string;
  reason: WriteOffReason | '';
  note: string;
  day: CalendarDay;
}

const LEAST = 0.001;

/** What it must be: the server's own limits. */
export function movementRules(path: SchemaPathTree<MovementDraft>, kind: WrittenMovement, today: CalendarDay): void {
  required(path.quantity);
  min(path.quantity, kind === 'stocktake' ? 0 : LEAST);
  max(path.quantity, MOST_QUANTITY);
  min(path.unitCost, 0);
  max(path.unitCost, MAX_MONEY);
  if (kind === 'write_off') required(path.reason);
  maxLength(path.note, 500);
  validate(path.note, ({ value, valueOf }) =>
    valueOf(path.reason) === 'other' && !value().trim() ? { kind: 'required' } : null,
  );
  required(path.day);
  validate(path.day, ({ value }) => (value() > today ? { kind: 'future' } : null));
}

/** What is sent: of each kind what belongs to it, and of a stocktake the balance that was seen. */
export function writingOf(
  kind: WrittenMovement,
  item: { id: string; onHand: number },
  { quantity, unitCost, supplierId, reason, note, day }: MovementDraft,
): MovementsWriting {
  const line: MovementLine = {
    stockItemId: item.id,
    quantity: quantity ?? 0,
    ...(kind === 'stocktake' && { expected: item.onHand }),
    ...(kind === 'receipt' && unitCost !== null && { unitCost }),
  };
  return {
    kind,
    lines: [line],
    day,
    ...(kind === 'write_off' && reason && { reason }),
    ...(kind === 'receipt' && supplierId && { supplierId }),
    ...(note.trim() && { note: note.trim() }),
  };
}

/** By how much a count differs from what should be there. */
export function differenceOf(counted: number | null, expected: number): number | undefined {
  return counted === null ? undefined : exactQuantity(counted - expected);
}
