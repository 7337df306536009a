import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { ApiKeysService, type JournalEntry, JournalService, type ListJournal$Params } from '@verstak/api';
import { JOURNAL_ACTIONS, type JournalAction, SUBJECTS, type Subject, addDays, startOfDay } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { Session } from '../../core/session/session';
import { Workshop } from '../../core/workshop/workshop';
import { PersonFinder } from '../../entities/people/person-finder';
import { ExportMenu } from '../../ui/export-menu/export-menu';
import type { Filter } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { entityList } from '../../ui/list/entity-list';
import type { ListView } from '../../ui/list/list-view';
import { PageHeader } from '../../ui/page-header/page-header';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { EntryWords } from './entry-words';
import { JournalCheckPanel } from './journal-check';

/** What is only looked at has no entries of its own. */
const LOOKED_AT: readonly Subject[] = ['JournalEntry', 'Report', 'Sales', 'Floor', 'Desk', 'Table', 'Today'];
const KINDS = [...SUBJECTS.filter((kind) => !LOOKED_AT.includes(kind)), 'Session'];

/** The record of who did what, newest first: changes, sign-ins, refusals, exports. */
@Component({
  selector: 'app-journal-list',
  imports: [
    Cell,
    DataTable,
    ExportMenu,
    FilterBar,
    JournalCheckPanel,
    MatButton,
    MatIcon,
    PageHeader,
    RouterLink,
    TranslocoPipe,
  ],
  templateUrl: './journal-list.html',
})
export class JournalList {
  private readonly api = inject(JournalService);
  private readonly keys = inject(ApiKeysService);
  private readonly people = inject(PersonFinder);
  private readonly session = inject(Session);
  private readonly workshop = inject(Workshop);
  private readonly i18n = inject(I18n);
  protected readonly words = inject(EntryWords);

  /** Whoever is no person is a program, which the page of keys leads from. */
  private readonly nameOfActor = (id: string): Promise<string> =>
    this.people
      .nameOf(id)
      .catch(async () => this.i18n.t('history.byKey', { name: (await this.keys.getApiKey({ id })).name }));

  protected readonly filters = computed<readonly Filter[]>(() => [
    ...(this.session.can('users:read')
      ? [
          {
            kind: 'entity',
            key: 'actorId',
            label: 'journal.field.person',
            search: this.people.search,
            nameOf: this.nameOfActor,
          } as const,
        ]
      : []),
    {
      kind: 'choice',
      key: 'action',
      label: 'journal.field.action',
      options: this.inWords(JOURNAL_ACTIONS, 'action'),
      isTranslated: true,
    },
    {
      kind: 'choice',
      key: 'entity',
      label: 'journal.field.entity',
      options: this.inWords(KINDS, 'kind'),
      isTranslated: true,
      isSingle: true,
    },
    { kind: 'period', key: 'at', label: 'journal.period' },
  ]);
  protected readonly list = entityList<JournalEntry>({
    sort: '-at',
    filters: ['actorId', 'action', 'entity', 'atFrom', 'atTo'],
    load: (view) => this.api.listJournal({ page: view.page, pageSize: view.pageSize, ...this.queryOf(view) }),
  });
  protected readonly columns: readonly Column<JournalEntry>[] = [
    { key: 'at', header: 'journal.field.at', type: 'moment', width: '140px', card: 'end' },
    { key: 'who', header: 'journal.field.who', type: 'template', width: '190px', card: 'title' },
    {
      key: 'action',
      header: 'journal.field.action',
      value: ({ action }) => this.words.told('action', action),
      width: '210px',
    },
    { key: 'document', header: 'journal.field.document', type: 'template', width: '190px' },
    { key: 'details', header: 'journal.field.details', value: (entry) => this.words.details(entry), isFluid: true },
    {
      key: 'address',
      header: 'journal.field.address',
      type: 'code',
      value: ({ actor }) => actor.address?.replace(/^::ffff:/, ''),
      hideBelow: 1100,
    },
  ];
  protected readonly files = computed(() => {
    const query = this.queryOf(this.list.view());
    return [
      {
        label: 'journal.file.csv',
        name: () => `${this.i18n.t('journal.fileName')}_${this.workshop.today()}.csv`,
        read: () => this.api.exportJournalCsv({ ...query, lang: this.i18n.language() }),
      },
    ];
  });

  /** Values with their words, by these: there are many. */
  private inWords(values: readonly string[], list: 'action' | 'kind'): { value: string; label: string }[] {
    const options = values.map((value) => ({ value, label: this.words.told(list, value) }));
    return options.sort((one, other) => one.label.localeCompare(other.label, this.i18n.language()));
  }

  /** What the address says, as the API is asked; days are the workshop's, the last one included. */
  private queryOf({ q, filters }: Pick<ListView, 'q' | 'filters'>): ListJournal$Params {
    const { timeZone } = this.workshop.settings();
    const first = (name: string): string | undefined => filters[name]?.[0];
    const [actorId, entity, from, to] = [first('actorId'), first('entity'), first('atFrom'), first('atTo')];
    const action = (filters['action'] ?? []).filter(isAction);
    return {
      // People type `№ 1024`; there is no document of the number 0.
      ...(q && { number: Number(q.replace(/\D/g, '')) }),
      ...(actorId && { actorId }),
      ...(entity && { entity }),
      ...(action.length && { action }),
      ...(from && { from: startOfDay(from, timeZone).toISOString() }),
      ...(to && { to: startOfDay(addDays(to, 1), timeZone).toISOString() }),
    };
  }
}

function isAction(value: string): value is JournalAction {
  return (JOURNAL_ACTIONS as readonly string[]).includes(value);
}
