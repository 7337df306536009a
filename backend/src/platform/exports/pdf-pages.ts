import { openPdf, type OpenPdf } from './pdf-document.js';
import { fontFor, type Weight } from './pdf-fonts.js';

/** A column of a printed table; widths are shares of the page. */
export interface PrintedColumn {
  title: string;
  share: number;
  align?: 'left' | 'right';
}

/** A cell of a printed table: what it says, and what stands small below. */
export interface PrintedCell {
  text: string;
  below?: string;
}

/** Who prints: the name, below it what identifies and reaches them, above it their sign. */
export interface Letterhead {
  name: string;
  lines?: readonly string[];
  logo?: PaperPicture;
}

/** A picture for paper, a PNG, with its size in pixels. */
export interface PaperPicture {
  bytes: Buffer;
  width: number;
  height: number;
}

/** A row of a table with the height that it takes. */
interface MeasuredRow {
  cells: readonly PrintedCell[];
  height: number;
}

/** Points: A4, 15 mm at the sides. */
const MARGIN = 42.5;
const GAP = 6;
const SIZE = { title: 17, text: 10, small: 8.5 } as const;
const INK = '#1d1b19';
const GREY = '#6a6560';
const LINE = '#c9c3bb';
/** Room for a sign. */
const LOGO = { width: 150, height: 48 };

/** Pages of A4 that are filled from above; what does not fit goes on the next one, under the heading of its table. */
export class PdfPages {
  private readonly open: OpenPdf;
  /** The first page of each document, from 0. */
  private readonly starts = [0];

  constructor(title: string, language: string) {
    this.open = openPdf(title, language, { size: 'A4', margin: MARGIN, bufferPages: true });
  }

  private get pdf(): PDFKit.PDFDocument {
    return this.open.pdf;
  }

  private get width(): number {
    return this.pdf.page.width - 2 * MARGIN;
  }

  private get bottom(): number {
    return this.pdf.page.height - MARGIN - 2 * SIZE.small;
  }

  /** A page of its own for a further document. */
  beginDocument(): void {
    this.starts.push(this.pdf.bufferedPageRange().count);
    this.pdf.addPage();
  }

  /** What is printed, and beside it who prints it. */
  title(text: string, from: Letterhead): void {
    const top = this.pdf.y;
    const half = this.width / 2;
    const left = this.write(text, { size: SIZE.title, weight: 'strong', x: MARGIN, y: top, width: half - GAP });
    const right = this.letterhead(from, { x: MARGIN + half, y: top, width: half });
    this.moveTo(top + Math.max(left, right) + 2 * GAP);
  }

  /** Facts by name; those without a value are left out. */
  facts(rows: readonly (readonly [name: string, value: string | undefined])[]): void {
    const nameWidth = 90;
    for (const [name, value] of rows) {
      if (!value) continue;
      this.need(2 * SIZE.text);
      const y = this.pdf.y;
      this.write(name, { x: MARGIN, y, width: nameWidth, colour: GREY });
      const x = MARGIN + nameWidth + GAP;
      // A long one goes on over the page by itself.
      this.font(value, 'text').fontSize(SIZE.text).fillColor(INK);
      this.pdf.text(value, x, y, { width: this.width - nameWidth - GAP });
      this.moveTo(this.pdf.y + 2);
    }
    this.moveTo(this.pdf.y + GAP);
  }

  /** A table whose heading is repeated on every page; a row is not torn unless it is longer than a page. */
  table(columns: readonly PrintedColumn[], rows: readonly (readonly PrintedCell[])[]): void {
    this.head(columns);
    for (const { cells, height } of rows.flatMap((whole) => this.torn(columns, whole))) {
      if (this.pdf.y + height > this.bottom) {
        this.pdf.addPage();
        this.head(columns);
      }
      this.row(columns, cells, height);
    }
    this.moveTo(this.pdf.y + GAP);
  }

  /** Sums at the right, the last one strong. */
  sums(rows: readonly (readonly [name: string, value: string])[]): void {
    rows.forEach(([name, value], index) => {
      this.need(2 * SIZE.text);
      const weight = index === rows.length - 1 ? 'strong' : 'text';
      const y = this.pdf.y;
      this.write(name, { x: MARGIN, y, width: this.width * 0.75, align: 'right', colour: GREY });
      const x = MARGIN + this.width * 0.76;
      this.moveTo(y + this.write(value, { x, y, width: this.width * 0.24, align: 'right', weight }) + 2);
    });
    this.moveTo(this.pdf.y + GAP);
  }

  /** Lines to sign on, side by side. */
  signatures(names: readonly string[]): void {
    this.need(5 * SIZE.text);
    const y = this.pdf.y + 2.5 * SIZE.text;
    const width = this.width / names.length;
    names.forEach((name, index) => {
      const x = MARGIN + index * width;
      this.rule(x, y, width - 3 * GAP);
      this.write(name, { x, y: y + 3, width: width - 3 * GAP, size: SIZE.small, colour: GREY });
    });
    this.moveTo(y + 2 * SIZE.text);
  }

  /** The bytes, the pages of each document numbered. */
  async finish(pageOf: (page: number, pages: number) => string): Promise<Buffer> {
    const { count } = this.pdf.bufferedPageRange();
    for (const [index, start] of this.starts.entries()) {
      const end = this.starts[index + 1] ?? count;
      for (let page = start; page < end; page += 1) {
        this.pdf.switchToPage(page);
        const y = this.pdf.page.height - MARGIN - SIZE.small;
        const text = pageOf(page - start + 1, end - start);
        this.write(text, { x: MARGIN, y, width: this.width, size: SIZE.small, align: 'right', colour: GREY });
      }
    }
    return this.open.finish();
  }

