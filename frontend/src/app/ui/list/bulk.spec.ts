import { TestBed } from '@angular/core/testing';
import { ActivatedRoute, type ParamMap, Router, convertToParamMap } from '@angular/router';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BehaviorSubject } from 'rxjs';
import { ApiProblem } from '../../core/http/api-problem';
import { Toasts } from '../../core/toasts/toasts';
import { BulkRun } from './bulk';
import { type EntityList, entityList } from './entity-list';

interface Row {
  id: string;
  isOpen: boolean;
}

const PAGES: Record<number, Row[]> = {
  1: [
    { id: 'a', isOpen: true },
    { id: 'b', isOpen: false },
  ],
  2: [{ id: 'c', isOpen: true }],
};
const settle = async (): Promise<void> => {
  TestBed.tick();
  await new Promise((resolve) => setTimeout(resolve));
  TestBed.tick();
};

describe('the selected rows of a list', () => {
  let list: EntityList<Row>;
  let address: BehaviorSubject<ParamMap>;

  beforeEach(async () => {
    address = new BehaviorSubject(convertToParamMap({}));
    const route = { queryParamMap: address, snapshot: { queryParamMap: address.value } };
    const navigate = async (_: unknown, { queryParams }: { queryParams: Record<string, string | null> }) => {
      const given = Object.entries(queryParams).filter(([, value]) => value !== null);
      address.next(convertToParamMap(Object.fromEntries(given)));
      return true;
    };
    TestBed.configureTestingModule({
      providers: [
        { provide: ActivatedRoute, useValue: route },
        { provide: Router, useValue: { navigate, currentNavigation: () => null, url: '/' } },
      ],
    });
    list = TestBed.runInInjectionContext(() =>
      entityList<Row>({ sort: 'name', load: async ({ page }) => ({ items: PAGES[page] ?? [], total: 3 }) }),
    );
    await settle();
    list.selectPage(true);
    list.patch({ page: 2 });
    await settle();
    list.selectPage(true);
  });

  it('stay selected over pages and orders, and not over other words', async () => {
    expect([...list.selection()]).toEqual(['a', 'b', 'c']);
    list.sortBy('number');
    await settle();
    expect(list.selection().size).toBe(3);
    list.patch({ q: 'Ромашка' });
    expect(list.selection().size).toBe(0);
    list.selectPage(true);
    address.next(convertToParamMap({ q: 'Василёк' }));
    expect(list.selection().size).toBe(0);
  });

  it('are done one by one; what is refused stays selected and says why, what does not apply is left alone', async () => {
    const problem = new ApiProblem({ type: '', title: '', status: 409, code: 'order.closed', detail: '' });
    const work = jest.fn(async ({ id }: Row): Promise<undefined> => {
      if (id === 'c') throw problem;
    });
    const bulk = TestBed.runInInjectionContext(() => new BulkRun(() => list));
    const start = jest.fn(async (_rows: readonly Row[]) => work);
    await bulk.run({ key: 'close', label: '', icon: 'check', applies: ({ isOpen }) => isOpen, start });
    expect(start.mock.calls[0]?.[0].map(({ id }) => id)).toEqual(['a', 'c']);
    expect(work.mock.calls.map(([{ id }]) => id)).toEqual(['a', 'c']);
    expect(bulk.results().map(({ row, problem }) => [row.id, problem?.code])).toEqual([
      ['a', undefined],
      ['c', 'order.closed'],
    ]);
    expect([...list.selection()]).toEqual(['b', 'c']);
    expect(bulk.progress()).toEqual({ done: 2, of: 2 });
    // Nothing of it can be taken back.
    expect(TestBed.inject(Toasts).current()).toBeUndefined();
  });

  it('are all taken back at once, the last first, though one of them cannot be', async () => {
    const undone: string[] = [];
    const undoOf =
      ({ id }: Row) =>
      async () => {
        undone.push(id);
        if (id === 'b') throw new Error('changed since');
      };
    const bulk = TestBed.runInInjectionContext(() => new BulkRun(() => list));
    const act = { key: 'close', label: '', icon: 'check', applies: () => true } as const;
    await bulk.run({ ...act, start: async () => async (row) => undoOf(row) });
    const toasts = TestBed.inject(Toasts);
    expect(toasts.current()).toMatchObject({ key: 'table.bulk.changed', params: { count: 3 } });
    await toasts.undo();
    expect(undone).toEqual(['c', 'b', 'a']);
    expect([bulk.results(), toasts.current()?.problem]).toEqual([[], expect.anything()]);
  });

  it('stay as they are where the person thought better of it', async () => {
    const bulk = TestBed.runInInjectionContext(() => new BulkRun(() => list));
    await bulk.run({ key: 'close', label: '', icon: 'check', applies: () => true, start: async () => undefined });
    expect([bulk.results(), list.selection().size]).toEqual([[], 3]);
  });
});
