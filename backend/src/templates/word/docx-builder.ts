import JSZip from 'jszip';

/** Twentieths of a point: A4 with 2 cm at the left and 1.5 cm around. */
const PAGE = { width: 11_906, height: 16_838, left: 1_134, other: 850 };
/** How wide text may be. */
export const TEXT_WIDTH = PAGE.width - PAGE.left - PAGE.other;

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
const R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
const INK = '26221C';
const FAINT = '6B6459';
const LINE = 'C9C1B4';
const SHADE = 'F4F0E8';

/** How a paragraph looks, and how its words stand. */
export interface Look {
  style?: 'Title' | 'Heading' | 'Small' | 'Sum';
  align?: 'center' | 'right';
  isBold?: boolean;
  /** Points below it. */
  after?: number;
}

/** Words with their look. */
export function paragraph(words: string, { style, align, isBold, after }: Look = {}): string {
  const properties = [
    style ? `<w:pStyle w:val="${style}"/>` : '',
    after === undefined ? '' : `<w:spacing w:after="${after * 20}"/>`,
    align ? `<w:jc w:val="${align}"/>` : '',
  ].join('');
  const lines = words.split('\n').map((line) => `<w:t xml:space="preserve">${escaped(line)}</w:t>`);
  const bold = isBold ? '<w:rPr><w:b/></w:rPr>' : '';
  return `<w:p><w:pPr>${properties}</w:pPr><w:r>${bold}${lines.join('<w:br/>')}</w:r></w:p>`;
}

/** A cell: its paragraphs, one or more. */
export type CellContent = string;

/** A column of a table: which share of its width it has. */
export interface TableColumn {
  title: string;
  share: number;
  align?: Look['align'];
}

/** A table under a heading row, which stands again on each page; cells of a row hold words. */
export function table(columns: readonly TableColumn[], rows: readonly (readonly string[])[]): string {
  const heading = columns.map((column) =>
    cell(paragraph(column.title, { style: 'Small', isBold: true, align: column.align }), widthOf(column.share), SHADE),
  );
  const body = rows.map((words) =>
    row(
      words.map((text, index) => {
        const { share = 0, align } = columns[index] ?? {};
        return cell(paragraph(text, { align }), widthOf(share));
      }),
    ),
  );
  return framed(
    'Grid',
    columns.map(({ share }) => widthOf(share)),
    [row(heading, true), ...body],
  );
}

/** Pieces beside one another, without lines: each of a share of the width, some paragraphs in it. */
export function beside(pieces: readonly { share: number; content: CellContent }[]): string {
  const widths = pieces.map(({ share }) => widthOf(share));
  const cells = pieces.map(({ content }, index) => cell(content, widths[index] ?? 0));
  return framed('Plain', widths, [row(cells)]);
}

/** What something is called, and what it is, line by line. */
export function facts(pairs: readonly (readonly [name: string, value: string])[]): string {
  const widths = [widthOf(0.28), widthOf(0.72)];
  const rows = pairs.map(([name, value]) =>
    row([cell(paragraph(name, { style: 'Small' }), widths[0] ?? 0), cell(paragraph(value), widths[1] ?? 0)]),
  );
  return framed('Facts', widths, rows);
}

/** A place to sign: who, and a line. */
export function signatures(names: readonly string[]): string {
  const pieces = names.map((name) => ({ share: 1 / names.length, content: paragraph(`${name} ____________________`) }));
  return paragraph('', { after: 12 }) + beside(pieces);
}

