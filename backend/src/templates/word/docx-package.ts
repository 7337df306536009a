import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { BrokenDocx } from './docx-faults.js';

/** Files of a document, and bytes that they may have unpacked, all together and for each byte packed. */
const MOST_ENTRIES = 1_000;
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_RATIO = 400;
/** What is small is no bomb, however well it is packed. */
const SMALL = 1024 * 1024;

/** The container of .doc, and of a .docx with a password. */
const COMPOUND = Buffer.from([0xd0, 0xcf, 0x11, 0xe0]);
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

/** What runs when the document is opened: macros, controls, objects of other programs. */
const RUNS = /(^|\/)(vbaProject\.bin|vbaData\.xml)$|(^|\/)activeX\//i;
const MACRO_TYPE = /macroEnabled/i;
/** Fields that call other programs or fetch other files. */
const FETCHES = /\b(DDE|DDEAUTO|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK)\b/;
const RELATIONSHIPS = /\.rels$/;
const TEXT_OF_FIELDS = /<w:instrText\b[^>]*>([^<]*)<\/w:instrText>|w:instr="([^"]*)"/g;

/** The files of a document by their names in the package. */
export type DocxParts = Map<string, Buffer>;

/**
 * Unpacks a .docx, counting every byte, whatever the file says of itself. What it would fetch or run when it is opened
 * is refused; the template of Word that it was made from is only forgotten. Throws `BrokenDocx`.
 */
export async function openDocx(bytes: Buffer): Promise<DocxParts> {
  if (!bytes.length) throw new BrokenDocx('empty');
  if (bytes.subarray(0, COMPOUND.length).equals(COMPOUND))
    throw new BrokenDocx(bytes.includes(ENCRYPTED) ? 'password' : 'no_docx');
  if (bytes.readUInt16BE(0) !== 0x504b) throw new BrokenDocx('no_docx');
  const parts = await unpacked(bytes);
  const types = parts.get('[Content_Types].xml')?.toString('utf8');
  if (!types || !parts.has('_rels/.rels')) throw new BrokenDocx('no_docx');
  if (MACRO_TYPE.test(types)) throw new BrokenDocx('macros');
  if (!/wordprocessingml\.(document|template)\.main\+xml/.test(types)) throw new BrokenDocx('no_docx');
  // What is made of a .dotx is a document.
  parts.set('[Content_Types].xml', Buffer.from(types.replaceAll('ml.template.main+xml', 'ml.document.main+xml')));
  for (const [name, part] of parts) {
    if (RUNS.test(name)) throw new BrokenDocx('macros');
    if (RELATIONSHIPS.test(name)) parts.set(name, Buffer.from(withoutOutside(part.toString('utf8'))));
    else if (name.endsWith('.xml')) requireNoFetching(part.toString('utf8'));
  }
  forgetAttachedTemplate(parts);
  return parts;
}

async function unpacked(bytes: Buffer): Promise<DocxParts> {
  try {
    const zip = await fromBufferPromise(bytes);
    if (zip.entryCount > MOST_ENTRIES) throw new BrokenDocx('too_large');
    const parts: DocxParts = new Map();
    let room = MOST_BYTES;
    for await (const entry of zip.eachEntry()) {
      if (entry.isEncrypted()) throw new BrokenDocx('password');
      if (entry.fileName.endsWith('/')) continue;
      room -= entry.uncompressedSize;
      if (room < 0 || isBomb(entry)) throw new BrokenDocx('too_large');
      parts.set(entry.fileName, await read(zip, entry));
    }
    return parts;
  } catch (error) {
    // Names that lead out of the package, sizes that are not true, and packing that is broken are told by the reader.
    throw error instanceof BrokenDocx ? error : new BrokenDocx('damaged');
  }
}

function isBomb({ compressedSize, uncompressedSize }: Entry): boolean {
  return uncompressedSize > SMALL && uncompressedSize > compressedSize * MOST_RATIO;
}

async function read(zip: ZipFile, entry: Entry): Promise<Buffer> {
  const chunks: Buffer[] = [];
  // More bytes than were announced, and counted above, is an error of the stream.
  for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Of what a part leads to outside of the package, links that a reader clicks stay. Throws where it fetches the rest. */
function withoutOutside(relationships: string): string {
  return relationships.replace(/<Relationship\b[^>]*>/g, (relationship) => {
    if (/aFChunk|subDocument|oleObject/.test(relationship)) throw new BrokenDocx('external', targetOf(relationship));
    if (!/TargetMode\s*=\s*["']External["']/i.test(relationship) || /\/hyperlink["']/.test(relationship))
      return relationship;
    if (/\/attachedTemplate["']/.test(relationship)) return '';
    throw new BrokenDocx('external', targetOf(relationship));
  });
}

function targetOf(relationship: string): string {
  return /Target\s*=\s*["']([^"']{0,100})/.exec(relationship)?.[1] ?? '';
}

function requireNoFetching(xml: string): void {
  const fields = [...xml.matchAll(TEXT_OF_FIELDS)].map(([, run, attribute]) => run ?? attribute ?? '').join('');
  const fetching = FETCHES.exec(fields)?.[0];
  if (fetching) throw new BrokenDocx('external', fetching);
}

function forgetAttachedTemplate(parts: DocxParts): void {
  const settings = parts.get('word/settings.xml')?.toString('utf8');
  if (settings?.includes('attachedTemplate'))
    parts.set('word/settings.xml', Buffer.from(settings.replace(/<w:attachedTemplate\b[^>]*\/>/g, '')));
}
