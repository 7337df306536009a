import { Injectable, StreamableFile } from '@nestjs/common';
import { requireNoTransaction } from '../database/unit.js';
import { JournalEvents } from '../journal/journal-events.js';
import type { PdfPages } from './pdf-pages.js';
import type { ExportLanguage } from './table.js';

export const PDF = 'application/pdf';

const PAGE_OF: Record<ExportLanguage, (page: number, pages: number) => string> = {
  ru: (page, pages) => `стр. ${page} из ${pages}`,
  en: (page, pages) => `page ${page} of ${pages}`,
};

/** Draws one document on the pages it gets. */
export type Drawing<D> = (pages: PdfPages, document: D) => void;

/** Documents as pages to print; the journal tells who printed how many. */
@Injectable()
export class PrintExport {
  constructor(private readonly events: JournalEvents) {}

  /** Each document from a page of its own; other requests are served in between. */
  async pdf<D>(
    documents: readonly D[],
    draw: Drawing<D>,
    { file, lang }: { file: string; lang: ExportLanguage },
  ): Promise<StreamableFile> {
    requireNoTransaction('Printing');
    // Drawing and its fonts are not read before somebody prints.
    const { PdfPages } = await import('./pdf-pages.js');
    const pages = new PdfPages(file, lang);
    for (const [index, document] of documents.entries()) {
      if (index) pages.beginDocument();
      draw(pages, document);
      await new Promise((resolve) => setImmediate(resolve));
    }
    return this.printed(await pages.finish(PAGE_OF[lang]), { file, count: documents.length });
  }

  /** Pages that are drawn, as an answer that a browser shows; `count` tells how many documents or labels they hold. */
  async printed(bytes: Buffer, { file, count }: { file: string; count: number }): Promise<StreamableFile> {
    await this.events.record({ action: 'printed', params: { file, count } });
    return new StreamableFile(bytes, { type: PDF, disposition: `inline; filename="${file}"`, length: bytes.length });
  }
}
