import { LONGEST_TAG, MOST_TAGS } from '@verstak/domain';
import {
  MaxXmlDepthError,
  MissingCloseDelimiterError,
  MissingStartDelimiterError,
  TagOptionsParseError,
  TagPlacement,
  TemplateHandler,
  UnclosedTagError,
  UnopenedTagError,
  createDefaultPlugins,
  type ImageContent,
  type Tag,
  type TemplateData,
} from 'easy-template-x';
import JSZip from 'jszip';
import { BrokenDocx } from './docx-faults.js';
import { openDocx } from './docx-package.js';

/** Documents of Word nest deeper than the reader's own bound: a picture in a shape in a cell. */
const DEEPEST = 100;
/** Words, lists and pictures are put in, and nothing else: no markup and no links. */
const PLUGINS = ['text', 'loop', 'image'];
const PIXELS_PER_MM = 96 / 25.4;
/** Widest picture that a tag may ask for: that of a sheet of A3. */
const MOST_MM = 420;

/** A picture for a tag, in pixels of 1/96 inch, with what it shows for whoever does not see it. */
export interface DocxPicture {
  _type: 'image';
  source: Uint8Array;
  format: 'image/png';
  width: number;
  height: number;
  altText?: string;
}

/** What tags stand for: words, pictures, and lists of the same. */
export interface DocxData {
  [tag: string]: string | DocxPicture | DocxData[] | undefined;
}

/** A tag as it stands in a template; a list has two, of which the first is told of. */
export interface DocxTag {
  name: string;
  isList: boolean;
}

/** The tags of a template, each once. Throws `BrokenDocx` where it cannot be one. */
export async function tagsOfDocx(bytes: Buffer): Promise<DocxTag[]> {
  return foreseen(async () => {
    const docx = await plainDocx(bytes);
    const tags = await handler().parseTags(docx);
    requirePairs(tags);
    // The ends of a list may still stand in different parts, or where none may.
    await handler().process(docx, {});
    const known = new Map<string, DocxTag>();
    for (const { name, disposition, rawText } of tags) {
      if (!name || disposition === 'Close') continue;
      // Nothing is called so: it is text between two braces.
      if (name.length > LONGEST_TAG) throw new BrokenDocx('braces', rawText);
      const isList = disposition === 'Open';
      known.set(`${name} ${isList}`, { name, isList });
    }
    if (known.size > MOST_TAGS) throw new BrokenDocx('many_tags');
    return [...known.values()];
  });
}

/** Throws where an end of a list has no other of the same name. */
function requirePairs(tags: readonly Tag[]): void {
  const open: Tag[] = [];
  for (const tag of tags) {
    if (tag.disposition === 'Open') open.push(tag);
    if (tag.disposition !== 'Close') continue;
    const begun = open.pop();
    if (!begun) throw new BrokenDocx('unopened', tag.rawText);
    if (begun.name !== tag.name) throw new BrokenDocx('unclosed', begun.rawText);
  }
  const [begun] = open;
  if (begun) throw new BrokenDocx('unclosed', begun.rawText);
}

/** A template with its tags filled; a tag of which nothing is known is left empty. Throws `BrokenDocx`. */
export async function renderDocx(bytes: Buffer, data: DocxData): Promise<Buffer> {
  return foreseen(async () => handler().process(await plainDocx(bytes), withBuffers(data)));
}

/** The document anew, of what was unpacked and counted alone. */
async function plainDocx(bytes: Buffer): Promise<Buffer> {
  const zip = new JSZip();
  for (const [name, part] of await openDocx(bytes)) zip.file(name, part);
  return zip.generateAsync({ type: 'nodebuffer', compression: 'STORE' });
}

function handler(): TemplateHandler {
  return new TemplateHandler({
    maxXmlDepth: DEEPEST,
    plugins: createDefaultPlugins().filter(({ contentType }) => PLUGINS.includes(contentType)),
    scopeDataResolver: ({ path, data }) => valueAt(path, data) as never,
  });
}

/**
 * What a tag stands for: the value of the innermost list that has one, and no property that objects have by themselves.
 * A list within itself is none: it would be as long as its square.
 */
function valueAt(path: readonly (Tag | number)[], data: TemplateData): unknown {
  const scopes: object[] = [data];
  const names: string[] = [];
  let at: unknown = data;
  for (const step of path.slice(0, -1)) {
    at = typeof step === 'number' ? (at as unknown[] | undefined)?.[step] : found(scopes, step.name);
    if (typeof step !== 'number') names.push(step.name);
    else if (isObject(at)) scopes.push(at);
  }
  const tag = path.at(-1);
  if (tag === undefined || typeof tag === 'number') return at;
  const value = found(scopes, tag.name);
  if (Array.isArray(value)) return names.includes(tag.name) ? [] : value;
  // What lies between the ends of a tag that is no list stands where there is something.
  if (tag.disposition === 'Open') return !!value;
  return isPicture(value) ? sized(value, tag) : value;
}

function found(scopes: readonly object[], name: string): unknown {
  const scope = scopes.findLast((one) => Object.hasOwn(one, name));
  return scope && (scope as Record<string, unknown>)[name];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function isPicture(value: unknown): value is DocxPicture {
  return isObject(value) && (value as Partial<DocxPicture>)._type === 'image';
}

/** As wide as the tag says in millimetres; of a picture that only holds the place, as large as that. */
function sized(picture: DocxPicture, { placement, options }: Tag): object {
  if (placement === TagPlacement.Attribute) {
    const { width: _width, height: _height, ...rest } = picture;
    return rest;
  }
  const asked = Number(options?.['width']);
  if (!(asked > 0)) return picture;
  const width = Math.min(asked, MOST_MM) * PIXELS_PER_MM;
  return { ...picture, width, height: (picture.height * width) / picture.width };
}

/** The same data as it came from another thread, where buffers are plain bytes; texts without what XML cannot hold. */
function withBuffers(data: DocxData): TemplateData {
  const filled: TemplateData = {};
  for (const [name, value] of Object.entries(data)) {
    if (value === undefined) continue;
    if (Array.isArray(value)) filled[name] = value.map(withBuffers);
    else filled[name] = typeof value === 'string' ? plainText(value) : withBuffer(value);
  }
  return filled;
}

function withBuffer(picture: DocxPicture): ImageContent {
  const { altText, source, ...rest } = picture;
  return { ...rest, source: Buffer.from(source), ...(altText ? { altText: escaped(plainText(altText)) } : {}) };
}

function plainText(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu, '');
}

/** The reader writes what a picture shows into its markup as it is. */
function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}

async function foreseen<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw faultOf(error);
  }
}

function faultOf(error: unknown): BrokenDocx {
  if (error instanceof BrokenDocx) return error;
  if (error instanceof MaxXmlDepthError) return new BrokenDocx('too_deep');
  if (error instanceof UnclosedTagError) return new BrokenDocx('unclosed', error.tagRawText);
  if (error instanceof UnopenedTagError) return new BrokenDocx('unopened', error.tagRawText);
  if (error instanceof TagOptionsParseError) return new BrokenDocx('options', error.tagRawText);
  if (error instanceof MissingCloseDelimiterError) return new BrokenDocx('braces', error.openDelimiterText);
  if (error instanceof MissingStartDelimiterError) return new BrokenDocx('braces', error.closeDelimiterText);
  return new BrokenDocx('damaged', String(error));
}
