import type { FetchFault, OneDriveFault } from '@verstak/domain';
import { Failure } from '../failure/failure.js';
import { NotFetched, type Exchanged } from '../web/request.js';
import { ComeAgain } from './repeats.js';

const DETAILS: Record<OneDriveFault, string> = {
  'onedrive.not_set_up': 'OneDrive is not set up: set the four MS_… variables and start again.',
  'onedrive.tenant': 'Microsoft knows no such tenant; correct MS_TENANT_ID.',
  'onedrive.client': 'The tenant has no such application; correct MS_CLIENT_ID.',
  'onedrive.secret': 'The client secret is wrong; put its value, not its id, into MS_CLIENT_SECRET.',
  'onedrive.secret_expired': 'The client secret has expired; make another one and put it into MS_CLIENT_SECRET.',
  'onedrive.unauthorised': 'Microsoft does not let the application sign in.',
  'onedrive.forbidden':
    'The application needs the permission Files.ReadWrite.All with the consent of an administrator.',
  'onedrive.no_drive': 'There is no such user, or the user has no OneDrive yet; correct MS_ONEDRIVE_USER_ID.',
  'onedrive.missing': 'There is no such file or folder in OneDrive.',
  'onedrive.too_large': 'The file is larger than is read here.',
  'onedrive.name_taken': 'There is another file of this name in the folder.',
  'onedrive.locked': 'Somebody has the file open; close it and try again.',
  'onedrive.full': 'There is no room left in the OneDrive.',
  'onedrive.throttled': 'Microsoft is busy or wants to be asked less; try again later.',
  'onedrive.unreachable': 'There is no connection to Microsoft; check the network of the server and MS_GRAPH_URL.',
  'onedrive.silent': 'Microsoft does not answer in time; try again later.',
  'onedrive.private_network': 'Microsoft leads to an address of a private network, which is not followed.',
  'onedrive.interrupted': 'The upload was broken off and cannot be resumed; look whether the file is there.',
  'onedrive.refused': 'Microsoft refuses it.',
};

/** What else is known of a failure. */
export interface FailureParams {
  /** What Microsoft said, at most 300 characters. */
  answer?: string | undefined;
  /** Seconds until it wants to be asked again. */
  seconds?: number | undefined;
  /** The file or folder. */
  name?: string | undefined;
  /** Bytes. */
  size?: number;
  most?: number;
}

/** A refusal that has to do with OneDrive: what to do, and what Microsoft said. */
export function oneDriveFailure(fault: OneDriveFault, { answer, ...params }: FailureParams = {}): Failure {
  const said = answer ? ` It says: ${answer}` : '';
  return new Failure(fault, { detail: DETAILS[fault] + said, params: { answer: answer ?? '', ...params } });
}

/** Longest piece of an answer that is told. */
const MOST = 300;

/** The body of an answer as JSON; `undefined` where it is none. */
export function jsonOf({ bytes }: Pick<Exchanged, 'bytes'>): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown;
  } catch {
    // Proxies and overloaded servers answer with pages.
    return undefined;
  }
}

/** What an answer says of itself, in one line and without what must not be told. */
export function told(said: unknown, secrets: readonly string[]): string {
  const text = typeof said === 'string' ? said : '';
  const line = text.replace(/\s+/g, ' ').trim();
  return secrets.reduce((rest, secret) => (secret ? rest.replaceAll(secret, '…') : rest), line).slice(0, MOST);
}

/** Statuses by which a server says that it did nothing. */
const UNDONE = new Set([429, 503]);
const BUSY = new Set([408, 429, 500, 502, 503, 504, 509]);

const BY_STATUS: Record<number, OneDriveFault> = {
  401: 'onedrive.unauthorised',
  403: 'onedrive.forbidden',
  409: 'onedrive.name_taken',
  412: 'onedrive.locked',
  413: 'onedrive.too_large',
  423: 'onedrive.locked',
  507: 'onedrive.full',
};

/** What an answer of Graph that is no good one means; `ComeAgain` where it may be another a little later. */
export function graphFailure(answer: Exchanged, secrets: readonly string[]): Failure | ComeAgain {
  const { status } = answer;
  const { error } = (jsonOf(answer) ?? {}) as { error?: { code?: unknown; message?: unknown } };
  const said = told(error?.message, secrets) || `HTTP ${status}`;
  if (BUSY.has(status)) return busy(answer, said);
  const code = String(error?.code);
  if (status === 404)
    return oneDriveFailure(/^itemNotFound$/i.test(code) ? 'onedrive.missing' : 'onedrive.no_drive', { answer: said });
  const isFull = /quotaLimitReached|insufficientStorage/i.test(code);
  return oneDriveFailure(isFull ? 'onedrive.full' : (BY_STATUS[status] ?? 'onedrive.refused'), { answer: said });
}

/** A server that is overloaded, or was asked too often. */
export function busy(
  { status, retryAfter: afterMs }: Pick<Exchanged, 'status' | 'retryAfter'>,
  answer: string,
): ComeAgain {
  const seconds = afterMs === undefined ? undefined : Math.ceil(afterMs / 1_000);
  return new ComeAgain(oneDriveFailure('onedrive.throttled', { answer, seconds }), {
    afterMs,
    isUndone: UNDONE.has(status),
  });
}

const BY_FETCH: Partial<Record<FetchFault, OneDriveFault>> = {
  silent: 'onedrive.silent',
  private_network: 'onedrive.private_network',
  too_large: 'onedrive.too_large',
};

/** What it means that a server was not reached. A caller who ended it is told so, as by `AbortSignal`. */
export function unreached(error: unknown, signal: AbortSignal | undefined): unknown {
  if (signal?.aborted) return signal.reason;
  if (!(error instanceof NotFetched)) return error;
  const { fault, status = 0, retryAfter } = error;
  if (fault === 'status' && BUSY.has(status)) return busy({ status, retryAfter }, `HTTP ${status}`);
  const failure = oneDriveFailure(BY_FETCH[fault] ?? 'onedrive.unreachable', { answer: fault });
  return ['private_network', 'too_large', 'certificate'].includes(fault) ? failure : new ComeAgain(failure);
}
