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
