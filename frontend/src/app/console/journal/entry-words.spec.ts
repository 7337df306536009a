import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JournalEntry } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { EntryWords } from './entry-words';

const entry = (fields: Partial<JournalEntry>): JournalEntry => ({
  id: 'e',
  at: '2026-11-25T09:00:00Z',
  actor: { id: 'u', name: 'Анна', via: 'console' },
  action: 'changed',
  changes: [],
  ...fields,
});

describe('an entry of the journal', () => {
  let words: EntryWords;

  beforeEach(() => {
    const t = (key: string, params: object = {}): string =>
      `${key.replace('journal.', '')}${JSON.stringify(params)}`.replace('{}', '');
    const i18n = { t, has: (key: string) => !key.endsWith('.later') };
    TestBed.configureTestingModule({
      providers: [
        { provide: I18n, useValue: i18n },
        { provide: Formats, useValue: { moment: (at: string) => at.slice(0, 10) } },
      ],
    });
    words = TestBed.inject(EntryWords);
  });

  it('names who did it, though nobody was signed in', () => {
    const of = (actor: Partial<JournalEntry['actor']>): string =>
      words.who(entry({ actor: { name: 'x', via: 'console', ...actor } }));
    expect(of({ id: 'u', name: 'Анна' })).toBe('Анна');
    expect(of({ id: 'k', name: '1С', via: 'api-key' })).toBe('history.byKey{"name":"1С"}');
    expect(of({ name: 'visitor' })).toBe('visitor');
    expect(of({ name: 'system', via: 'system' })).toBe('history.system');
  });

  it('calls a document by its number, else by the name it tells, and leads to its page while there is one', () => {
    const order = entry({ entity: 'Order', entityId: 'o', number: 7 });
    expect([words.document(order), words.page(order)]).toEqual(['kind.Order ui.numbered{"number":7}', '/orders/o']);
    expect(words.page({ ...order, action: 'deleted' })).toBeUndefined();
    expect(words.page(entry({ entity: 'SupplyRequest', entityId: 'r', number: 3 }))).toBe('/requests/r');
    const person = entry({ entity: 'User', entityId: 'u', changes: [{ path: 'name', after: 'Вера' }] });
    expect([words.document(person), words.page(person)]).toEqual(['kind.User Вера', undefined]);
    const file = entry({ entity: 'File', action: 'removed', params: { file: 'макет.pdf' } });
    expect([words.document(file), words.details(file)]).toEqual(['kind.File макет.pdf', '']);
    expect(words.document(entry({}))).toBe('');
    expect(words.told('action', 'later')).toBe('later');
  });

  it('tells the details of what is no change of a document', () => {
    const of = (action: JournalEntry['action'], params: JournalEntry['params']): string =>
      words.details(entry({ action, ...(params ? { params } : {}) }));
    expect(of('sign_in_failed', { login: 'anna', count: 1 })).toBe('detail.login{"login":"anna"}');
    expect(of('locked', { count: 5, seconds: 2 })).toBe('detail.count{"count":5} · detail.lock{"seconds":2}');
    expect(of('exported', { file: 'a.csv', count: 0 })).toBe('a.csv · detail.rows{"count":0}');
    expect(of('refused', { route: 'GET /x' })).toBe('GET /x');
  });

  it('tells of work that was reported later when it was done, and of a time that was not believed what it was', () => {
    const at = '2026-11-20T09:00:00Z';
    expect(words.details(entry({ action: 'start', params: { doneAt: at } }))).toBe(
      'detail.doneAt{"moment":"2026-11-20"}',
    );
    expect(words.details(entry({ action: 'start', params: { timeCorrected: at } }))).toBe(
      'detail.timeCorrected{"moment":"2026-11-20"}',
    );
  });
});
