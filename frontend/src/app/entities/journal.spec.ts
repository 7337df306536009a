import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { describe, expect, it } from '@jest/globals';
import type { JournalEntry } from '@verstak/api';
import { liveJournal } from './journal';

const settle = async (): Promise<void> => {
  TestBed.tick();
  await new Promise((resolve) => setTimeout(resolve));
  TestBed.tick();
};

describe('the journal of a document on screen', () => {
  /** Entries of two documents, newest first. */
  const stored: Record<string, number[]> = { a: Array.from({ length: 45 }, (_, index) => 45 - index), b: [1] };
  const asked: string[] = [];

  const load = async (id: string, { page, pageSize }: { page: number; pageSize: number }) => {
    asked.push(`${id}${page}`);
    const all = stored[id] ?? [];
    const items = all.slice((page - 1) * pageSize, page * pageSize).map((one) => ({ id: String(one) }) as JournalEntry);
    return { items, total: all.length };
  };

  it('grows by pages, stays in step with what is added meanwhile, and begins anew with another document', async () => {
    const id = signal('a');
    const journal = TestBed.runInInjectionContext(() => liveJournal({ params: id, load }));
    await settle();
    expect([journal.value()?.length, journal.hidden()]).toEqual([20, 25]);
    journal.showMore();
    TestBed.tick();
    expect(journal.value()).toHaveLength(20);
    await settle();
    expect([journal.value()?.length, journal.hidden()]).toEqual([40, 5]);

    stored['a']?.unshift(46);
    journal.reload();
    await settle();
    expect([journal.value()?.[0]?.id, journal.value()?.length, journal.hidden()]).toEqual(['46', 40, 6]);

    id.set('b');
    await settle();
    expect([journal.value()?.length, journal.hidden()]).toEqual([1, 0]);
    expect(asked).toEqual(['a1', 'a1', 'a2', 'a1', 'a2', 'b1']);
  });
});
