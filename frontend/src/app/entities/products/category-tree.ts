import { type Signal, computed, inject } from '@angular/core';
import { CatalogService, type Category } from '@verstak/api';
import { type LiveResource, liveResource } from '../../core/live/live-resource';
import { Session } from '../../core/session/session';
import type { Option } from '../../ui/fields/select-base';

/** A category with how deep it lies, from 0, and what is around it. */
export interface PlacedCategory extends Category {
  level: number;
  /** Its name after those of the categories around it: `Посуда / Кружки`. */
  path: string;
}

/** Categories, each before what is in it, with their places in the tree. */
export function placed(categories: readonly Category[]): PlacedCategory[] {
  const found = new Map<string, PlacedCategory>();
  return categories.map((category) => {
    const around = category.parentId ? found.get(category.parentId) : undefined;
    const level = around ? around.level + 1 : 0;
    const own = { ...category, level, path: around ? `${around.path} / ${category.name}` : category.name };
    found.set(category.id, own);
    return own;
  });
}

/** The categories of the catalog as long as they are on screen; none for who may not read them. Call where `inject` works. */
export function liveCategories(): LiveResource<readonly PlacedCategory[]> {
  const [api, session] = [inject(CatalogService), inject(Session)];
  return liveResource({
    params: () => session.may(['read', 'Category']) || undefined,
    load: async () => placed(await api.listCategories()),
    live: ['Category'],
  });
}

/** Categories as choices, by their paths. */
export function categoryOptions(categories: LiveResource<readonly PlacedCategory[]>): Signal<readonly Option[]> {
  return computed(() => (categories.value() ?? []).map(({ id, path }) => ({ value: id, label: path })));
}
