import { Injectable, type StreamableFile } from '@nestjs/common';
import { dayIn } from '@verstak/domain';
import { Config } from '../config/config.module.js';
import { Invalid } from '../failure/failure.js';
import { TableExport } from '../exports/table-export.js';
import type { Column, ExportLanguage, Value } from '../exports/table.js';
import type { JournalActor, JournalEntry } from '../journal/journal-entry.js';
import type { JournalCsvQuery } from './journal-csv-query.js';
import { ACTION_WORDS, KIND_WORDS } from './journal-words.js';
import { JournalService } from '../journal/journal.service.js';

/** Entries in one file; of more a period is asked for. */
const MOST = 100_000;

interface JournalColumn {
  title: Record<ExportLanguage, string>;
  kind?: Column['kind'];
  width?: number;
  value: (entry: JournalEntry, language: ExportLanguage) => Value;
}

/** The journal as a file to download. */
@Injectable()
export class JournalExport {
  constructor(
    private readonly journal: JournalService,
    private readonly config: Config,
    private readonly files: TableExport,
  ) {}

  /** The entries of a list, newest first; 400 where they are too many for a file. */
  async csv(query: JournalCsvQuery): Promise<StreamableFile> {
    const { lang } = query;
    if ((await this.journal.count(query)) > MOST) throw tooMany();
    const columns = this.columns();
    const table = {
      title: '',
      columns: columns.map(({ title, kind = 'text' }) => ({ title: title[lang], kind })),
      rows: rowsOf(this.journal.each(query), (entry) => columns.map(({ value }) => value(entry, lang))),
    };
    return this.files.csv(table, query, `journal_${this.config.today()}`);
  }

  private columns(): JournalColumn[] {
    return [
      { title: { ru: 'Когда', en: 'When' }, value: ({ at }) => this.momentOf(at) },
      { title: { ru: 'Кто', en: 'Who' }, value: ({ actor }, lang) => whoIs(actor, lang) },
      { title: { ru: 'Адрес', en: 'Address' }, value: ({ actor }) => actor.address },
      { title: { ru: 'Что сделано', en: 'What was done' }, value: ({ action }, lang) => ACTION_WORDS[lang][action] },
      {
        title: { ru: 'С чем', en: 'To what' },
        value: ({ entity = '' }, lang) => KIND_WORDS[lang][entity] ?? entity,
      },
      { title: { ru: '№', en: 'No.' }, kind: 'number', value: ({ number }) => number },
      { title: { ru: 'Подробности', en: 'Details' }, value: (entry) => this.detailsOf(entry) },
      { title: { ru: 'Поля', en: 'Fields' }, value: ({ changes }) => changes.map(({ path }) => path).join(', ') },
    ];
  }

  private detailsOf({ params }: JournalEntry): string {
    return Object.entries(params ?? {})
      .map(([name, value]: [string, unknown]) => {
        const text = value instanceof Date ? this.momentOf(value) : String(value);
        return name === 'reason' || name === 'route' ? text : `${name}: ${text}`;
      })
      .join('; ');
  }

  private momentOf(at: Date): string {
    const time = at.toLocaleTimeString('en-GB', { timeZone: this.config.timeZone });
    return `${dayIn(this.config.timeZone, at)} ${time}`;
  }
}

/** A person by name, a program by its key. */
function whoIs({ name, via }: JournalActor, language: ExportLanguage): string {
  return via === 'api-key' ? { ru: `Ключ «${name}»`, en: `Key “${name}”` }[language] : name;
}

function tooMany(): Error {
  const message = `more than ${MOST} entries do not fit into a file: ask for a shorter period`;
  return Invalid([{ field: 'from', rule: 'period', message }]);
}

async function* rowsOf<T>(entries: AsyncIterable<T>, rowOf: (entry: T) => Value[]): AsyncGenerator<Value[]> {
  for await (const entry of entries) yield rowOf(entry);
}
