import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type LetterListItem, LettersService, type ListLetters$Params } from '@verstak/api';
import { LETTER_KINDS, LETTER_STATES } from '@verstak/domain';
import { Toasts } from '../../core/toasts/toasts';
import { type Filter, choiceFilter, filterKeys } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { entityList } from '../../ui/list/entity-list';
import type { ListView } from '../../ui/list/list-view';
import { PageHeader } from '../../ui/page-header/page-header';
import { BulkBar } from '../../ui/table/bulk-bar';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { LetterStateChip } from './letter-state';
import { Letters } from './letters';
import { ServerNote } from './server-note';

/** Letters to people: what was sent, what waits and why. */
@Component({
  selector: 'app-letter-list',
  imports: [
    BulkBar,
    Cell,
    DataTable,
    FilterBar,
    LetterStateChip,
    MatButton,
    MatIcon,
    PageHeader,
    RouterLink,
    ServerNote,
    TranslocoPipe,
  ],
  templateUrl: './letter-list.html',
})
export class LetterList {
  private readonly api = inject(LettersService);
  private readonly toasts = inject(Toasts);
  protected readonly letters = inject(Letters);

  protected readonly filters: readonly Filter[] = [
    choiceFilter('state', 'mail.field.state', LETTER_STATES, 'mail.state.'),
    choiceFilter('kind', 'mail.field.kind', LETTER_KINDS, 'mail.kind.'),
  ];
  protected readonly list = entityList<LetterListItem>({
    sort: '-createdAt',
    filters: filterKeys(this.filters),
    load: (view) => this.api.listLetters({ page: view.page, pageSize: view.pageSize, ...queryOf(view) }),
    live: ['Letter'],
  });
  protected readonly columns: readonly Column<LetterListItem>[] = [
    { key: 'subject', header: 'mail.field.subject', card: 'title' },
    { key: 'state', header: 'mail.field.state', type: 'template', card: 'end', width: '150px' },
    { key: 'to', header: 'mail.field.to', type: 'email', permission: 'clients:contacts' },
    { key: 'reason', header: 'mail.field.reason', value: (letter) => this.letters.reasonOf(letter), isFluid: true },
    { key: 'kind', header: 'mail.field.kind', value: (letter) => this.letters.kindOf(letter), isOptional: true },
    { key: 'createdAt', header: 'mail.field.createdAt', type: 'moment', isSortable: true, width: '140px' },
    { key: 'dueAt', header: 'mail.field.dueAt', type: 'moment', hideBelow: 1300, width: '140px', card: 'none' },
  ];
  protected readonly hasFailed = computed(() => this.list.rows().some(({ state }) => state === 'failed'));
  protected readonly nameOf = ({ subject }: LetterListItem): string => subject;
  protected readonly linkOf = ({ id }: LetterListItem): string => `/mail/${id}`;

  protected async sendFailedAgain(): Promise<void> {
    try {
      const { count } = await this.api.sendFailedLettersAgain();
      this.toasts.say('mail.sendingAgain', { count });
      this.list.reload();
    } catch (error) {
      this.toasts.fail(error);
    }
  }
}

/** What the address says, as the API is asked; without its page. */
function queryOf({ sort, q, filters }: ListView): ListLetters$Params {
  const chosen = <T extends string>(name: string, known: readonly T[]): T[] | undefined =>
    filters[name] && known.filter((value) => filters[name]?.includes(value));
  const [state, kind] = [chosen('state', LETTER_STATES), chosen('kind', LETTER_KINDS)];
  return { sort, ...(q && { q }), ...(state && { state }), ...(kind && { kind }) };
}
