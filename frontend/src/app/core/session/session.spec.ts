import { HttpClient, provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, type TestRequest, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { type Observable, firstValueFrom } from 'rxjs';
import { ApiProblem } from '../http/api-problem';
import { authentication, idempotency, problems } from '../http/interceptors';
import { PATIENCE, Session } from './session';
import { KeptAnswers } from '../last-seen/kept-answers';
import { ShopDoor } from './shop-door';
import { SessionChannel, type SessionNews } from './session-channel';

const USER = {
  id: '1',
  login: 'anna',
  name: 'Анна',
  roleId: '2',
  roleName: 'Менеджер',
  roleKey: 'manager',
  mustChangePassword: false,
};
const tokens = (accessToken: string) => ({
  accessToken,
  expiresInSeconds: 600,
  user: { ...USER, permissions: ['orders:read'] },
});
const refused = (code: string) => ({ type: 'about:blank', title: code, status: 401, code, detail: code });
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** What other tabs would hear and say. */
class OtherTabs {
  readonly heard: string[] = [];
  readonly reactions = new Map<SessionNews, () => void>();
  on(news: SessionNews, react: () => void): void {
    this.reactions.set(news, react);
  }
  tell(news: SessionNews): void {
    this.heard.push(news);
  }
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    return work();
  }
}

