import { Service } from '@angular/core';
import { ContactedWords } from '../contacts/contacted-words';

/** Names and values of a supplier's fields in words: for its history and for conflicts. */
@Service()
export class SupplierWords extends ContactedWords {
  protected readonly area = 'suppliers';
  protected readonly unsaid: ReadonlySet<string> = new Set(['number', 'isArchived']);
}
