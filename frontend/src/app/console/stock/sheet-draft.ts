import { type SchemaPathTree, applyEach, max, maxLength, min, required, validate } from '@angular/forms/signals';
import type { MovementsWriting, StockListItem } from '@verstak/api';
import { type CalendarDay, MAX_MONEY } from '@verstak/domain';
import { MOST_QUANTITY } from './stock-draft';

/** What many things are written down as at once. */
export type SheetKind = 'stocktake' | 'receipt';

/** What is typed of one thing. */
export interface SheetLine {
  id: string;
  quantity: number | null;
  unitCost: number | null;
  /** What there was of it when it was first seen. */
  expected: number;
  /** What there was before, where it moved while it was counted: it has to be counted again. */
  was: number | null;
}

/** A sheet as it is filled: the lines on screen, and those of other pages that have something. */
export interface SheetDraft {
  day: CalendarDay;
  supplierId: string;
  note: string;
  lines: SheetLine[];
}

/** Most lines that are sent at once. */
export const MOST_LINES = 500;

/** What it must be: the server's own limits. */
export function sheetRules(path: SchemaPathTree<SheetDraft>, today: CalendarDay): void {
  required(path.day);
  validate(path.day, ({ value }) => (value() > today ? { kind: 'future' } : null));
  maxLength(path.note, 500);
  applyEach(path.lines, (line) => {
    min(line.quantity, 0);
    max(line.quantity, MOST_QUANTITY);
    min(line.unitCost, 0);
    max(line.unitCost, MAX_MONEY);
  });
}

/** The lines that something was typed into; of a receipt, nothing received is nothing. */
export function filledOf({ lines }: Pick<SheetDraft, 'lines'>, kind: SheetKind): SheetLine[] {
  return lines.filter(({ quantity }) => quantity !== null && (kind === 'stocktake' || quantity > 0));
}

/** The rows on screen as lines, after those that something was typed into, which stay as they were seen. */
export function linesOver(lines: readonly SheetLine[], rows: readonly StockListItem[], kind: SheetKind): SheetLine[] {
  const kept = filledOf({ lines: [...lines] }, kind);
  const ids = new Set(kept.map(({ id }) => id));
  const fresh = rows.filter(({ id }) => !ids.has(id));
  return [
    ...kept,
    ...fresh.map(({ id, onHand }) => ({ id, quantity: null, unitCost: null, expected: onHand, was: null })),
  ];
}

/** What is sent: the filled lines alone, of a stocktake with what was seen. */
export function sheetWriting(
  kind: SheetKind,
  filled: readonly SheetLine[],
  { day, supplierId, note }: Omit<SheetDraft, 'lines'>,
): MovementsWriting {
  return {
    kind,
    lines: filled.map(({ id, quantity, unitCost, expected }) => ({
      stockItemId: id,
      quantity: quantity ?? 0,
      ...(kind === 'stocktake' ? { expected } : unitCost !== null && { unitCost }),
    })),
    day,
    ...(kind === 'receipt' && supplierId && { supplierId }),
    ...(note.trim() && { note: note.trim() }),
  };
}

/** The lines with what there is by now; those that moved since they were seen say so. */
export function recounted(lines: readonly SheetLine[], onHand: ReadonlyMap<string, number>): SheetLine[] {
  return lines.map((line) => {
    const now = onHand.get(line.id) ?? line.expected;
    return now === line.expected ? line : { ...line, expected: now, was: line.expected };
  });
}
