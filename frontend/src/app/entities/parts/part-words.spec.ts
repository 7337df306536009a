import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { JournalChange, JournalEntry } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { PartWords, nameOf } from './part-words';

const entry = (fields: Partial<JournalEntry>): JournalEntry => ({
  id: 'e',
  at: '2026-11-25T09:00:00Z',
  actor: { id: 'u', name: 'Анна', via: 'console' },
  entity: 'Part',
  entityId: 'p',
  action: 'changed',
  changes: [],
  ...fields,
});

describe('a part in words', () => {
  let words: PartWords;
  const told = (fields: Partial<JournalEntry>): unknown => {
    const stages = [{ id: 's1', name: 'Распил', setUpMinutes: 0, minutesPerUnit: 0, masterIds: [], good: 0 }];
    const [shown] = words.history([entry(fields)], { stages });
    return [shown?.what, ...(shown?.changes ?? []).map(({ name, before, after }) => [name, before, after])];
  };

  beforeEach(() => {
    const i18n = { t: (key: string) => key.replace('parts.', ''), has: (key: string) => !key.endsWith('.later') };
    TestBed.configureTestingModule({
      providers: [
        { provide: I18n, useValue: i18n },
        { provide: Formats, useValue: { number: String, day: (at: string) => at.slice(0, 10) } },
      ],
    });
    words = TestBed.inject(PartWords);
  });

  it('is called by its designation and what it is', () => {
    expect([nameOf({ designation: 'КР-1', title: 'Вал' }), nameOf({ title: 'Вал' })]).toEqual(['КР-1 Вал', 'Вал']);
  });

  it('tells of its history what people did, and nothing that only follows from it', () => {
    const changes: JournalChange[] = [
      { path: 'state', before: 'waiting', after: 'done' },
      { path: 'stages.s1.good', before: 0, after: 3 },
      { path: 'stages.s1.doneAt', after: '2026-11-25T09:00:00Z' },
      { path: 'stagesDone', before: 0, after: 1 },
      { path: 'earnedSeconds', before: 0, after: 60 },
      { path: 'scraps', after: [] },
    ];
    expect(told({ action: 'finish', changes })).toEqual([
      'did.finish',
      ['Распил: field.good', '0', '3'],
      ['field.state', 'state.waiting', 'state.done'],
    ]);
    expect(told({ action: 'later' as 'changed', changes: [{ path: 'dueAt', after: '2026-12-01T20:59:59Z' }] })).toEqual(
      ['did.changed', ['field.dueAt', '', '2026-12-01']],
    );
  });

  it('says what was lost and why, and of a problem what it is, once', () => {
    const scrap = { id: 'x', quantity: 2, reason: 'material', note: 'Раковина' };
    expect(told({ action: 'scrapped', changes: [{ path: 'scraps.x', after: scrap }] })).toEqual([
      'did.scrapped',
      ['field.scraps', '', '2, reason.material, Раковина'],
    ]);
    const problem = { text: 'Нет резца', at: '', byName: 'Иван' };
    const changes = [{ path: 'problem', after: problem }];
    expect(told({ action: 'blocked', params: { reason: 'Нет резца' }, changes })).toEqual(['did.blocked: Нет резца']);
    expect(told({ action: 'unblocked', changes: [{ path: 'problem', before: problem }] })).toEqual([
      'did.unblocked',
      ['field.problem', 'Нет резца', ''],
    ]);
  });

  it('names in a conflict whom and which route an id stands for', () => {
    const look = words.look(new Map([['m', 'Иван Петров']]));
    expect([look.name('masterId'), look.value('masterId', 'm'), look.value('quantity', 5)]).toEqual([
      'field.masterId',
      'Иван Петров',
      '5',
    ]);
  });
});
