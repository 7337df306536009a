import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { firstValueFrom } from 'rxjs';
import { problems } from '../http/interceptors';
import { PATIENCE, Session } from '../session/session';
import { KeptAnswers, type KeptAnswer } from './kept-answers';
import { keptAt } from './kept-at';
import { lastSeen } from './last-seen';

/** What is kept, without a database. */
class Memory {
  readonly rows = new Map<string, KeptAnswer>();
  find = async (owner: string, url: string): Promise<KeptAnswer | undefined> => this.rows.get(`${owner} ${url}`);
  keep = async (owner: string, url: string, body: unknown): Promise<void> => {
    this.rows.set(`${owner} ${url}`, { at: 5, body });
  };
  drop = async (owner: string, url: string): Promise<void> => void this.rows.delete(`${owner} ${url}`);
}

describe('what was seen last', () => {
  const user = signal<{ id: string } | undefined>({ id: 'anna' });
  const accessToken = signal<string | undefined>('token');
  const hasLapsed = signal(false);
  let http: HttpClient;
  let server: HttpTestingController;
  let kept: Memory;

  beforeEach(() => {
    user.set({ id: 'anna' });
    accessToken.set('token');
    hasLapsed.set(false);
    kept = new Memory();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([problems, lastSeen])),
        provideHttpClientTesting(),
        { provide: Session, useValue: { user, accessToken, hasLapsed } },
        { provide: KeptAnswers, useValue: kept },
      ],
    });
    http = TestBed.inject(HttpClient);
    server = TestBed.inject(HttpTestingController);
  });

  const read = (url: string): Promise<unknown> =>
    firstValueFrom(http.get<unknown>(url)).catch((error: { code: string }) => error.code);
  const lost = (url: string): void => server.expectOne(url).error(new ProgressEvent('error'));

  async function seen(url: string, body: object): Promise<void> {
    const answer = read(url);
    server.expectOne(url).flush(body);
    await answer;
  }

  it('is given again where the server is out of reach, and tells of when it is', async () => {
    await seen('/api/v1/orders?page=1', { items: [{ id: 'a' }], total: 1 });
    const again = read('/api/v1/orders?page=1');
    lost('/api/v1/orders?page=1');
    expect(await again).toEqual({ items: [{ id: 'a' }], total: 1 });
    expect([
      keptAt(await again),
      keptAt({ of: await again }),
      keptAt([((await again) as { items: object[] }).items[0]]),
    ]).toEqual([5, 5, 5]);
    const other = read('/api/v1/orders?page=2');
    lost('/api/v1/orders?page=2');
    expect(await other).toBe('unavailable');
  });

  it('is no stand-in for what the server answers', async () => {
    await seen('/api/v1/orders', { items: [] });
    const failed = read('/api/v1/orders');
    const problem = { type: '', title: '', status: 500, code: 'internal', detail: '' };
    server.expectOne('/api/v1/orders').flush(problem, { status: 500, statusText: 'x' });
    expect(await failed).toBe('internal');
  });

  it('is nobody else’s, and nobody’s who is not signed in', async () => {
    await seen('/api/v1/orders', { items: [] });
    for (const one of [{ id: 'boris' }, undefined]) {
      user.set(one);
      const answer = read('/api/v1/orders');
      lost('/api/v1/orders');
      expect(await answer).toBe('unavailable');
    }
    user.set({ id: 'anna' });
    const late = read('/api/v1/clients');
    user.set({ id: 'boris' });
    server.expectOne('/api/v1/clients').flush({ items: [] });
    await late;
    expect([...kept.rows.keys()]).toEqual(['anna /api/v1/orders']);
  });

  it.each([403, 404])('goes with an answer of %d', async (status) => {
    await seen('/api/v1/orders/a', { id: 'a' });
    const refused = read('/api/v1/orders/a');
    server.expectOne('/api/v1/orders/a').flush({}, { status, statusText: 'x' });
    await refused;
    expect(kept.rows.size).toBe(0);
  });

  it('does not wait long for a server that has not confirmed the session', async () => {
    await seen('/api/v1/orders', { items: [] });
    accessToken.set(undefined);
    jest.useFakeTimers();
    const answer = read('/api/v1/orders');
    await jest.advanceTimersByTimeAsync(PATIENCE);
    jest.useRealTimers();
    expect(await answer).toEqual({ items: [] });
    expect(server.expectOne('/api/v1/orders').cancelled).toBe(true);
  });

  it('waits for who is to sign in again', async () => {
    await seen('/api/v1/orders', { items: [] });
    accessToken.set(undefined);
    hasLapsed.set(true);
    jest.useFakeTimers();
    const answer = read('/api/v1/orders');
    await jest.advanceTimersByTimeAsync(PATIENCE);
    jest.useRealTimers();
    server.expectOne('/api/v1/orders').flush({ items: [1] });
    expect(await answer).toEqual({ items: [1] });
  });
});
