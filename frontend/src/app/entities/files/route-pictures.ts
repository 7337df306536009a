import { computed, inject } from '@angular/core';
import { FilesService, type Part, type StoredFile } from '@verstak/api';
import { toProblem } from '../../core/http/api-problem';
import { liveResource } from '../../core/live/live-resource';

/** Milliseconds between two readings while one picture after another is added somewhere. */
const PAUSE = 2_000;

/** What the instructions of routes show, stage by stage. */
export interface RoutePictures {
  /** What a stage shows; `undefined` until that is known, so that room is kept for it. */
  at(routeId: string | undefined, stageId: string | undefined): readonly StoredFile[] | undefined;
  /** What the stage shows at which a part is. */
  present(part: Part): readonly StoredFile[] | undefined;
  reload(): void;
}

/** Reads what routes show and keeps it in step; `undefined` for routes that are not known yet. Call where `inject` works. */
export function routePictures(routeIds: () => readonly (string | undefined)[] | undefined): RoutePictures {
  const api = inject(FilesService);
  const wanted = computed(() => {
    const ids = routeIds()?.flatMap((id) => id ?? []);
    return ids && [...new Set(ids)].sort();
  });
  const files = liveResource({
    params: () => wanted(),
    load: async (ids) => new Map(await Promise.all(ids.map(async (id) => [id, await filesOf(api, id)] as const))),
    live: ['File'],
    pause: PAUSE,
    keeps: () => true,
  });
  const at: RoutePictures['at'] = (routeId, stageId) => {
    if (!routeId) return [];
    const known = files.value()?.get(routeId) ?? (files.problem() ? [] : undefined);
    return known?.filter((file) => file.stageId === stageId);
  };
  const present: RoutePictures['present'] = ({ routeId, stages, stagesDone }) => at(routeId, stages[stagesDone]?.id);
  return { at, present, reload: files.reload };
}

/** The files of a route; none of one that is gone, whose stages its parts still have. */
async function filesOf(api: FilesService, subjectId: string): Promise<StoredFile[]> {
  try {
    return await api.listFiles({ subject: 'Route', subjectId });
  } catch (error) {
    if (toProblem(error).code === 'not_found') return [];
    throw error;
  }
}
