import { createCanvas, type ImageData } from '@napi-rs/canvas';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** What a PDF says, page by page, its words as they stand from left to right and down. */
export async function textOfPdf(bytes: Uint8Array): Promise<string[]> {
  const pdf = await getDocument({ data: bytes, verbosity: 0 }).promise;
  const pages: string[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    const words = items.flatMap((item) => ('str' in item ? [item.str] : []));
    pages.push(words.join(' ').replace(/\s+/g, ' '));
  }
  return pages;
}

/** Pages of a PDF as pictures, and how large they are in millimetres. */
export interface PdfPicture {
  width: number;
  height: number;
  pixels: ImageData;
}

const MM = 72 / 25.4;

/** The pages as a printer of so many dots a millimetre would put them on paper. */
export async function picturesOfPdf(bytes: Uint8Array, dots: number): Promise<PdfPicture[]> {
  const pdf = await getDocument({ data: bytes, verbosity: 0 }).promise;
  const pictures: PdfPicture[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const viewport = page.getViewport({ scale: dots / MM });
    const [width, height] = [Math.round(viewport.width), Math.round(viewport.height)];
    const canvas = createCanvas(width, height);
    // What draws in Node is no element of a page, for which the type asks, but is drawn on as one.
    await page.render({ canvas: canvas as never, viewport }).promise;
    const pixels = canvas.getContext('2d').getImageData(0, 0, width, height);
    const [[left = 0, top = 0, right = 0, bottom = 0]] = [page.view];
    pictures.push({ width: (right - left) / MM, height: (bottom - top) / MM, pixels });
  }
  return pictures;
}