describe('a session', () => {
  let session: Session;
  let http: HttpClient;
  let server: HttpTestingController;
  let tabs: OtherTabs;
  /** How often what was kept of what was seen was forgotten. */
  let cleared = 0;
  /** How often the shop was opened. */
  let opened = 0;

  beforeEach(() => {
    localStorage.clear();
    configure();
  });

  function configure(): void {
    tabs = new OtherTabs();
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([problems, idempotency, authentication])),
        provideHttpClientTesting(),
        { provide: SessionChannel, useValue: tabs },
        { provide: ShopDoor, useValue: { open: () => (opened += 1) } },
        { provide: KeptAnswers, useValue: { clear: async () => void (cleared += 1) } },
      ],
    });
    session = TestBed.inject(Session);
    http = TestBed.inject(HttpClient);
    server = TestBed.inject(HttpTestingController);
  }

  afterEach(() => server.verify());

  const expire = (request: TestRequest): void =>
    request.flush(refused('auth.required'), { status: 401, statusText: 'Unauthorized' });

  async function signIn(token = 'first', person: object = {}): Promise<void> {
    const done = session.signIn('anna', 'secret');
    const view = tokens(token);
    server.expectOne('/api/v1/auth/sign-in').flush({ ...view, user: { ...view.user, ...person } });
    await done;
  }

  async function leave(): Promise<void> {
    const left = session.signOut();
    server.expectOne('/api/v1/auth/sign-out').flush(null);
    await left;
  }

  const caught = (answer: Observable<unknown>): Promise<unknown> =>
    firstValueFrom(answer).catch((error: unknown) => error);

  it('is renewed once for all requests that met a 401 together, and each is repeated with the new token', async () => {
    await signIn();
    const answers = Promise.all(['a', 'b', 'c'].map((name) => firstValueFrom(http.get(`/api/v1/${name}`))));
    ['a', 'b', 'c'].forEach((name) => expire(server.expectOne(`/api/v1/${name}`)));
    server.expectOne('/api/v1/auth/refresh').flush(tokens('second'));
    await settle();
    for (const name of ['a', 'b', 'c']) {
      const repeated = server.expectOne(`/api/v1/${name}`);
      expect(repeated.request.headers.get('Authorization')).toBe('Bearer second');
      repeated.flush({ name });
    }
    expect(await answers).toEqual([{ name: 'a' }, { name: 'b' }, { name: 'c' }]);
  });

  it('is not renewed again for a request whose token was replaced while it was on its way', async () => {
    await signIn();
    const late = firstValueFrom(http.get('/api/v1/late'));
    const inFlight = server.expectOne('/api/v1/late');
    const renewed = session.renew('first');
    server.expectOne('/api/v1/auth/refresh').flush(tokens('second'));
    await renewed;
    expire(inFlight);
    await settle();
    server.expectOne('/api/v1/late').flush({});
    await late;
  });

  it('begins anew only when a renewal under way has been answered, so that its refusal cannot end the new one', async () => {
    const resuming = session.resume();
    const signingIn = session.signIn('anna', 'secret');
    await settle();
    server.expectNone('/api/v1/auth/sign-in');
    expire(server.expectOne('/api/v1/auth/refresh'));
    await resuming;
    await settle();
    server.expectOne('/api/v1/auth/sign-in').flush(tokens('first'));
    await signingIn;
    expect(session.isSignedIn()).toBe(true);
  });

  it('keeps the idempotency key when a POST is repeated', async () => {
    await signIn();
    const made = firstValueFrom(http.post('/api/v1/orders', {}));
    const first = server.expectOne('/api/v1/orders');
    const key = first.request.headers.get('Idempotency-Key');
    expire(first);
    server.expectOne('/api/v1/auth/refresh').flush(tokens('second'));
    await settle();
    const repeated = server.expectOne('/api/v1/orders');
    expect(key).toBeTruthy();
    expect(repeated.request.headers.get('Idempotency-Key')).toBe(key);
    repeated.flush({});
    await made;
  });

  it('lapses where the refresh is refused; what was sent waits, and is sent once more when the person is back', async () => {
    await signIn();
    const made = firstValueFrom(http.post('/api/v1/orders', {}));
    const first = server.expectOne('/api/v1/orders');
    expire(first);
    expire(server.expectOne('/api/v1/auth/refresh'));
    await settle();
    expect([session.isSignedIn(), session.hasLapsed()]).toEqual([false, true]);
    await signIn('second');
    await settle();
    const repeated = server.expectOne('/api/v1/orders');
    expect(repeated.request.headers.get('Authorization')).toBe('Bearer second');
    expect(repeated.request.headers.get('Idempotency-Key')).toBe(first.request.headers.get('Idempotency-Key'));
    repeated.flush({ number: 1 });
    expect(await made).toEqual({ number: 1 });
  });

  it('that lapsed does nothing in the name of somebody else, nor after they left: the caller learns why', async () => {
    for (const end of [() => signIn('other', { id: 'another' }), () => leave()]) {
      await signIn();
      tabs.reactions.get('sign-out')?.();
      const answer = caught(http.post('/api/v1/orders', {}));
      expire(server.expectOne('/api/v1/orders'));
      await settle();
      await end();
      expect(await answer).toMatchObject({ name: 'ApiProblem', code: 'auth.required' });
    }
  });

  it('outlives a refresh that the network lost', async () => {
    await signIn();
    const renewed = session.renew('first');
    server.expectOne('/api/v1/auth/refresh').error(new ProgressEvent('error'));
    expect(await renewed).toBeUndefined();
    expect(session.isSignedIn()).toBe(true);
  });

  it('ends in all tabs together', async () => {
    await signIn();
    await leave();
    expect(tabs.heard).toEqual(['sign-in', 'sign-out']);
    expect(session.hasLapsed()).toBe(false);
    await signIn();
    tabs.reactions.get('sign-out')?.();
    expect(session.isSignedIn()).toBe(false);
    expect(session.hasLapsed()).toBe(true);
  });

  it('that lapsed keeps who was at work and what they may, asks nothing more, and goes on when they sign in', async () => {
    await signIn();
    tabs.reactions.get('sign-out')?.();
    expect([session.isSignedIn(), session.user()?.name, session.can('orders:read')]).toEqual([false, 'Анна', true]);
    expect(session.accessToken()).toBeUndefined();
    const answer = firstValueFrom(http.get('/api/v1/a'));
    expire(server.expectOne('/api/v1/a'));
    await settle();
    server.expectNone('/api/v1/auth/refresh');
    await signIn();
    expect([session.isSignedIn(), session.hasLapsed()]).toEqual([true, false]);
    await settle();
    server.expectOne('/api/v1/a').flush({ name: 'a' });
    expect(await answer).toEqual({ name: 'a' });
  });

  it('that lapsed goes on when somebody signs in in another tab', async () => {
    await signIn();
    tabs.reactions.get('sign-out')?.();
    tabs.reactions.get('sign-in')?.();
    server.expectOne('/api/v1/auth/refresh').flush(tokens('second'));
    await settle();
    expect([session.isSignedIn(), session.accessToken()]).toEqual([true, 'second']);
  });

  describe('at a start without the server', () => {
    const lost = (url: string): void => server.expectOne(url).error(new ProgressEvent('error'));
    /** A page that is opened anew in the same browser. */
    function openAnew(): void {
      TestBed.resetTestingModule();
      configure();
    }

    it('is that of who was signed in last, until the server says otherwise', async () => {
      await signIn();
      openAnew();
      const resumed = session.resume();
      lost('/api/v1/auth/refresh');
      await resumed;
      expect([session.user()?.name, session.can('orders:read'), session.accessToken()]).toEqual([
        'Анна',
        true,
        undefined,
      ]);
      void session.renew(undefined);
      expire(server.expectOne('/api/v1/auth/refresh'));
      await settle();
      expect([session.isSignedIn(), session.hasLapsed()]).toEqual([false, true]);
      openAnew();
      const again = session.resume();
      lost('/api/v1/auth/refresh');
      await again;
      expect(session.isSignedIn()).toBe(false);
    });

    it('keeps what was seen for the same person with the same rights alone, and until the end of the session', async () => {
      await signIn();
      openAnew();
      const renew = async (answer: (request: TestRequest) => void): Promise<void> => {
        void session.renew(session.accessToken());
        answer(server.expectOne('/api/v1/auth/refresh'));
        await settle();
      };
      const of = (user: object) => (request: TestRequest) =>
        request.flush({ ...tokens('next'), user: { ...tokens('next').user, ...user } });
      cleared = 0;
      await renew(of({}));
      expect(cleared).toBe(0);
      await renew(of({ permissions: [] }));
      expect(cleared).toBe(1);
      await renew(of({ id: 'another' }));
      expect(cleared).toBe(2);
      await renew(expire);
      expect(cleared).toBe(3);
    });

    it('does not wait long for a server that does not answer', async () => {
      await signIn();
      openAnew();
      jest.useFakeTimers();
      const resumed = session.resume();
      await jest.advanceTimersByTimeAsync(PATIENCE);
      jest.useRealTimers();
      await resumed;
      expect(session.user()?.name).toBe('Анна');
      server.expectOne('/api/v1/auth/refresh').flush(tokens('late'));
      await settle();
      expect(session.accessToken()).toBe('late');
    });

    it('is nobody’s who has signed out, and the server learns of that at the next start', async () => {
      await signIn();
      const left = session.signOut();
      lost('/api/v1/auth/sign-out');
      await left;
      openAnew();
      const resumed = session.resume();
      server.expectOne('/api/v1/auth/sign-out').flush(null);
      await resumed;
      expect(session.isSignedIn()).toBe(false);
      openAnew();
      const again = session.resume();
      expire(server.expectOne('/api/v1/auth/refresh'));
      await again;
    });
  });

  it('is not a customer’s, who is led to the shop, and takes nobody from work whose cookie became one’s', async () => {
    const customer = { id: '9', permissions: ['shop:account'] };
    await signIn('first', customer);
    expect([session.isSignedIn(), session.hasLapsed(), opened]).toEqual([false, false, 1]);
    await signIn();
    void session.renew('first');
    const view = tokens('second');
    server.expectOne('/api/v1/auth/refresh').flush({ ...view, user: { ...view.user, ...customer } });
    await settle();
    expect([session.hasLapsed(), session.user()?.name, opened]).toEqual([true, 'Анна', 1]);
  });

  it('tells what the role may do', async () => {
    expect(session.can('orders:read')).toBe(false);
    await signIn();
    expect(session.can('orders:read')).toBe(true);
    expect(session.can('users:write')).toBe(false);
    expect([session.may(['read', 'Order']), session.may(['change', 'Order'])]).toEqual([true, false]);
    expect(session.may(['work', 'Part'])).toBe(false);
  });

  it('gives every refusal as a typed problem, also where the answer is none of ours', async () => {
    const answer = caught(http.get('/elsewhere'));
    server.expectOne('/elsewhere').flush('<html>', { status: 502, statusText: 'Bad Gateway' });
    const problem = await answer;
    expect(problem).toBeInstanceOf(ApiProblem);
    expect(problem).toMatchObject({ code: 'unavailable' });
  });
});
