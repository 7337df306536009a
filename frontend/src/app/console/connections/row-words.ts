import { Service, inject } from '@angular/core';
import type { ExchangeRow, RehearsedRow } from '@verstak/api';
import { EXCHANGED_FIELDS, type ExchangedField } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';

/** Fields that hold minor units of money. */
const MONEY: readonly string[] = ['price', 'paid'] satisfies ExchangedField[];

const KNOWN: readonly string[] = Object.values(EXCHANGED_FIELDS).flat();

/** What came of a document of an exchange, in words. */
@Service()
export class RowWords {
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);

  /** Why it was refused, or what both sides had changed; '' where there is no more to say. */
  told(row: Pick<ExchangeRow, 'code' | 'detail' | 'faults' | 'conflicts'> & Pick<RehearsedRow, 'changed'>): string {
    const { code, detail, faults = [], conflicts = [], changed } = row;
    if (faults.length) return faults.map((fault) => this.faultInWords(fault)).join('; ');
    if (code) return this.i18n.t(`errors.${code}`, { name: detail, said: detail });
    if (conflicts.length)
      return conflicts
        .map(({ field, here, there, winner }) =>
          this.i18n.t(`connections.systems.conflict.${winner}`, {
            field: this.fieldInWords(field),
            here: this.valueInWords(field, here),
            there: this.valueInWords(field, there),
          }),
        )
        .join('; ');
    return (changed ?? '')
      .split(', ')
      .filter(Boolean)
      .map((field) => this.fieldInWords(field))
      .join(', ');
  }

  fieldInWords(field: string): string {
    return KNOWN.includes(field) ? this.i18n.t(`connections.systems.exchanged.${field}`) : field;
  }

  private faultInWords({ field, message, value }: { field: string; message: string; value?: string }): string {
    const said = value ? ` («${value}»)` : '';
    return `${this.fieldInWords(field)}${said}: ${message}`;
  }

  private valueInWords(field: string, value: unknown): string {
    if (value === null || value === undefined) return '—';
    if (typeof value === 'number') return MONEY.includes(field) ? this.formats.money(value) : String(value);
    if (typeof value === 'string') return value;
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(' / ');
    return '…';
  }
}
