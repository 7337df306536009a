import type { Permission, TagType } from '@verstak/domain';
import type { ExportLanguage } from '../../platform/exports/table.js';
import type { PaperPicture } from '../../platform/exports/pdf-pages.js';
import { fieldsOf, type Class } from '../../platform/fields/index.js';
import type { Printing } from '../../workshop/writing.js';
import type { DocxData, DocxPicture } from '../word/render-docx.js';

/** What tags are written by: language, workshop and day, and who makes the document. */
export interface Making extends Printing {
  /** `YYYY-MM-DD` in the workshop. */
  today: string;
  authorName: string;
  /** For how many days an offer made today holds. */
  validDays: number;
}

/** A picture as it is to stand: no wider and no higher than so many pixels of 1/96 inch. */
export interface PlacedPicture extends PaperPicture {
  side: number;
  alt?: string | undefined;
}

type Awaitable<T> = T | Promise<T>;

/** What is said of a tag, whatever it is filled from. */
interface Said {
  name: string;
  title: Record<ExportLanguage, string>;
  /** Without this permission it is left empty. */
  readBy?: Permission | undefined;
}

/** A tag of templates: what it means, and what it stands for; `undefined` leaves it empty. */
export type Tag<S> = Said &
  (
    | { type: 'text'; value: (source: S, making: Making) => Awaitable<string | undefined> }
    | { type: 'picture'; value: (source: S, making: Making) => Awaitable<PlacedPicture | undefined> }
    | { type: 'list'; rows: (source: S, making: Making) => Promise<ListRows>; tags: () => readonly Said[] }
  );

/** The rows of a list, each with how one of its tags is filled. */
export interface ListRows {
  count: number;
  fill: (index: number, used: ReadonlySet<string>) => Promise<DocxData>;
}

/** A tag as it is told of: in which list it stands, if in one. */
export interface KnownTag {
  name: string;
  type: TagType;
  title: Record<ExportLanguage, string>;
  readBy?: Permission | undefined;
  list?: string;
}

type Title = readonly [ru: string, en: string];

const both = ([ru, en]: Title): Record<ExportLanguage, string> => ({ ru, en });

/** A tag of words. */
export function text<S>(
  name: string,
  title: Title,
  value: (source: S, making: Making) => Awaitable<string | undefined>,
  readBy?: Permission,
): Tag<S> {
  return { type: 'text', name, title: both(title), value, readBy };
}

/** A tag of a picture. */
export function picture<S>(
  name: string,
  title: Title,
  value: (source: S, making: Making) => Awaitable<PlacedPicture | undefined>,
  readBy?: Permission,
): Tag<S> {
  return { type: 'picture', name, title: both(title), value, readBy };
}

/** A tag of a list: what lies between its ends is repeated for each of these, by the tags of their own. */
export function list<S, M>(
  name: string,
  title: Title,
  members: (source: S, making: Making) => Awaitable<readonly M[]>,
  tags: () => readonly Tag<M>[],
  readBy?: Permission,
): Tag<S> {
  const rows = async (source: S, making: Making): Promise<ListRows> => {
    const found = await members(source, making);
    return { count: found.length, fill: (index, used) => filled(tags(), found[index] as M, used, making) };
  };
  return { type: 'list', name, title: both(title), rows, tags, readBy };
}

const NO_ROWS: ListRows = { count: 0, fill: () => Promise.resolve({}) };

/** The same tag for what has such a thing; where it has none, the tag is left empty. */
export function within<S, O>(tag: Tag<S>, of: (source: O) => S | undefined): Tag<O> {
  if (tag.type === 'text')
    return { ...tag, value: (source, making) => from(of(source), (one) => tag.value(one, making)) };
  if (tag.type === 'picture')
    return { ...tag, value: (source, making) => from(of(source), (one) => tag.value(one, making)) };
  return {
    ...tag,
    rows: (source, making) => from(of(source), (one) => tag.rows(one, making)) ?? Promise.resolve(NO_ROWS),
  };
}

/** The same tags for what has such a thing, under the name of that: `order.number`; lists keep their names. */
export function under<S, O>(prefix: string, tags: readonly Tag<S>[], of: (source: O) => S | undefined): Tag<O>[] {
  return tags.map((tag) => {
    const name = tag.type === 'list' ? tag.name : `${prefix}.${tag.name}`;
    return { ...within(tag, of), name };
  });
}

function from<S, T>(source: S | undefined, value: (source: S) => T): T | undefined {
  return source === undefined ? undefined : value(source);
}

/** The permission that a field is read by, as it is declared. */
export function readerOf(type: Class, field: string): Permission | undefined {
  const declared = fieldsOf(type).find(({ name }) => name === field);
  if (!declared) throw new Error(`${type.name} has no field ${field}`);
  const [needed, ...others] = declared.readBy ?? [];
  if (others.length) throw new Error(`${type.name}.${field} takes several permissions, of which a tag tells one`);
  return needed;
}

/** What the tags stand for that a template has; of others nothing is read. */
export async function filled<S>(
  tags: readonly Tag<S>[],
  source: S,
  used: ReadonlySet<string>,
  making: Making,
): Promise<DocxData> {
  const data: DocxData = {};
  for (const tag of tags) {
    if (!used.has(tag.name)) continue;
    if (tag.type === 'text') data[tag.name] = await tag.value(source, making);
    else if (tag.type === 'picture') data[tag.name] = placed(await tag.value(source, making));
    else {
      const { count, fill } = await tag.rows(source, making);
      const rows: DocxData[] = [];
      for (let index = 0; index < count; index += 1) rows.push(await fill(index, used));
      data[tag.name] = rows;
    }
  }
  return data;
}

function placed(picture: PlacedPicture | undefined): DocxPicture | undefined {
  if (!picture) return undefined;
  const { bytes, width, height, side, alt } = picture;
  const scale = side / Math.max(width, height);
  return {
    _type: 'image',
    source: new Uint8Array(bytes),
    format: 'image/png',
    width: Math.round(width * scale),
    height: Math.round(height * scale),
    ...(alt ? { altText: alt } : {}),
  };
}

/** All tags as they are told of, those within lists after their list. */
export function known(tags: readonly Said[], within?: string, above: readonly string[] = []): KnownTag[] {
  return tags.flatMap((said) => {
    const { type, name, title, readBy, ...rest } = said as Tag<never>; // made by the functions above alone
    const own: KnownTag = { name, type, title, readBy, ...(within ? { list: within } : {}) };
    if (!('tags' in rest) || above.includes(name)) return [own];
    return [own, ...known(rest.tags(), name, [...above, name])];
  });
}
