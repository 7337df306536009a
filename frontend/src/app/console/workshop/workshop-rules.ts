import { type SchemaPathTree, email, maxLength, required, validate } from '@angular/forms/signals';
import { COLOUR, SHOP_PAGES, WEEKDAYS, normalHours } from '@verstak/domain';
import type { WorkshopDraft } from './workshop-draft';

/** The server's own limits, so that nobody learns of them too late; it alone knows the numbers of firms. */
export function workshopRules(path: SchemaPathTree<WorkshopDraft>): void {
  required(path.name);
  maxLength(path.name, 100);
  maxLength(path.legalName, 300);
  for (const number of [path.taxNumber, path.taxReasonCode, path.registrationNumber, path.bankCode])
    maxLength(number, 30);
  maxLength(path.address, 400);
  maxLength(path.phone, 40);
  email(path.email);
  maxLength(path.website, 200);
  maxLength(path.bankName, 300);
  maxLength(path.bankAccount, 40);
  maxLength(path.correspondentAccount, 40);
  shopRules(path);
}

function shopRules(path: SchemaPathTree<WorkshopDraft>): void {
  validate(path.accent, ({ value }) =>
    value().trim() && !COLOUR.test(value().trim()) ? { kind: 'colour' } : undefined,
  );
  for (const text of [path.welcome, path.pickUp, path.delivery]) {
    maxLength(text.ru, 2_000);
    maxLength(text.en, 2_000);
  }
  for (const day of WEEKDAYS)
    validate(path.openingHours[day], ({ value }) =>
      value().trim() && normalHours(value()) === undefined ? { kind: 'hours' } : undefined,
    );
  for (const page of SHOP_PAGES) {
    maxLength(path.pages[page].ru, 20_000);
    maxLength(path.pages[page].en, 20_000);
  }
}
