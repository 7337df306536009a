import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { FilesService, type StoredFile } from '@verstak/api';
import { EMPTY } from 'rxjs';
import { ApiProblem } from '../../core/http/api-problem';
import { Live } from '../../core/live/live';
import { PART } from '../parts/part.spec-data';
import { routePictures, type RoutePictures } from './route-pictures';

const refused = (code: ApiProblem['code'], status: number): ApiProblem =>
  new ApiProblem({ type: '', title: '', status, code, detail: '' });

describe('what the stages of routes show', () => {
  const ids = signal<readonly (string | undefined)[] | undefined>(undefined);
  let asked: string[];
  let pictures: RoutePictures;

  beforeEach(() => {
    ids.set(undefined);
    asked = [];
    const listFiles = async ({ subjectId }: { subjectId: string }): Promise<Partial<StoredFile>[]> => {
      asked.push(subjectId);
      if (subjectId === 'gone') throw refused('not_found', 404);
      if (subjectId === 'closed') throw refused('auth.forbidden', 403);
      return ['s1', 's2'].map((stageId) => ({ id: `${subjectId}-${stageId}`, stageId }));
    };
    TestBed.configureTestingModule({
      providers: [
        { provide: Live, useValue: { changes: () => EMPTY } },
        { provide: FilesService, useValue: { listFiles } },
      ],
    });
    pictures = TestBed.runInInjectionContext(() => routePictures(ids));
  });

  const settle = async (): Promise<void> => {
    TestBed.tick();
    await new Promise((resolve) => setTimeout(resolve));
    TestBed.tick();
  };
  const shown = (routeId?: string, stageId = 's1'): string[] | undefined =>
    pictures.at(routeId, stageId)?.map(({ id }) => id);

  it('is unknown until it is read, each route once; of what goes by no route, nothing', async () => {
    expect([shown('a'), shown()]).toEqual([undefined, []]);
    ids.set(['b', 'a', undefined, 'b']);
    await settle();
    expect(asked).toEqual(['a', 'b']);
    expect([shown('a'), shown('b', 's2'), shown('a', 's3'), shown('c')]).toEqual([['a-s1'], ['b-s2'], [], undefined]);
  });

  it('is that of the stage at which a part is', async () => {
    ids.set(['a']);
    await settle();
    const stages = ['s1', 's2'].map((id) => ({ ...PART.stages[0]!, id }));
    const at = (stagesDone: number): string[] | undefined =>
      pictures.present({ ...PART, routeId: 'a', stages, stagesDone })?.map(({ id }) => id);
    expect([at(0), at(1), at(2)]).toEqual([['a-s1'], ['a-s2'], []]);
  });

  it('is nothing of a route that is gone, and keeps nothing back where it cannot be read', async () => {
    ids.set(['a', 'gone']);
    await settle();
    expect([shown('a'), shown('gone')]).toEqual([['a-s1'], []]);
    ids.set(['closed']);
    await settle();
    expect(shown('closed')).toEqual([]);
  });
});
