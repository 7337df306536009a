import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, type TestRequest, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { newKey } from '@verstak/domain';
import { firstValueFrom } from 'rxjs';
import { idempotency, problems } from './interceptors';

const ORDER = { clientId: 'c', items: [{ title: 'Кружка' }] };
const problem = (status: number, code: string) => ({ type: 'about:blank', title: code, status, code, detail: code });

describe('the key of a POST', () => {
  let http: HttpClient;
  let server: HttpTestingController;

  beforeEach(() => {
    sessionStorage.clear();
    open();
  });

  /** The page as it is when it was just loaded. */
  function open(): void {
    TestBed.resetTestingModule();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(withInterceptors([problems, idempotency])), provideHttpClientTesting()],
    });
    http = TestBed.inject(HttpClient);
    server = TestBed.inject(HttpTestingController);
  }

  /** Sends, lets the server do what it does, and gives the key that was sent. */
  async function send(body: object, answer: (request: TestRequest) => void, path = 'orders'): Promise<string> {
    const done = firstValueFrom(http.post(`/api/v1/${path}`, body)).catch(() => undefined);
    const request = server.expectOne(`/api/v1/${path}`);
    answer(request);
    await done;
    return request.request.headers.get('Idempotency-Key') ?? '';
  }

  const lose = (request: TestRequest): void => request.error(new ProgressEvent('error'));
  const take = (request: TestRequest): void => request.flush({});
  const refuse =
    (status: number, code: string) =>
    (request: TestRequest): void =>
      request.flush(problem(status, code), { status, statusText: code });

  it('is another one each time', () => {
    expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
    expect(newKey()).not.toBe(newKey());
  });

  it('stays while no answer arrives, and ends with the answer', async () => {
    const first = await send(ORDER, lose);
    expect(await send(ORDER, lose)).toBe(first);
    expect(await send(ORDER, take)).toBe(first);
    expect(await send(ORDER, take)).not.toBe(first);
  });

  it('is a new one as soon as the content changes', async () => {
    const first = await send(ORDER, lose);
    const second = await send({ ...ORDER, note: 'Срочно' }, lose);
    expect(second).not.toBe(first);
    expect(await send({ ...ORDER, note: 'Срочно' }, take)).toBe(second);
  });

  it('outlives answers that say nothing about the request, not a refusal of it', async () => {
    const first = await send(ORDER, lose);
    expect(await send(ORDER, refuse(503, 'unavailable'))).toBe(first);
    expect(await send(ORDER, refuse(500, 'internal'))).toBe(first);
    expect(await send(ORDER, refuse(409, 'idempotency.in_progress'))).toBe(first);
    expect(await send(ORDER, refuse(401, 'auth.required'))).toBe(first);
    expect(await send(ORDER, refuse(403, 'auth.forbidden'))).toBe(first);
    expect(await send(ORDER, take)).not.toBe(first);
  });

  it('belongs to its address', async () => {
    const first = await send(ORDER, lose);
    expect(await send(ORDER, take, 'clients')).not.toBe(first);
    expect(await send(ORDER, take)).toBe(first);
  });

  it('outlives a reload, as what was typed does; a password is not written down', async () => {
    const first = await send(ORDER, lose);
    await send({ login: 'anna', password: 'Тайна-1234' }, lose, 'users');
    expect(JSON.stringify({ ...sessionStorage })).not.toContain('Тайна');
    open();
    expect(await send(ORDER, take)).toBe(first);
    expect(sessionStorage.length).toBe(0);
  });
});
