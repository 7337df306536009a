import JSZip from 'jszip';

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** What is different about a document of the tests. */
export interface DocxOptions {
  /** Other files in it, or these in place of its own. */
  files?: Record<string, string | Uint8Array>;
  /** Relationships of the document. */
  relationships?: string;
  /** The type of its main part. */
  mainType?: string;
}

/** A .docx whose body is this markup; a plain text becomes paragraphs, a line each. */
export async function docxOf(
  body: string,
  { files = {}, relationships = '', mainType = 'document.main' }: DocxOptions = {},
): Promise<Buffer> {
  const paragraphs = body.startsWith('<')
    ? body
    : body
        .split('\n')
        .map((line) => `<w:p><w:r><w:t xml:space="preserve">${line}</w:t></w:r></w:p>`)
        .join('');
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
  const parts: Record<string, string | Uint8Array> = {
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${word}.${mainType}+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${R}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<w:document xmlns:w="${W}" xmlns:r="${R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>${paragraphs}</w:body></w:document>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${relationships}</Relationships>`,
    ...files,
  };
  const zip = new JSZip();
  for (const [name, part] of Object.entries(parts)) zip.file(name, part);
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

/** What a document says, a line for each paragraph, and its pictures. */
export async function readDocx(
  bytes: Buffer,
): Promise<{ text: string; xml: string; pictures: Buffer[]; names: string[] }> {
  const zip = await JSZip.loadAsync(bytes);
  const names = Object.keys(zip.files);
  const xml = (await zip.file('word/document.xml')?.async('string')) ?? '';
  const pictures = names.filter((name) => name.startsWith('word/media/') && !name.endsWith('/'));
  return {
    xml,
    names,
    text: textOf(xml),
    pictures: await Promise.all(pictures.map((name) => zip.file(name)?.async('nodebuffer') as Promise<Buffer>)),
  };
}

function textOf(xml: string): string {
  return xml
    .replace(/<w:br\/>|<\/w:p>/g, '\n')
    .replace(/<[^>]+>/g, '')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/[\u00a0\u202f]/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .join('\n');
}
