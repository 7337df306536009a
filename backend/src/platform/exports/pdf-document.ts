import PDFDocument from 'pdfkit';
import { registerFonts } from './pdf-fonts.js';

/** A document that is being drawn in the product's typefaces, and its bytes once it is finished. */
export interface OpenPdf {
  pdf: PDFKit.PDFDocument;
  finish: () => Promise<Buffer>;
}

/** Begins a document of this title and language. */
export function openPdf(title: string, language: string, options: PDFKit.PDFDocumentOptions): OpenPdf {
  const pdf = new PDFDocument({ ...options, lang: language, info: { Title: title } });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise((resolve, reject) => pdf.once('end', resolve).once('error', reject));
  registerFonts(pdf);
  const finish = async (): Promise<Buffer> => {
    pdf.end();
    await ended;
    return Buffer.concat(chunks);
  };
  return { pdf, finish };
}
