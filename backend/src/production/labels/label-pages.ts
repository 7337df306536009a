import { labelBoxes, labelPlaces, type Box, type LabelLayout, type LabelPlace } from '@verstak/domain';
import { openPdf } from '../../platform/exports/pdf-document.js';
import { fontFor, type Weight } from '../../platform/exports/pdf-fonts.js';
import { fitTexts, type LabelText } from './fit-text.js';
import { darkRuns, qrModules, QUIET_MODULES } from './qr.js';

/** What one label says: to scanners, and to people. */
export interface Label {
  address: string;
  texts: readonly LabelText[];
}

/** Points of a millimetre. */
const MM = 72 / 25.4;
const INK = '#000';

/** Pages of labels, exact to the millimetre where they are printed in their own size. */
export class LabelPages {
  /** Ends the pages and gives their bytes. */
  readonly finish: () => Promise<Buffer>;
  private readonly pdf: PDFKit.PDFDocument;
  private readonly boxes: { code: Box; text: Box };

  constructor(
    private readonly layout: LabelLayout,
    title: string,
    language: string,
  ) {
    this.boxes = labelBoxes(layout);
    ({ pdf: this.pdf, finish: this.finish } = openPdf(title, language, { autoFirstPage: false, margin: 0 }));
    refuseScaling(this.pdf);
  }

  /** Draws labels from the `first` place on, from 1; other requests are served between the pages. */
  async draw(labels: readonly Label[], first: number): Promise<void> {
    const places = labelPlaces(this.layout, first, labels.length);
    let pages = 0;
    for (const [index, label] of labels.entries()) {
      const place = places[index] as LabelPlace; // there is one for each label
      if (place.page === pages) {
        pages += 1;
        this.pdf.addPage({ size: [this.layout.pageWidth * MM, this.layout.pageHeight * MM], margin: 0 });
        await new Promise((resolve) => setImmediate(resolve));
      }
      this.label(label, place);
    }
  }

  private label({ address, texts }: Label, { x, y }: LabelPlace): void {
    this.code(address, shifted(this.boxes.code, x, y));
    this.words(texts, shifted(this.boxes.text, x, y));
  }

  /** A square of dark modules with the light around them that scanners need. */
  private code(address: string, { x, y, width }: Box): void {
    const modules = qrModules(address);
    const module = (width / (modules.length + 2 * QUIET_MODULES)) * MM;
    const [left, top] = [x * MM + QUIET_MODULES * module, y * MM + QUIET_MODULES * module];
    for (const run of darkRuns(modules))
      this.pdf.rect(left + run.x * module, top + run.y * module, run.width * module, module);
    this.pdf.fill(INK);
  }

  /** Lines in the middle of their box, as high as it is at most. */
  private words(texts: readonly LabelText[], { x, y, width, height }: Box): void {
    const widthOf = (text: string, weight: Weight, size: number): number =>
      this.pdf.font(fontFor(text, weight)).fontSize(size).widthOfString(text);
    const lines = fitTexts(texts, { width: width * MM, height: height * MM }, widthOf);
    const bottom = lines.reduce((lowest, line) => Math.max(lowest, line.y + line.size), 0);
    const top = y * MM + (height * MM - bottom) / 2;
    for (const line of lines) {
      this.pdf.font(fontFor(line.text, line.weight)).fontSize(line.size).fillColor(INK);
      this.pdf.text(line.text, x * MM, top + line.y, { lineBreak: false });
    }
  }
}

const shifted = (box: Box, x: number, y: number): Box => ({ ...box, x: box.x + x, y: box.y + y });

/** Tells who prints to leave the size as it is: pdfkit has no option for it, and writes whatever its root refers to. */
function refuseScaling(pdf: PDFKit.PDFDocument): void {
  const { _root: root } = pdf as unknown as { _root: { data: Record<string, unknown> } };
  root.data['ViewerPreferences'] = pdf.ref({ PrintScaling: 'None' });
}
