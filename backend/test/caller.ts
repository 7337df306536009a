import type { Problem } from '@verstak/domain';

/** What came back: the body as JSON where it is JSON. */
export interface Answer<T> {
  status: number;
  body: T;
  headers: Headers;
  text: string;
}

type Any = Record<string, unknown>;
type Headings = Record<string, string>;

/** Makes requests to the API; without a token, as nobody. */
export class Caller {
  constructor(
    readonly url: string,
    protected readonly token?: string,
  ) {}

  get<T = Any>(path: string, headers?: Headings): Promise<Answer<T>> {
    return this.send('GET', path, undefined, headers);
  }

  post<T = Any>(path: string, body?: unknown, headers?: Headings): Promise<Answer<T>> {
    return this.send('POST', path, body, headers);
  }

  patch<T = Any>(path: string, body: unknown, headers?: Headings): Promise<Answer<T>> {
    return this.send('PATCH', path, body, headers);
  }

  delete<T = Any>(path: string): Promise<Answer<T>> {
    return this.send('DELETE', path);
  }

  /** One request; paths that do not begin with `/api/` are below `/api/v1`. Texts and bytes are sent as they are. */
  async send<T = Any>(method: string, path: string, body?: unknown, headers: Headings = {}): Promise<Answer<T>> {
    const response = await fetch(this.url + (path.startsWith('/api/') ? path : `/api/v1${path}`), {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isSentAsItIs(body) ? body : JSON.stringify(body) }),
      redirect: 'manual',
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      body: (isJson && text ? JSON.parse(text) : undefined) as T,
      headers: response.headers,
      text,
    };
  }

  /** Opens a session, which must succeed. */
  async signIn(login: string, password: string): Promise<Session> {
    const answer = await this.post<SessionBody>('/auth/sign-in', { login, password });
    if (answer.status !== 200) throw new Error(`Sign-in of ${login}: ${answer.text}`);
    return new Session(this.url, answer.body, cookieOf(answer.headers));
  }
}

function isSentAsItIs(body: unknown): body is string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' || body instanceof Uint8Array;
}

interface SessionBody {
  accessToken: string;
  user: {
    id: string;
    name: string;
    login: string;
    roleId: string;
    permissions: string[];
    supplierId?: string;
    mustChangePassword: boolean;
  };
}

/** Somebody signed in. */
export class Session extends Caller {
  constructor(
    url: string,
    readonly body: SessionBody,
    /** The refresh cookie, `name=value`. */
    readonly cookie: string,
  ) {
    super(url, body.accessToken);
  }

  get accessToken(): string {
    return this.body.accessToken;
  }

  get id(): string {
    return this.body.user.id;
  }

  get name(): string {
    return this.body.user.name;
  }

  /** At whose desk they sit. */
  get supplierId(): string {
    return this.body.user.supplierId ?? '';
  }

  get login(): string {
    return this.body.user.login;
  }
}

/** The first cookie an answer sets, as a browser sends it back. */
export function cookieOf(headers: Headers): string {
  return headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

/** A refusal as it is compared in tests. */
export function refusal(answer: Answer<unknown>): Problem {
  if (!answer.headers.get('content-type')?.startsWith('application/problem+json')) {
    throw new Error(`${answer.status} is no problem+json: ${answer.text.slice(0, 300)}`);
  }
  return answer.body as Problem;
}
