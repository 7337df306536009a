import type { Permission } from '@verstak/domain';
import { serialize } from '../fields/serializer.js';
import type { Answer } from './answers.js';
import type { Page } from './paging.js';

/** A page as its bytes on the wire. */
export class WrittenPage {
  readonly bytes: Buffer;

  constructor(
    readonly answer: Answer,
    readonly permissions: ReadonlySet<Permission>,
    { items, total, page, pageSize }: Page<object>,
  ) {
    const written = items.map((item) => serialize(answer.type, item, permissions));
    this.bytes = Buffer.from(JSON.stringify({ items: written, total, page, pageSize }));
  }
}

const written = new WeakMap<Page<object>, WrittenPage[]>();

/** The page as these permissions may read it; one that several callers share is written once for all of a kind. */
export function writePage(page: Page<object>, answer: Answer, permissions: ReadonlySet<Permission>): WrittenPage {
  const known = written.get(page) ?? [];
  let found = known.find((one) => one.answer === answer && one.permissions === permissions);
  if (!found) {
    found = new WrittenPage(answer, permissions, page);
    written.set(page, [...known, found]);
  }
  return found;
}

/** Gives Fastify an answer's bytes or text. */
export function replyText(payload: unknown): string | Buffer {
  return payload instanceof WrittenPage ? payload.bytes : JSON.stringify(payload);
}
