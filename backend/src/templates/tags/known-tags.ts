import type { TemplateKind } from '@verstak/domain';
import { ORDER_TAGS, ORDER_TEXTS, type OrderSource } from './order-tags.js';
import { PART_TAGS, type PartSource } from './part-tags.js';
import { known, under, within, type KnownTag, type Tag } from './tag.js';
import { WORKSHOP_TAGS } from './workshop-tags.js';

/** What a document of a part is made of: the part, and its order where the caller may read that. */
export interface PartDocument extends PartSource {
  of?: OrderSource | undefined;
}

/** The tags of documents of orders. */
export const ORDER_DOCUMENT: readonly Tag<OrderSource>[] = [...WORKSHOP_TAGS, ...ORDER_TAGS];

/** The tags of documents of parts. */
export const PART_DOCUMENT: readonly Tag<PartDocument>[] = [
  ...WORKSHOP_TAGS,
  ...under<PartSource, PartDocument>('part', PART_TAGS, (source) => source),
  ...ORDER_TEXTS.map((tag): Tag<PartDocument> => ({
    ...within(tag, ({ of }) => of),
    readBy: tag.readBy ?? 'orders:read',
  })),
];

/** The rows of the template's own table; their tags are its headings. */
const TABLE: KnownTag = {
  name: 'table',
  type: 'list',
  title: {
    ru: 'Строки таблицы Excel, метки внутри — заголовки столбцов',
    en: 'Rows of the Excel table, whose tags are its headings',
  },
};

const KNOWN: Record<TemplateKind, readonly KnownTag[]> = {
  order: [...known(ORDER_DOCUMENT), TABLE],
  part: [...known(PART_DOCUMENT), TABLE],
};

/** All tags that templates of a kind may have, those within lists after their list. */
export function knownTags(kind: TemplateKind): readonly KnownTag[] {
  return KNOWN[kind];
}
