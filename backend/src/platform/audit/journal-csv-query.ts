import { QueryLanguage, type ExportLanguage } from '../exports/table.js';
import { Omit } from '../fields/index.js';
import { JournalQuery } from '../journal/journal-query.js';

/** The same without a page, with the language of titles and numbers. */
export class JournalCsvQuery extends Omit(JournalQuery, ['page', 'pageSize']) {
  @QueryLanguage()
  lang: ExportLanguage = 'ru';
}