/** A document of A4 pages with numbers at their foot: `page` writes them. */
export async function docxOf(body: string, { title, page }: { title: string; page: string }): Promise<Buffer> {
  const zip = new JSZip();
  // The same bytes each time: what was made of them is known by them.
  const options = { date: new Date('2026-01-01T00:00:00Z'), createFolders: false };
  for (const [name, xml] of Object.entries(partsOf(body, title, page))) zip.file(name, `${XML}${xml}`, options);
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

function partsOf(body: string, title: string, page: string): Record<string, string> {
  const rel = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${R}/${type}" Target="${target}"/>`;
  const override = (name: string, type: string): string =>
    `<Override PartName="/word/${name}.xml" ContentType="${WORD}.${type}+xml"/>`;
  const { width, height, left, other } = PAGE;
  const section =
    `<w:sectPr><w:footerReference w:type="default" r:id="rId2"/><w:pgSz w:w="${width}" w:h="${height}"/>` +
    `<w:pgMar w:top="${other}" w:right="${other}" w:bottom="${other}" w:left="${left}" w:header="400" w:footer="400" w:gutter="0"/></w:sectPr>`;
  return {
    '[Content_Types].xml':
      `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
      `<Default Extension="xml" ContentType="application/xml"/>${override('document', 'document.main')}` +
      `${override('styles', 'styles')}${override('footer1', 'footer')}` +
      `<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`,
    '_rels/.rels':
      `<Relationships xmlns="${PACKAGE}/relationships">${rel('rId1', 'officeDocument', 'word/document.xml')}` +
      `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`,
    'docProps/core.xml': `<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${escaped(title)}</dc:title></cp:coreProperties>`,
    'word/document.xml':
      `<w:document xmlns:w="${W}" xmlns:r="${R}" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ` +
      `xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>${body}${section}</w:body></w:document>`,
    'word/_rels/document.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${rel('rId1', 'styles', 'styles.xml')}${rel('rId2', 'footer', 'footer1.xml')}</Relationships>`,
    'word/footer1.xml': `<w:ftr xmlns:w="${W}">${footer(page)}</w:ftr>`,
    'word/styles.xml': styles(),
  };
}

/** `Стр. ⟨number⟩ из ⟨count⟩`, of a text such as `Стр. # из #`. */
function footer(page: string): string {
  const [before = '', between = '', after = ''] = page.split('#');
  const run = (words: string): string => `<w:r><w:t xml:space="preserve">${escaped(words)}</w:t></w:r>`;
  const field = (name: string): string => `<w:fldSimple w:instr=" ${name} "><w:r><w:t>1</w:t></w:r></w:fldSimple>`;
  const words = [run(before), field('PAGE'), run(between), field('NUMPAGES'), run(after)].join('');
  return `<w:p><w:pPr><w:pStyle w:val="Small"/><w:jc w:val="right"/></w:pPr>${words}</w:p>`;
}

function styles(): string {
  const size = (points: number): string => `<w:sz w:val="${points * 2}"/><w:szCs w:val="${points * 2}"/>`;
  const style = (id: string, paragraphs: string, runs: string): string =>
    `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${id}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>${paragraphs}</w:pPr><w:rPr>${runs}</w:rPr></w:style>`;
  const edge = (side: string, value: string): string =>
    `<w:${side} w:val="${value}" w:sz="4" w:space="0" w:color="${LINE}"/>`;
  const edges = (sides: readonly string[], value = 'single'): string =>
    `<w:tblBorders>${sides.map((side) => edge(side, value)).join('')}</w:tblBorders>`;
  const tableStyle = (id: string, borders: string): string =>
    `<w:style w:type="table" w:styleId="${id}"><w:name w:val="${id}"/><w:tblPr>${borders}<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>`;
  return (
    `<w:styles xmlns:w="${W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:eastAsia="Arial" w:cs="Arial"/>` +
    `<w:color w:val="${INK}"/>${size(10)}</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="60" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>` +
    `<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>` +
    style('Title', '<w:spacing w:before="160" w:after="120"/>', `<w:b/>${size(18)}`) +
    style('Heading', '<w:keepNext/><w:spacing w:before="240" w:after="80"/>', `<w:b/>${size(12)}`) +
    style('Small', '<w:spacing w:after="0"/>', `<w:color w:val="${FAINT}"/>${size(8.5)}`) +
    style('Sum', '<w:spacing w:before="80" w:after="80"/>', `<w:b/>${size(12)}`) +
    tableStyle('Grid', edges(['top', 'left', 'bottom', 'right', 'insideH', 'insideV'])) +
    tableStyle('Facts', edges(['top', 'bottom', 'insideH'])) +
    tableStyle('Plain', edges(['top', 'left', 'bottom', 'right', 'insideH', 'insideV'], 'nil')) +
    `</w:styles>`
  );
}

function framed(style: string, widths: readonly number[], rows: readonly string[]): string {
  const total = widths.reduce((sum, width) => sum + width, 0);
  const grid = widths.map((width) => `<w:gridCol w:w="${width}"/>`).join('');
  return (
    `<w:tbl><w:tblPr><w:tblStyle w:val="${style}"/><w:tblW w:w="${total}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>` +
    `<w:tblGrid>${grid}</w:tblGrid>${rows.join('')}</w:tbl>`
  );
}

function row(cells: readonly string[], isHeading = false): string {
  const properties = `<w:trPr><w:cantSplit/>${isHeading ? '<w:tblHeader/>' : ''}</w:trPr>`;
  return `<w:tr>${properties}${cells.join('')}</w:tr>`;
}

function cell(content: string, width: number, shade = ''): string {
  const fill = shade ? `<w:shd w:val="clear" w:color="auto" w:fill="${shade}"/>` : '';
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${fill}</w:tcPr>${content}</w:tc>`;
}

const widthOf = (share: number): number => Math.round(TEXT_WIDTH * share);

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
