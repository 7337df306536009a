import { Service, inject } from '@angular/core';
import type { ExchangeFieldFault, ExchangeRow, RehearsedRow } from '@verstak/api';
import { EXCHANGED_FIELDS, type ExchangedField } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { ProblemText } from '../../core/i18n/problem-text';

/** Fields that hold minor units of money. */
const MONEY: readonly string[] = ['price', 'paid'] satisfies ExchangedField[];

const KNOWN: readonly string[] = Object.values(EXCHANGED_FIELDS).flat();

/** What came of a document of an exchange, in words. */
@Service()
export class RowWords {
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);
  private readonly problems = inject(ProblemText);

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

  private faultInWords({ field, message, rule, value }: ExchangeFieldFault): string {
    const said = value ? ` («${value}»)` : '';
    return `${this.fieldInWords(field)}${said}: ${this.ruleInWords(field, rule) ?? message}`;
  }

  /** Rules of a system's own files have their own words. */
  private ruleInWords(field: string, rule: string | undefined): string | undefined {
    if (!rule) return undefined;
    const key = `connections.systems.rule.${rule}`;
    return this.i18n.has(key) ? this.i18n.t(key) : this.problems.ofFault({ field, rule, message: '' });
  }

  private valueInWords(field: string, value: unknown): string {
    if (value === null || value === undefined) return '—';
    if (typeof value === 'number') return MONEY.includes(field) ? this.formats.money(value) : String(value);
    if (typeof value === 'string') return value;
    if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(' / ');
    return '…';
  }
}
