import { Service, inject } from '@angular/core';
import type { JournalEntry } from '@verstak/api';
import type { JournalAction } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { anyPageOf } from '../../entities/document-pages';
import { actorInWords } from '../../entities/journal';

/** What is counted where an action has a count. */
const COUNTED: Partial<Record<JournalAction, string>> = {
  exported: 'rows',
  copied: 'documents',
  checked: 'offers',
};

/** Fields that tell one document of a kind from another where it has no number. */
const NAMES: ReadonlySet<string> = new Set(['name', 'title']);

/** An entry of the journal in words. */
@Service()
export class EntryWords {
  private readonly i18n = inject(I18n);
  private readonly formats = inject(Formats);

  /** Who did it: a person, a program, somebody who was not signed in, or the product itself. */
  who({ actor }: JournalEntry): string {
    const nobody = (): string => this.i18n.t(actor.name === 'visitor' ? 'journal.visitor' : 'history.system');
    return actorInWords(actor, this.i18n) || nobody();
  }

  /** What it was done to, with the number that people call it by, or the name that the entry tells. */
  document({ entity, number, changes, params }: JournalEntry): string {
    if (!entity) return '';
    const kind = this.told('kind', entity);
    if (number) return `${kind} ${this.i18n.t('ui.numbered', { number })}`;
    const name = changes.find(({ path, after }) => NAMES.has(path) && typeof after === 'string')?.after;
    const called = entity === 'File' ? (params?.file ?? name) : name;
    return called ? `${kind} ${String(called)}` : kind;
  }

  /** The address of the document's page, unless it has none or is gone. */
  page({ entity, entityId, action }: JournalEntry): string | undefined {
    if (!entity || !entityId || action === 'deleted') return undefined;
    return anyPageOf(entity, entityId);
  }

  /** What else there is to say: a reason, a login, a file, or how much was changed. */
  details({ entity, action, params = {}, actor, changes }: JournalEntry): string {
    const { reason, login, route, to, file, filter, count, seconds, doneAt, timeCorrected } = params;
    const counted = COUNTED[action];
    const said = [
      reason,
      login && this.i18n.t('journal.detail.login', { login }),
      route,
      to,
      // A file of a document is named already.
      entity === 'File' ? '' : file,
      filter,
      // Once in a row is what the action says already.
      count !== undefined && (counted || count > 1) && this.i18n.t(`journal.detail.${counted ?? 'count'}`, { count }),
      seconds && this.i18n.t('journal.detail.lock', { seconds }),
      action === 'changed' && changes.length && this.i18n.t('journal.detail.changed', { count: changes.length }),
      doneAt && this.i18n.t('journal.detail.doneAt', { moment: this.formats.moment(doneAt) }),
      timeCorrected && this.i18n.t('journal.detail.timeCorrected', { moment: this.formats.moment(timeCorrected) }),
      actor.reason && this.told('rule', actor.reason),
      actor.maker && this.i18n.t('journal.detail.maker', { name: actor.maker }),
    ];
    return said.filter(Boolean).join(' · ');
  }

  /** The words for a value of a list that a later version may have added to. */
  told(list: 'action' | 'kind' | 'rule', value: string): string {
    const key = `journal.${list}.${value}`;
    return this.i18n.has(key) ? this.i18n.t(key) : value;
  }
}
