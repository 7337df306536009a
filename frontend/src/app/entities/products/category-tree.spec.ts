import type { Category } from '@verstak/api';
import { placed } from './category-tree';

const category = (id: string, parentId?: string): Category =>
  ({ id, name: id.toUpperCase(), position: 0, version: 1, ...(parentId && { parentId }) }) as Category;

it('tells of categories how deep they lie and what is around them', () => {
  const found = placed([category('a'), category('b', 'a'), category('c', 'b'), category('d')]);
  expect(found.map(({ level, path }) => [level, path])).toEqual([
    [0, 'A'],
    [1, 'A / B'],
    [2, 'A / B / C'],
    [0, 'D'],
  ]);
});
