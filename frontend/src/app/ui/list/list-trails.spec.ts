import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ListTrails } from './list-trails';
import type { ListView } from './list-view';

const view = (page: number): ListView => ({ page, pageSize: 25, sort: 'name', q: '', filters: {} });
const PAGES: Record<number, string[]> = { 1: ['a', 'b'], 2: ['c'], 3: [] };

describe('a list that was left for one of its documents', () => {
  let trails: ListTrails;
  const read = jest.fn(async ({ page }: ListView) => ({ items: (PAGES[page] ?? []).map((id) => ({ id })), total: 27 }));

  beforeEach(() => {
    trails = TestBed.inject(ListTrails);
    trails.keep('/orders', { view: view(1), ids: ['a', 'b'], total: 27, read });
    read.mockClear();
  });

  it('says where the document stands, and nothing of one that is not in it', () => {
    expect(trails.placeOf('/orders', 'b')).toEqual({ position: 2, total: 27 });
    expect([trails.placeOf('/orders', 'x'), trails.placeOf('/clients', 'b')]).toEqual([undefined, undefined]);
  });

  it('leads to the one before and after, over pages, and no further than its ends', async () => {
    expect(await trails.step('/orders', 'a', 1)).toBe('b');
    expect(await trails.step('/orders', 'a', -1)).toBeUndefined();
    expect(read).not.toHaveBeenCalled();
    expect(await trails.step('/orders', 'b', 1)).toBe('c');
    expect(trails.placeOf('/orders', 'c')).toEqual({ position: 26, total: 27 });
    expect(await trails.step('/orders', 'c', 1)).toBeUndefined();
    expect(await trails.step('/orders', 'c', -1)).toBe('b');
    expect(trails.placeOf('/orders', 'b')).toEqual({ position: 2, total: 27 });
  });
});
