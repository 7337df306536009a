import { setTimeout as wait } from 'node:timers/promises';

/** Something the person at the keyboard can put right; the message says how. */
export class LoadError extends Error {}

/** What the server refused, by the code of its answer. */
export class Refused extends LoadError {
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

/** Who signs in, and where. */
export interface Account {
  url: string;
  login: string;
  password: string;
}

interface Opened {
  accessToken: string;
  user: { permissions: string[] };
}

interface Request {
  method: string;
  path: string;
  body?: unknown;
  /** Sent as they are, in place of a body. */
  bytes?: Uint8Array<ArrayBuffer>;
  /** Under which a repeated POST is the same POST. */
  key?: string;
}

const TRIES = 8;
const FIRST_WAIT_MS = 200;
const LONGEST_WAIT_MS = 30_000;
const AGAIN = new Set([429, 502, 503, 504]);

/** The public API of a workshop, for somebody signed in; tries again what was refused for the moment. */
export class WorkshopApi {
  private readonly account: Account;
  private session?: Promise<Opened>;

  constructor(account: Account) {
    this.account = account;
  }

  /** The workshop and the account that the environment names. */
  static ofEnvironment(): WorkshopApi {
    const { VERSTAK_URL = 'http://localhost:3000', VERSTAK_USER = 'admin', VERSTAK_PASSWORD } = process.env;
    if (!VERSTAK_PASSWORD) throw new LoadError(`Set VERSTAK_PASSWORD to the password of ${VERSTAK_USER}.`);
    const [url = ''] = VERSTAK_URL.split(',');
    return new WorkshopApi({ url: url.replace(/\/+$/, ''), login: VERSTAK_USER, password: VERSTAK_PASSWORD });
  }

  /** The same workshop for somebody else. */
  as(login: string, password: string): WorkshopApi {
    return new WorkshopApi({ url: this.account.url, login, password });
  }

  /** The same account at another address, where there is one. */
  at(url: string | undefined): WorkshopApi {
    return url ? new WorkshopApi({ ...this.account, url }) : this;
  }

  /** What the account may do. */
  async permissions(): Promise<ReadonlySet<string>> {
    const { user } = await this.signedIn();
    return new Set(user.permissions);
  }

  /** Where it is reached, and a token that opens it now. */
  async door(): Promise<{ url: string; token: string }> {
    return { url: this.account.url, token: (await this.signedIn()).accessToken };
  }

  async get<T>(path: string): Promise<T> {
    return this.call<T>({ method: 'GET', path });
  }

  /** A POST that counts once, however often it has to be tried. */
  async post<T>(path: string, body: unknown, key: string): Promise<T> {
    return this.call<T>({ method: 'POST', path, body, key });
  }

  /** Sends a file, once. */
  async upload<T>(path: string, bytes: Uint8Array, key: string): Promise<T> {
    return this.call<T>({ method: 'POST', path, bytes: Uint8Array.from(bytes), key });
  }

  async put<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>({ method: 'PUT', path, body });
  }

  async patch<T>(path: string, body: unknown): Promise<T> {
    return this.call<T>({ method: 'PATCH', path, body });
  }

  async remove(path: string): Promise<void> {
    await this.call({ method: 'DELETE', path });
  }

  /** An answer that is a text and no JSON. */
  async text(path: string): Promise<string> {
    return (await this.answer({ method: 'GET', path })).text();
  }

  private async call<T>(request: Request): Promise<T> {
    const response = await this.answer(request);
    return (response.status === 204 ? undefined : await response.json()) as T;
  }

  private async answer(request: Request): Promise<Response> {
    let response = await this.send(request, (await this.signedIn()).accessToken);
    if (response.status === 401) {
      // The access token is over: a load takes longer than one lasts.
      this.session = undefined;
      response = await this.send(request, (await this.signedIn()).accessToken);
    }
    if (response.ok) return response;
    const { detail, code } = await problemOf(response);
    throw new Refused(`${request.method} ${request.path}: ${response.status} ${detail}`, code);
  }

  private signedIn(): Promise<Opened> {
    this.session ??= this.signIn();
    return this.session;
  }

  private async signIn(): Promise<Opened> {
    const { login, password, url } = this.account;
    const response = await this.send({ method: 'POST', path: '/auth/sign-in', body: { login, password } });
    if (response.ok) return (await response.json()) as Opened;
    if (response.status === 401 || response.status === 400) {
      throw new LoadError(`${url} does not know this login and password; set VERSTAK_USER and VERSTAK_PASSWORD.`);
    }
    throw new LoadError(`Cannot sign in at ${url}: ${response.status} ${(await problemOf(response)).detail}`);
  }

  /** The answer, after as many tries as it takes for one that is not "later". */
  private async send(request: Request, token?: string): Promise<Response> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await this.once(request, token).catch((error: unknown) => {
        if (attempt < TRIES && token) return undefined;
        throw this.unreachable(error);
      });
      if (response && (attempt === TRIES || !(await isForTheMoment(response)))) return response;
      await wait(waitMs(response, attempt));
    }
  }

  private async once({ method, path, body, bytes, key }: Request, token?: string): Promise<Response> {
    return fetch(`${this.account.url}/api/v1${path}`, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(bytes ? { 'content-type': 'application/octet-stream' } : {}),
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(key ? { 'idempotency-key': key } : {}),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(bytes ? { body: bytes } : {}),
    });
  }

  private unreachable(error: unknown): LoadError {
    const { cause, message } = error as Error & { cause?: { code?: string; message?: string } };
    const why = cause?.code ?? cause?.message ?? message;
    return new LoadError(
      `${this.account.url} does not answer (${why}); is the product running? Set VERSTAK_URL to its address.`,
    );
  }
}

async function isForTheMoment(response: Response): Promise<boolean> {
  if (AGAIN.has(response.status)) return true;
  if (response.status !== 409) return false;
  const { code } = (await response.clone().json()) as { code?: string };
  return code === 'idempotency.in_progress' || code === 'conflict.version';
}

/** What the server asks for, else twice as long each time, with some chance so that not all come back at once. */
function waitMs(response: Response | undefined, attempt: number): number {
  const asked = Number(response?.headers.get('retry-after') ?? 0) * 1_000;
  const own = FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.75 + Math.random() / 2);
  return Math.min(LONGEST_WAIT_MS, Math.max(asked, own));
}

async function problemOf(response: Response): Promise<{ detail: string; code: string }> {
  const text = await response.text();
  try {
    const { detail = text, code = '' } = JSON.parse(text) as { detail?: string; code?: string };
    return { detail, code };
  } catch {
    return { detail: text.slice(0, 200), code: '' };
  }
}

/** Runs a program; what the person at the keyboard can put right is told in one line. */
export async function run(program: () => Promise<void>): Promise<void> {
  try {
    await program();
  } catch (error) {
    process.stderr.write(
      error instanceof LoadError ? `${error.message}\n` : `${(error as Error).stack ?? String(error)}\n`,
    );
    process.exitCode = 1;
  }
}
