import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { ActivatedRoute, Router, convertToParamMap } from '@angular/router';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { BehaviorSubject } from 'rxjs';
import { ApiProblem } from '../../core/http/api-problem';
import { type EntityList, entityList } from './entity-list';
import type { ListView } from './list-view';

const problem = (code: ApiProblem['code'], status: number): ApiProblem =>
  new ApiProblem({ type: '', title: '', status, code, detail: '' });
const settle = async (): Promise<void> => {
  TestBed.tick();
  await new Promise((resolve) => setTimeout(resolve));
  TestBed.tick();
};

describe('a list whose rows are known', () => {
  let failure: ApiProblem | undefined;
  let address: BehaviorSubject<ReturnType<typeof convertToParamMap>>;
  let list: EntityList<{ id: string }>;

  beforeEach(async () => {
    failure = undefined;
    address = new BehaviorSubject(convertToParamMap({}));
    const route = { queryParamMap: address, snapshot: { queryParamMap: address.value } };
    TestBed.configureTestingModule({ providers: [{ provide: ActivatedRoute, useValue: route }] });
    const load = async () => {
      if (failure) throw failure;
      return { items: [{ id: 'a' }], total: 1 };
    };
    list = TestBed.runInInjectionContext(() => entityList({ sort: 'name', load }));
    await settle();
    expect(list.state()).toBe('rows');
  });

  it('keeps them where reading them again fails, and says that they may be old until it succeeds', async () => {
    failure = problem('unavailable', 503);
    list.reload();
    await settle();
    expect([list.state(), list.isStale(), list.rows()]).toEqual(['rows', true, [{ id: 'a' }]]);
    failure = undefined;
    list.reload();
    TestBed.tick();
    expect(list.isStale()).toBe(true);
    await settle();
    expect([list.state(), list.isStale()]).toEqual(['rows', false]);
  });

  it('does not show them for another view whose rows cannot be read', async () => {
    failure = problem('unavailable', 503);
    address.next(convertToParamMap({ q: 'Ромашка' }));
    await settle();
    expect([list.state(), list.isStale()]).toEqual(['failed', false]);
  });

  it('reads others, and shows these no more, once the page is about something else', async () => {
    const of = signal('one');
    const load = async () => ({ items: [{ id: `of ${of()}` }], total: 1 });
    const owned = TestBed.runInInjectionContext(() => entityList({ sort: 'name', of, load }));
    await settle();
    of.set('another');
    TestBed.tick();
    expect(owned.rows()).toEqual([]);
    await settle();
    expect(owned.rows()).toEqual([{ id: 'of another' }]);
  });

  it('goes to the last page there is where its own has been emptied', async () => {
    const asked: number[] = [];
    const router = TestBed.inject(Router);
    const went = jest.spyOn(router, 'navigate').mockResolvedValue(true);
    address.next(convertToParamMap({ page: '4' }));
    const load = async ({ page }: ListView) => {
      asked.push(page);
      return { items: page > 2 ? [] : [{ id: `of ${page}` }], total: 26 };
    };
    const emptied = TestBed.runInInjectionContext(() => entityList({ sort: 'name', load }));
    await settle();
    await settle();
    expect(asked).toEqual([4, 2]);
    expect(emptied.rows()).toEqual([{ id: 'of 2' }]);
    expect(went.mock.lastCall?.[1]).toMatchObject({ queryParams: { page: 2 }, replaceUrl: true });
  });

  it('takes them away from whom may not read them any more', async () => {
    failure = problem('auth.forbidden', 403);
    list.reload();
    await settle();
    expect([list.state(), list.isStale()]).toEqual(['forbidden', false]);
  });
});
