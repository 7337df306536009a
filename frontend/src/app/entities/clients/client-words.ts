import { Service } from '@angular/core';
import { ContactedWords } from '../contacts/contacted-words';

/** Names and values of a client's fields in words: for its history and for conflicts. */
@Service()
export class ClientWords extends ContactedWords {
  protected readonly area = 'clients';
  protected readonly unsaid: ReadonlySet<string> = new Set(['name', 'number', 'isArchived', 'balance']);
}
