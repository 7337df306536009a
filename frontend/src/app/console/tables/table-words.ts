import { Service, inject } from '@angular/core';
import type { Table, TableField, TableRow } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';

/** Where the words of lists of words stand already; the others are told by this area. */
const CHOICES: Readonly<Record<string, string>> = {
  ConversationSubject: 'journal.kind.',
  FileSubject: 'journal.kind.',
  JournalAction: 'journal.action.',
  NotificationTopic: 'notifications.topic.',
  NotifiedSubject: 'journal.kind.',
  OrderFirstStatus: 'orders.status.',
  OrderStatus: 'orders.status.',
  PartState: 'parts.state.',
  PaymentMethod: 'payments.method.',
  PaymentState: 'orders.payment.',
  RequestAnswer: 'requests.itemState.',
  RequestItemState: 'requests.itemState.',
  RequestStatus: 'requests.status.',
  ScrapReason: 'parts.reason.',
  StockState: 'stock.state.',
  Subject: 'journal.kind.',
  ImportState: 'imports.state.',
};

/** Tables, their fields and the values in them, in words. */
@Service()
export class TableWords {
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);

  tableOf(name: string): string {
    return this.i18n.t(`tables.table.${name}`);
  }

  /** Why nothing is changed in a table here. */
  onlyRead(name: string): string {
    const own = `tables.onlyRead.${name}`;
    return this.i18n.t(this.i18n.has(own) ? own : 'tables.onlyReadText');
  }

  /** What a field is called, in its table or anywhere. */
  field(name: string, table = ''): string {
    return this.i18n.t(this.fieldKey(name, table));
  }

  fieldKey(name: string, table: string): string {
    const own = `tables.fieldOf.${table}.${name}`;
    return this.i18n.has(own) ? own : `tables.field.${name}`;
  }

  /** A word of a list of words; one that is only known to programs stays as it is. */
  choice({ choicesName }: Pick<TableField, 'choicesName'>, value: string): string {
    const key = choicesName === 'Permission' ? value.replace(':', '.may.') : this.choiceKey(choicesName, value);
    return this.i18n.has(key) ? this.i18n.t(key) : value;
  }

  /** A value as people write it; empty for none. */
  value(field: TableField, value: unknown): string {
    if (value === null || value === undefined || value === '') return '';
    if (Array.isArray(value)) return value.map((one) => this.value(field, one)).join(', ');
    switch (field.kind) {
      case 'money':
        return this.formats.money(Number(value));
      case 'quantity':
      case 'count':
        return this.formats.number(Number(value));
      case 'number':
        return this.i18n.t('ui.numbered', { number: Number(value) });
      case 'share':
        return this.formats.percent(Number(value) / 100, 2);
      case 'day':
        return this.formats.calendarDay(String(value));
      case 'instant':
        return this.formats.moment(String(value));
      case 'flag':
        return this.i18n.t(value ? 'ui.yes' : 'ui.no');
      case 'choice':
      case 'choices':
        return this.choice(field, String(value));
      default:
        return typeof value === 'object' ? JSON.stringify(value) : String(value);
    }
  }

  /** What a row is called: by the field that people call it by, else by the end of its id. */
  row({ calledBy, fields }: Table, { id, values }: TableRow): string {
    const field = fields.find(({ name }) => name === calledBy);
    return (field && this.value(field, values[field.name])) || `…${id.slice(-6)}`;
  }

  /** What a document is called whose id a row holds: by its name or number, else by the end of its id. */
  referred(table: Table | undefined, id: string, name: string | undefined): string {
    const field = table?.fields.find((one) => one.name === table.calledBy);
    return (name && (field ? this.value(field, name) : name)) || `…${id.slice(-6)}`;
  }

  private choiceKey(choicesName = 'Language', value: string): string {
    return `${CHOICES[choicesName] ?? `tables.choice.${choicesName}.`}${value}`;
  }
}
