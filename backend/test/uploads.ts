import { connect, type Socket } from 'node:net';
import type { Answer, Caller, Session } from './caller.js';
import { until } from './until.js';

/** A file as the API answers. */
export interface FileBody {
  id: string;
  version: number;
  name: string;
  subject: string;
  subjectId: string;
  itemId?: string;
  partId?: string;
  stageId?: string;
  size: number;
  mediaType: string;
  sha256: string;
  hasPreview: boolean;
  width?: number;
  height?: number;
  uploaderName: string;
  removedAt?: string;
  removedBy?: string;
}

/** Where a file goes, and under which name. */
export interface Where {
  subject: string;
  subjectId: string;
  itemId?: string;
  partId?: string;
  stageId?: string;
  name?: string;
}

export const BYTES = { 'content-type': 'application/octet-stream' };

/** The address that a file is sent to. */
export function uploadPath({ name = 'файл.txt', ...where }: Where): string {
  return `/files?${new URLSearchParams({ ...where, name })}`;
}

/** Sends bytes as a file. */
export function upload<T = FileBody>(
  by: Caller,
  where: Where,
  bytes: string | Uint8Array,
  headers: Record<string, string> = {},
): Promise<Answer<T>> {
  const body = typeof bytes === 'string' ? bytes : Uint8Array.from(bytes);
  return by.send<T>('POST', uploadPath(where), body, { ...BYTES, ...headers });
}

/** Adds a file, which must succeed. */
export async function addFile(by: Caller, where: Where, bytes: string | Uint8Array = 'текст'): Promise<FileBody> {
  const answer = await upload(by, where, bytes);
  if (answer.status !== 201) throw new Error(`No file: ${answer.status} ${answer.text}`);
  return answer.body;
}

/** Fetches bytes. */
export async function fetchBytes(
  by: Session,
  path: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; bytes: Buffer }> {
  const answer = await fetch(`${by.url}/api/v1${path}`, {
    headers: { authorization: `Bearer ${by.accessToken}`, ...headers },
  });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
}

/** Begins an upload over a bare connection, and sends no more than this of it. */
export function beginUpload(by: Session, where: Where, announced: number, sent: string | Uint8Array): Socket {
  const { hostname, port } = new URL(by.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => undefined);
  socket.write(
    [
      `POST /api/v1${uploadPath(where)} HTTP/1.1`,
      `Host: ${hostname}`,
      `Authorization: Bearer ${by.accessToken}`,
      `Content-Type: ${BYTES['content-type']}`,
      `Content-Length: ${announced}`,
      '',
      '',
    ].join('\r\n'),
  );
  socket.write(sent);
  return socket;
}

/** Sends a table of clients to be imported; its id, once it has been read. */
export async function importTable(by: Caller): Promise<string> {
  const sent = await by.send<{ id: string }>('POST', '/imports?kind=clients&name=a.csv', 'Компания\nА', BYTES);
  const { id } = sent.body;
  await until(async () => (await by.get<{ state: string }>(`/imports/${id}`)).body.state === 'ready');
  return id;
}
