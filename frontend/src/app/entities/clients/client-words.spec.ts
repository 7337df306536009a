import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import type { JournalEntry } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { ClientWords } from './client-words';

const entry = (
  action: JournalEntry['action'],
  changes: { path: string; before?: unknown; after?: unknown }[],
): JournalEntry => ({
  id: 'e1',
  at: '2026-11-21T09:00:00Z',
  actor: { name: 'Анна', via: 'console' },
  action,
  changes: changes as JournalEntry['changes'],
  entity: 'Client',
  entityId: 'c1',
  entityVersion: 1,
});

describe('the history of a client', () => {
  const words = (): ClientWords => {
    const i18n = { t: (key: string) => key, has: (key: string) => key !== 'clients.did.renumbered' };
    TestBed.configureTestingModule({ providers: [{ provide: I18n, useValue: i18n }] });
    return TestBed.inject(ClientWords);
  };

  it('names fields and contacts, and leaves out what follows from them', () => {
    const [created] = words().history([
      entry('created', [
        { path: 'company', after: 'Ромашка' },
        { path: 'name', after: 'Ромашка' },
        { path: 'isArchived', after: false },
        {
          path: 'contacts',
          after: [
            { id: 'a', name: 'Пётр', phone: '+7 900' },
            { id: 'b', name: 'Вера' },
          ],
        },
      ]),
    ]);
    expect(created?.changes).toEqual([
      { name: 'clients.field.company', before: '', after: 'Ромашка' },
      { name: 'contacts.title', before: '', after: 'Пётр, +7 900; Вера' },
    ]);
  });

  it('says which text of a contact changed, and nothing of an empty list', () => {
    const [changed] = words().history([
      entry('renumbered' as JournalEntry['action'], [
        { path: 'contacts.a.phone', before: '+7 900', after: '+7 901' },
        { path: 'contacts', after: [] },
      ]),
    ]);
    expect(changed?.what).toBe('clients.did.changed');
    expect(changed?.changes).toEqual([{ name: 'contacts.one: contacts.phone', before: '+7 900', after: '+7 901' }]);
  });
});
