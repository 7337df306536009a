import { StreamableFile } from '@nestjs/common';
import { isShownInline } from '@verstak/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Readable } from 'node:stream';
import { UNKNOWN_TYPE } from './media-type.js';

/** Bytes that a request asks for. */
export interface Served {
  name: string;
  mediaType: string;
  size: number;
  /** To be shown in the browser, as far as the type is harmless. */
  isInline: boolean;
  /** Another one for other bytes. */
  tag: string;
  /** The bytes from `start` up to but without `end`. */
  read(range?: Range): Readable;
}

/** A file that is made for one answer. */
export interface MadeFile {
  name: string;
  mediaType: string;
  bytes: Buffer | Readable;
}

interface Range {
  start: number;
  end: number;
}

/** Documents that could run something are of no type at all. */
const ACTIVE = /html|\bxml\b|svg|javascript/;

/**
 * Answers with bytes, a part of them where a part is asked for (RFC 9110), or nothing where the caller has them; the caller
 * asks again each time, unless `caching` says otherwise.
 */
export async function serve(
  served: Served,
  request: FastifyRequest,
  reply: FastifyReply,
  caching = 'private, no-cache',
): Promise<StreamableFile | undefined> {
  const { size, tag } = served;
  const etag = `"${tag}"`;
  void reply.headers({
    ...(await headersOf(served)),
    etag,
    'accept-ranges': 'bytes',
    'cache-control': caching,
  });
  if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)) {
    void reply.status(304);
    return undefined;
  }
  const ifRange = request.headers['if-range'];
  const range = ifRange === undefined || ifRange === etag ? rangeOf(request.headers.range, size) : undefined;
  if (range === 'unsatisfiable') {
    void reply.status(416).header('content-range', `bytes */${size}`);
    return undefined;
  }
  if (!range) return new StreamableFile(served.read(), { length: size });
  void reply.status(206).header('content-range', `bytes ${range.start}-${range.end - 1}/${size}`);
  return new StreamableFile(served.read(range), { length: range.end - range.start });
}

/** Answers with a file that is made for this answer alone: whole, to be saved, and kept by nobody on its way. */
export async function serveMade({ name, mediaType, bytes }: MadeFile, reply: FastifyReply): Promise<StreamableFile> {
  const headers = await headersOf({ name, mediaType, isInline: false });
  void reply.headers({ ...headers, 'cache-control': 'no-store' });
  return bytes instanceof Uint8Array ? new StreamableFile(bytes) : new StreamableFile(bytes);
}

/** How a browser is to take it: saved under its name, unless it is a picture or PDF that is to be shown. */
async function headersOf({
  name,
  mediaType,
  isInline,
}: Pick<Served, 'name' | 'mediaType' | 'isInline'>): Promise<Record<string, string>> {
  // Not before it is needed: where it is imported while `@fastify/static` requires it, some loaders see a cycle.
  const { create } = await import('content-disposition');
  const isShown = isInline && isShownInline(mediaType);
  const type = ACTIVE.test(mediaType) ? UNKNOWN_TYPE : mediaType;
  // Browsers show no PDF in a sandbox.
  const sandbox = mediaType === 'application/pdf' ? '' : '; sandbox';
  return {
    'content-type': type === 'text/plain' ? `${type}; charset=utf-8` : type,
    'content-disposition': create(name, { type: isShown ? 'inline' : 'attachment' }),
    'content-security-policy': `default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'${sandbox}`,
    'x-content-type-options': 'nosniff',
  };
}

/** The one range that is asked for; several at once, and what is none, are answered with the whole. */
function rangeOf(header: string | undefined, size: number): Range | 'unsatisfiable' | undefined {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? [];
  if (from === undefined || to === undefined || !(from || to)) return undefined;
  const start = from ? Number(from) : Math.max(0, size - Number(to));
  const end = from && to ? Math.min(Number(to) + 1, size) : size;
  if (from && to && Number(to) < Number(from)) return undefined;
  return start < end ? { start, end } : 'unsatisfiable';
}
