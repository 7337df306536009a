import { Service, inject } from '@angular/core';
import type { JournalChange, JournalEntry, WorkCentreRate } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { Workshop } from '../../core/workshop/workshop';
import { JournalHistory } from '../../entities/journal';
import type { FieldLook } from '../../ui/dialogs/conflict-dialog';
import type { HistoryChange, HistoryEntry } from '../../ui/history/history';
import { textsIn } from './workshop-draft';

/** Numbers that documents call by another name in Russia than elsewhere. */
const NATIONAL: ReadonlySet<string> = new Set(['taxNumber', 'registrationNumber', 'bankCode', 'bankAccount']);

/** What is no text: a sum, and a share in per cent. */
const FIGURES: ReadonlySet<string> = new Set(['hourlyRate', 'targetMargin']);

/** Most characters of a text in the history. */
const BRIEF = 160;

/** Names and values of what is typed of the workshop: for its form, its history and for conflicts. */
@Service()
export class WorkshopWords {
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);
  private readonly formats = inject(Formats);
  private readonly journal = inject(JournalHistory);

  readonly look: FieldLook = {
    name: (field) => this.nameOf(field),
    value: (_field, value) => textOf(value),
  };

  /** What a field is called here: `pages.offer.ru` by each of its parts. */
  nameOf(path: string): string {
    const [field = ''] = path.split('.', 1);
    const isRussian = NATIONAL.has(field) && this.workshop.settings().country === 'RU';
    const name = this.i18n.t(`workshop.${isRussian ? 'russian' : 'field'}.${field}`);
    return [name, this.piecesOf(path)].filter(Boolean).join(', ');
  }

  /** The same below a heading that names the field. */
  piecesOf(path: string): string {
    const [, ...pieces] = path.split('.');
    return pieces.map((piece) => this.i18n.t(`workshop.piece.${piece}`)).join(', ');
  }

  /** The journal's entries as the history shows them. */
  history(entries: readonly JournalEntry[]): HistoryEntry[] {
    return this.journal.of(entries, {
      what: ({ action }) => this.i18n.t(`workshop.did.${action === 'created' ? 'created' : 'changed'}`),
      changes: ({ changes }) => changes.flatMap((change) => this.changesOf(change)),
    });
  }

  private figure(path: string, value: unknown): string {
    if (typeof value !== 'number') return '';
    return path === 'targetMargin' ? this.formats.percent(value / 100, 1) : this.formats.money(value);
  }

  private ratesIn(value: unknown): string {
    const rates = (value ?? []) as readonly WorkCentreRate[]; // as the field is declared
    return rates.map(({ workCentre, hourlyRate }) => `${workCentre}: ${this.formats.money(hourlyRate)}`).join(' · ');
  }

  private changesOf({ path, before, after }: JournalChange): HistoryChange[] {
    if (path === 'logoId')
      return [{ name: this.nameOf(path), before: '', after: after ? this.i18n.t('workshop.logo.another') : '' }];
    if (path === 'workCentreRates' || path.startsWith('workCentreRates.'))
      return [{ name: this.nameOf('workCentreRates'), before: this.ratesIn(before), after: this.ratesIn(after) }];
    if (FIGURES.has(path))
      return [{ name: this.nameOf(path), before: this.figure(path, before), after: this.figure(path, after) }];
    if (path === 'demo' || path === 'demo.state')
      return [{ name: this.nameOf('demo'), before: this.demoOf(before), after: this.demoOf(after) }];
    if (path.startsWith('demo.')) return [];
    // A text that is the first of several comes with what it is a part of.
    const [was, is] = [new Map(textsIn(before, path)), new Map(textsIn(after, path))];
    return [...new Set([...was.keys(), ...is.keys()])].map((part) => ({
      name: this.nameOf(part),
      before: brief(was.get(part)),
      after: brief(is.get(part)),
    }));
  }

  /** How it stood with the demo: its state, or all that was known of it. */
  private demoOf(value: unknown): string {
    const state = typeof value === 'object' && value !== null && 'state' in value ? value.state : value;
    return typeof state === 'string' ? this.i18n.t(`demo.state.${state}`) : '';
  }
}

/** A text, or the texts of a part of the workshop, for somebody who chooses between two. */
function textOf(value: unknown): string {
  return textsIn(value)
    .map(([, text]) => text)
    .join(' · ');
}

/** The beginning of a text that may be a page long. */
function brief(text = ''): string {
  return text.length > BRIEF ? `${text.slice(0, BRIEF)}…` : text;
}
