import { type SchemaPathTree, email, maxLength, required } from '@angular/forms/signals';
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
}
