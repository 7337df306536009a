import { convertToParamMap } from '@angular/router';
import { describe, expect, it } from '@jest/globals';
import { type ListView, isNarrowed, nextSort, readView, writeView } from './list-view';

const SPEC = { sort: '-number', filters: ['status', 'clientId'] };

describe('the view of a list in its address', () => {
  it('is the default where the address says nothing', () => {
    expect(readView(convertToParamMap({}), SPEC)).toEqual({
      page: 1,
      pageSize: 25,
      sort: '-number',
      q: '',
      filters: {},
    });
  });

  it('comes back the same from the address it wrote', () => {
    const view: ListView = {
      page: 3,
      pageSize: 50,
      sort: 'dueAt',
      q: 'ёлка 24',
      filters: { status: ['draft', 'ready'] },
    };
    expect(readView(convertToParamMap(writeView(view, SPEC)), SPEC)).toEqual(view);
  });

  it('stands beside that of another list of the same page, each under its own names', () => {
    const [mine, other] = [
      { ...SPEC, key: 'orders' },
      { ...SPEC, key: 'parts' },
    ];
    const view = { page: 2, pageSize: 50, sort: 'dueAt', q: 'торт', filters: { status: ['ready'] } };
    const address = convertToParamMap({ ...writeView(view, mine), ...writeView({ ...view, page: 7 }, other) });
    expect([readView(address, mine), readView(address, other).page, readView(address, SPEC).page]).toEqual([
      view,
      7,
      1,
    ]);
  });

  it('leaves defaults out of the address', () => {
    const view = readView(convertToParamMap({}), SPEC);
    expect(Object.values(writeView(view, SPEC)).every((value) => value === null)).toBe(true);
  });

  it.each([['-1'], ['0'], ['abc'], ['1e999']])('takes page %s for the first', (page) => {
    expect(readView(convertToParamMap({ page, pageSize: '7' }), SPEC)).toMatchObject({ page: 1, pageSize: 25 });
  });

  it('ignores filters the list does not know', () => {
    expect(readView(convertToParamMap({ colour: 'red', status: 'draft' }), SPEC).filters).toEqual({
      status: ['draft'],
    });
  });
});

describe('pressing a header', () => {
  it('sorts ascending, then descending, then as at first', () => {
    expect(nextSort('-number', 'dueAt', '-number')).toBe('dueAt');
    expect(nextSort('dueAt', 'dueAt', '-number')).toBe('-dueAt');
    expect(nextSort('-dueAt', 'dueAt', '-number')).toBe('-number');
  });

  it('turns the first sort round', () => {
    expect(nextSort('-number', 'number', '-number')).toBe('number');
    expect(nextSort('number', 'number', '-number')).toBe('-number');
  });
});

it('counts words and filters as narrowing, sort and page not', () => {
  const view = readView(convertToParamMap({ sort: 'dueAt', page: '2' }), SPEC);
  expect(isNarrowed(view)).toBe(false);
  expect(isNarrowed({ ...view, q: 'а' })).toBe(true);
  expect(isNarrowed({ ...view, filters: { status: ['draft'] } })).toBe(true);
});
