import { type SchemaPathTree, applyEach, max, maxLength, min, required, validate } from '@angular/forms/signals';
import { type LineDraft, type OrderDraft, isBlank } from './order-draft';

const MAX_QUANTITY = 1_000_000;

/** What an order must hold before it can be sent; lines with nothing in them are left out, so they may be incomplete. */
export function draftRules(path: SchemaPathTree<OrderDraft>): void {
  required(path.clientId);
  maxLength(path.note, 4_000);
  min(path.paid, 0);
  applyEach(path.items, lineRules);
}

function lineRules(line: SchemaPathTree<LineDraft>): void {
  validate(line.title, ({ value, valueOf }) =>
    value().trim() || isBlank(valueOf(line)) ? null : { kind: 'required' },
  );
  maxLength(line.title, 200);
  required(line.quantity);
  validate(line.quantity, ({ value }) => (value() !== null && (value() ?? 0) <= 0 ? { kind: 'positive' } : null));
  max(line.quantity, MAX_QUANTITY);
  validate(line.unit, ({ value }) => (value().trim() ? null : { kind: 'required' }));
  min(line.unitPrice, 0);
  min(line.discountPercent, 0);
  max(line.discountPercent, 100);
}
