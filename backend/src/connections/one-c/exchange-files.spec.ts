import { describe, expect, it } from '@jest/globals';
import JSZip from 'jszip';
import { ArchiveFault, unpackExchange, type StoredBytes } from './exchange-archive.js';
import { fileNameOf, useOf } from './exchange-file-names.js';

describe('the name of a file', () => {
  it.each([
    ['import.xml', 'import.xml'],
    ['webdata\\000000001\\import0_1.xml', 'webdata/000000001/import0_1.xml'],
    ['./import_files/1d/кружка белая.jpg', 'import_files/1d/кружка белая.jpg'],
    ['a//b.xml', 'a/b.xml'],
  ])('%s is %s', (told, name) => {
    expect(fileNameOf(told)).toBe(name);
  });

  it.each([
    '',
    ' ',
    '/etc/passwd',
    '..\\import.xml',
    'a/../b.xml',
    '...',
    'C:\\import.xml',
    'a\u0000.xml',
    'я'.repeat(256),
  ])('is none: %j', (told) => {
    expect(fileNameOf(told)).toBeUndefined();
  });

  it('tells what is done with it', () => {
    expect(['a/import.XML', 'v8.zip', 'a.jpg'].map(useOf)).toEqual(['read', 'unpack', 'leave']);
  });
});

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function zipped(files: Record<string, string>): Promise<Buffer> {
  const zip = new JSZip();
  for (const [name, content] of Object.entries(files)) zip.file(name, content, { createFolders: false });
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

/** Bytes that are read in pieces of seven. */
function stored(bytes: Buffer): StoredBytes {
  return {
    size: bytes.length,
    async *read(start, end) {
      for (let at = start; at < end; at += 7) yield bytes.subarray(at, Math.min(end, at + 7));
    },
  };
}

async function unpacked(bytes: Buffer, most = 10_000): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for await (const { name, content } of unpackExchange(stored(bytes), most)) {
    files[name] = Buffer.concat(await allOf(content)).toString();
  }
  return files;
}

describe('an archive of an exchange', () => {
  it('has its XML files unpacked, and its pictures left', async () => {
    const files = { 'import.xml': '<а>1</а>', 'webdata/offers.xml': 'б'.repeat(500), 'import_files/a.jpg': 'x' };
    const { 'import_files/a.jpg': _, ...expected } = files;
    expect(await unpacked(await zipped(files))).toEqual(expected);
  });

  it.each([
    ['damaged', async () => Buffer.from('PK no zip at all')],
    ['damaged', async () => (await zipped({ 'a.xml': 'x'.repeat(100) })).subarray(0, 60)],
    ['name', async () => zipped({ '../../etc/a.xml': 'x' })],
    ['name', async () => zipped({ '/a.xml': 'x' })],
    ['too_large', async () => zipped({ 'a.xml': 'x'.repeat(6_000), 'b.xml': 'x'.repeat(6_000) })],
  ] as const)('is refused as %s before anything of it is told', async (reason, bytes) => {
    const refused = await unpacked(await bytes()).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(ArchiveFault);
    expect((refused as ArchiveFault).reason).toBe(reason);
  });

  it('is refused where it has more bytes than it says', async () => {
    const bytes = await zipped({ 'a.xml': 'x'.repeat(5_000) });
    // The size that the directory tells of the file, APPNOTE.TXT 4.3.12.
    bytes.writeUInt32LE(10, bytes.indexOf('PK\u0001\u0002') + 24);
    await expect(unpacked(bytes)).rejects.toMatchObject({ reason: 'damaged' });
  });
});
