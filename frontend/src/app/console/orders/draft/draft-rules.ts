import { type SchemaPathTree, applyEach, max, maxLength, min, required, validate } from '@angular/forms/signals';
import { type LineDraft, type OrderDraft, isBlank } from './order-draft';

const MAX_QUANTITY = 1_000_000;
/** Most letters of a title or product. */
export const MAX_WORDS = 255;
export const MAX_UNIT = 20;
export const MAX_NOTE = 4_000;

/**
 * What an order must hold before it can be sent; lines with nothing in them are left out, so they may be incomplete.
 * Where it is being made, a new line needs somebody who makes it.
 */
export function draftRules(path: SchemaPathTree<OrderDraft>, isMade: () => boolean = () => false): void {
  required(path.clientId);
  maxLength(path.note, MAX_NOTE);
  maxLength(path.deliveryAddress, 400);
  min(path.paid, 0);
  applyEach(path.items, lineRules);
  applyEach(path.items, (line) => {
    validate(line.masterId, ({ value, valueOf }) => {
      const isNew = !valueOf(line).id && !isBlank(valueOf(line));
      return isNew && isMade() && !value() ? { kind: 'required' } : null;
    });
  });
}

function lineRules(line: SchemaPathTree<LineDraft>): void {
  validate(line.title, ({ value, valueOf }) =>
    value().trim() || isBlank(valueOf(line)) ? null : { kind: 'required' },
  );
  maxLength(line.title, MAX_WORDS);
  maxLength(line.product, MAX_WORDS);
  maxLength(line.wishes, MAX_NOTE);
  required(line.quantity);
  validate(line.quantity, ({ value }) => (value() !== null && (value() ?? 0) <= 0 ? { kind: 'positive' } : null));
  max(line.quantity, MAX_QUANTITY);
  maxLength(line.unit, MAX_UNIT);
  validate(line.unit, ({ value }) => (value().trim() ? null : { kind: 'required' }));
  min(line.unitPrice, 0);
  min(line.unitCost, 0);
  min(line.discountPercent, 0);
  max(line.discountPercent, 100);
}
