import { Service, signal } from '@angular/core';
import type { ListView } from './list-view';

/** The page of a list that was on screen last, and how another one of the same view is read. */
export interface Trail {
  view: ListView;
  ids: readonly string[];
  total: number;
  read: (view: ListView) => Promise<{ items: readonly { id: string }[]; total: number }>;
}

/** Where a document stands in the list that it was opened from, from 1. */
export interface Place {
  position: number;
  total: number;
}

/** Lists as they were left by the path of each, so that one goes on from a document to the one before or after it. */
@Service()
export class ListTrails {
  private readonly trails = signal<ReadonlyMap<string, Trail>>(new Map());

  /** Keeps what a list at a path shows. */
  keep(path: string, trail: Trail): void {
    this.trails.update((trails) => new Map(trails).set(path, trail));
  }

  /** Where a document stands; nothing where it is in no list that was seen. */
  placeOf(path: string, id: string): Place | undefined {
    const trail = this.trails().get(path);
    const index = trail?.ids.indexOf(id) ?? -1;
    if (!trail || index < 0) return undefined;
    return { position: (trail.view.page - 1) * trail.view.pageSize + index + 1, total: trail.total };
  }

  /** The document after another (1) or before it (-1), on whatever page; nothing at the end of the list. */
  async step(path: string, id: string, by: 1 | -1): Promise<string | undefined> {
    const trail = this.trails().get(path);
    const index = trail?.ids.indexOf(id) ?? -1;
    if (!trail || index < 0) return undefined;
    const beside = trail.ids[index + by];
    if (beside) return beside;
    const view = { ...trail.view, page: trail.view.page + by };
    if (view.page < 1) return undefined;
    const { items, total } = await trail.read(view);
    const ids = items.map((item) => item.id);
    if (!ids.length) return undefined;
    this.keep(path, { ...trail, view, ids, total });
    return by > 0 ? ids[0] : ids.at(-1);
  }
}
