import { type SchemaPathTree, applyEach, email, max, maxLength, min, required } from '@angular/forms/signals';
import type { Supplier, SupplierChange, SupplierCreate } from '@verstak/api';
import { type ContactDraft, contactDrafts, contactRules } from '../contacts/contact-draft';
import { contactedForm, reachIn } from '../contacts/contacted-form';

/** A supplier as typed: every text is there, empty for none. */
export interface SupplierDraft {
  name: string;
  phone: string;
  email: string;
  website: string;
  address: string;
  /** In days. */
  leadDays: number | null;
  note: string;
  contacts: ContactDraft[];
}

const NAME = 200;
const WEBSITE = 200;
const ADDRESS = 400;
const NOTE = 4_000;
const MOST_DAYS = 365;

/** The form of a supplier, or of a new one. */
export function draftOf(supplier: Partial<Supplier> = {}): SupplierDraft {
  return {
    name: supplier.name ?? '',
    phone: supplier.phone ?? '',
    email: supplier.email ?? '',
    website: supplier.website ?? '',
    address: supplier.address ?? '',
    leadDays: supplier.leadDays ?? null,
    note: supplier.note ?? '',
    contacts: contactDrafts(supplier.contacts),
  };
}

/** The form of a new supplier, begun with what was typed to find one. */
export function draftNamed(words: string): SupplierDraft {
  const text = words.trim().replace(/\s+/gu, ' ');
  return draftOf(reachIn(text) ?? { name: text });
}

/** What a supplier must be: the server's own limits, so that nobody learns of them too late. */
export function supplierRules(path: SchemaPathTree<SupplierDraft>): void {
  required(path.name);
  maxLength(path.name, NAME);
  email(path.email);
  maxLength(path.website, WEBSITE);
  maxLength(path.address, ADDRESS);
  min(path.leadDays, 0);
  max(path.leadDays, MOST_DAYS);
  maxLength(path.note, NOTE);
  applyEach(path.contacts, contactRules);
}

export const { creationOf, changeOf, changedPaths, rebase } = contactedForm<
  SupplierDraft,
  SupplierCreate,
  SupplierChange
>(['name', 'phone', 'email', 'website', 'address', 'leadDays', 'note']);
