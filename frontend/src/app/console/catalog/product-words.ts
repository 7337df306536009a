import { Service, inject } from '@angular/core';
import type { JournalEntry } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { changesInWords, JournalHistory } from '../../entities/journal';
import type { FieldLook } from '../../ui/dialogs/conflict-dialog';
import type { HistoryChange, HistoryEntry } from '../../ui/history/history';

/** Said by the step itself, or by the name beside it. */
const UNSAID = new Set([
  'number',
  'isArchived',
  'categoryId',
  'routeId',
  'externalId',
  'targetPrice',
  'isCostIncomplete',
]);
/** Fields that are sums, and shares of the price in per cent. */
const IS_MONEY = /([pP]rice|unitCost)$/;
const IS_PERCENT = /[mM]argin$/;
/** Fields that hold an order and nothing that could be read. */
const IS_ORDER = /(^pictureIds|\.order)$/;
/** Said by the name beside it. */
const IS_REFERENCE = /\.(stageId|choiceId|stockItemId)$/;
/** Lists of a product, with where the words of a member stand. */
const LISTS: Readonly<Record<string, string>> = {
  options: 'option',
  questions: 'question',
  choices: 'choice',
  materials: 'material',
};
/** Fields that repeat the name of another one's document. */
const REPEATED: Readonly<Record<string, string>> = { categoryName: 'categoryId', routeName: 'routeId' };

/** Names and values of a product's fields in words: for its history and for conflicts. */
@Service()
export class ProductWords {
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);
  private readonly journal = inject(JournalHistory);

  readonly look: FieldLook = {
    name: (field) => this.nameOf(field),
    value: (field, value) => this.write(field, value),
  };

  /** The journal's entries as the history shows them. */
  history(entries: readonly JournalEntry[]): HistoryEntry[] {
    return this.journal.of(entries, { what: (entry) => this.what(entry), changes: (entry) => this.changes(entry) });
  }

  private what({ action, params }: JournalEntry): string {
    if (action === 'recosted' && params?.name) return this.i18n.t('catalog.did.recostedBy', { name: params.name });
    const key = `catalog.did.${action}`;
    return this.i18n.t(this.i18n.has(key) ? key : 'catalog.did.changed');
  }

  private changes({ changes }: JournalEntry): HistoryChange[] {
    const told = changes.filter(({ path }) => !UNSAID.has(path) && !IS_REFERENCE.test(path));
    return changesInWords(
      told.map((change) => (IS_ORDER.test(change.path) ? { path: change.path, after: true } : change)),
      this.look,
    );
  }

  /** `options.<id>.choices.<id>.price` is told by what it is part of: `Параметр: Варианты: Доплата`. */
  private nameOf(path: string): string {
    const [field = '', id, ...rest] = path.split('.');
    const list = LISTS[field];
    if (!list) return this.i18n.t(`catalog.field.${REPEATED[field] ?? field}`);
    if (!id) return this.i18n.t(`catalog.${field}`);
    if (id === 'order') return this.i18n.t(`catalog.${list}.order`);
    const one = this.i18n.t(`catalog.${list}.one`);
    const [inner = ''] = rest;
    if (!inner) return one;
    return `${one}: ${LISTS[inner] ? this.nameOf(rest.join('.')) : this.i18n.t(`catalog.${list}.${inner}`)}`;
  }

  private write(path: string, value: unknown): string {
    if (value === null || value === undefined) return '';
    if (IS_ORDER.test(path)) return this.i18n.t('catalog.otherOrder');
    if (typeof value === 'boolean') return this.i18n.t(value ? 'ui.yes' : 'ui.no');
    if (typeof value === 'number' && IS_PERCENT.test(path)) return this.formats.percent(value / 100, 1);
    if (typeof value === 'number') return IS_MONEY.test(path) ? this.formats.money(value) : String(value);
    if (Array.isArray(value)) return value.map((one) => this.write('', one)).join('; ');
    if (path.endsWith('.kind')) return this.i18n.t(`catalog.question.kinds.${String(value)}`);
    return typeof value === 'object' ? (value as { name: string }).name : String(value);
  }
}