  /** Writes who prints, at the right, and gives the height that it took. */
  private letterhead(from: Letterhead, place: { x: number; y: number; width: number }): number {
    const { name, lines = [], logo } = from;
    let y = place.y + (logo ? this.sign(logo, place) : 0);
    y += this.write(name, { ...place, y, align: 'right', weight: lines.length ? 'strong' : 'text' });
    for (const line of lines) y += this.write(line, { ...place, y, align: 'right', size: SIZE.small, colour: GREY });
    return y - place.y;
  }

  /** A sign at the right, as large as it fits; the file holds it once. */
  private sign(logo: PaperPicture, { x, y, width }: { x: number; y: number; width: number }): number {
    const scale = Math.min(LOGO.width / logo.width, LOGO.height / logo.height, 1);
    const size = { width: logo.width * scale, height: logo.height * scale };
    // By its text pdfkit knows a picture again.
    this.pdf.image(`data:image/png;base64,${logo.bytes.toString('base64')}`, x + width - size.width, y, size);
    return size.height + GAP;
  }

  /** A row as it is or, where a page cannot hold it, in pieces of what stands small in its cells. */
  private torn(columns: readonly PrintedColumn[], row: readonly PrintedCell[]): MeasuredRow[] {
    const room = this.bottom - MARGIN - 4 * SIZE.small;
    const height = this.heightOf(columns, row);
    if (height <= room) return [{ cells: row, height }];
    const cut = (letters: number): PrintedCell[] =>
      row.map(({ text, below = '' }) => ({ text, below: below.slice(0, letters) }));
    let [fits, over] = [1, Math.max(...row.map(({ below = '' }) => below.length))];
    while (over - fits > 1) {
      const middle = Math.floor((fits + over) / 2);
      if (this.heightOf(columns, cut(middle)) <= room) fits = middle;
      else over = middle;
    }
    const rest = row.map(({ below = '' }) => ({ text: '', below: below.slice(fits) }));
    const first = { cells: cut(fits), height: this.heightOf(columns, cut(fits)) };
    return [first, ...(rest.some(({ below }) => below) ? this.torn(columns, rest) : [])];
  }

  private head(columns: readonly PrintedColumn[]): void {
    const y = this.pdf.y;
    const heights = this.placed(columns).map(({ title, x, width, align }) =>
      this.write(title, { x, y, width, align, size: SIZE.small, colour: GREY }),
    );
    this.moveTo(y + Math.max(...heights) + 2);
    this.rule(MARGIN, this.pdf.y, this.width);
  }

  private row(columns: readonly PrintedColumn[], cells: readonly PrintedCell[], height: number): void {
    const y = this.pdf.y + 3;
    for (const [index, { x, width, align }] of this.placed(columns).entries()) {
      const { text, below } = cells[index] ?? { text: '' };
      const written = this.write(text, { x, y, width, align });
      if (below) this.write(below, { x, y: y + written, width, align, size: SIZE.small, colour: GREY });
    }
    this.moveTo(y - 3 + height);
    this.rule(MARGIN, this.pdf.y, this.width);
  }

  private heightOf(columns: readonly PrintedColumn[], cells: readonly PrintedCell[]): number {
    const heights = this.placed(columns).map(({ width }, index) => {
      const { text, below = '' } = cells[index] ?? { text: '' };
      return this.measure(text, SIZE.text, width) + (below ? this.measure(below, SIZE.small, width) : 0);
    });
    return Math.max(...heights) + GAP;
  }

  private placed(columns: readonly PrintedColumn[]): (PrintedColumn & { x: number; width: number })[] {
    let x = MARGIN;
    return columns.map((column) => {
      const width = this.width * column.share;
      const place = { ...column, x: column.align === 'right' ? x + GAP : x, width: width - GAP };
      x += width;
      return place;
    });
  }

  private measure(text: string, size: number, width: number, weight: Weight = 'text'): number {
    return this.font(text, weight).fontSize(size).heightOfString(text, { width });
  }

  /** Writes within a width and gives the height that it took. */
  private write(
    text: string,
    {
      x,
      y,
      width,
      ...how
    }: {
      x: number;
      y: number;
      width: number;
      size?: number;
      weight?: Weight;
      align?: 'left' | 'right' | undefined;
      colour?: string;
    },
  ): number {
    const { size = SIZE.text, weight = 'text', align = 'left', colour = INK } = how;
    const height = this.measure(text, size, width, weight);
    // What ends below the page goes on at its place on the next one by itself; a footer must not.
    this.font(text, weight)
      .fontSize(size)
      .fillColor(colour)
      .text(text, x, y, { width, align, height: height + 1 });
    return height;
  }

  private font(text: string, weight: Weight): PDFKit.PDFDocument {
    return this.pdf.font(fontFor(text, weight));
  }

  private rule(x: number, y: number, width: number): void {
    this.pdf
      .moveTo(x, y)
      .lineTo(x + width, y)
      .lineWidth(0.5)
      .strokeColor(LINE)
      .stroke();
  }

  private need(height: number): void {
    if (this.pdf.y + height > this.bottom) this.pdf.addPage();
  }

  private moveTo(y: number): void {
    this.pdf.x = MARGIN;
    this.pdf.y = y;
  }
}
