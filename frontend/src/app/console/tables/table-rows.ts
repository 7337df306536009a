import { Component, Injector, type OnInit, computed, inject, input, runInInjectionContext } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type ExportTableCsv$Params, type Table, type TableField, type TableRow, TablesService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { PageTitle } from '../../core/platform/page-title';
import { Workshop } from '../../core/workshop/workshop';
import { anyPageOf } from '../../entities/document-pages';
import { type ExportFile, ExportMenu } from '../../ui/export-menu/export-menu';
import { type Filter, filterKeys } from '../../ui/filter-bar/filter';
import { FilterBar } from '../../ui/filter-bar/filter-bar';
import { type EntityList, entityList } from '../../ui/list/entity-list';
import type { ListView } from '../../ui/list/list-view';
import { PageHeader } from '../../ui/page-header/page-header';
import { Cell } from '../../ui/table/cell';
import type { Column } from '../../ui/table/column';
import { DataTable } from '../../ui/table/data-table';
import { FieldValue } from './field-value';
import { RowActs } from './row-acts';
import { isWhole, typedFields } from './row-draft';
import { RowFinder } from './row-finder';
import { columnsOf, filterOf, filtersOf, isLink, isListed, sortOf } from './table-columns';
import { TableWords } from './table-words';

/** The rows of one table: columns, filters, files and the form of a new row, all as its fields are declared. */
@Component({
  selector: 'app-table-rows',
  imports: [
    Cell,
    DataTable,
    ExportMenu,
    FieldValue,
    FilterBar,
    MatButton,
    MatIcon,
    PageHeader,
    RouterLink,
    TranslocoPipe,
  ],
  templateUrl: './table-rows.html',
})
export class TableRows implements OnInit {
  private readonly injector = inject(Injector);
  private readonly api = inject(TablesService);
  private readonly acts = inject(RowActs);
  private readonly finder = inject(RowFinder);
  private readonly router = inject(Router);
  private readonly i18n = inject(I18n);
  private readonly workshop = inject(Workshop);
  private readonly title = inject(PageTitle);
  protected readonly words = inject(TableWords);

  readonly table = input.required<Table>();

  protected list!: EntityList<TableRow>;
  private readonly header = (name: string): string => this.words.fieldKey(name, this.table().name);
  protected readonly columns = computed((): readonly Column<TableRow>[] =>
    columnsOf(this.table(), { header: this.header, value: (field, value) => this.words.value(field, value) }),
  );
  protected readonly filters = computed((): readonly Filter[] =>
    filtersOf(
      this.table(),
      { header: this.header, choice: (field, value) => this.words.choice(field, value) },
      this.finder,
    ),
  );
  protected readonly links = computed(() => this.table().fields.filter((field) => isListed(field) && isLink(field)));
  /** A plain form does for a new row; else it is typed where its documents have their pages. */
  protected readonly isWhole = computed(() => isWhole(this.table().adding?.fields ?? []));
  protected readonly newPage = computed(() => {
    return anyPageOf(this.table().entity, 'new');
  });
  protected readonly mayWrite = computed(() => {
    const { adding, changing, deleting } = this.table();
    const isAdded = adding && (this.isWhole() || this.newPage());
    return !!isAdded || !!deleting || typedFields(changing?.fields ?? []).length > 0;
  });
  protected readonly files = computed(() => this.filesOf(this.queryOf(this.list.view())));
  protected readonly linkOf = (row: TableRow): string => `/tables/${this.table().name}/${row.id}`;

  ngOnInit(): void {
    const { name, entity } = this.table();
    this.title.say(this.words.tableOf(name));
    // The list follows from what is declared of the table, which an input tells.
    this.list = runInInjectionContext(this.injector, () =>
      entityList<TableRow>({
        sort: sortOf(this.table()),
        filters: filterKeys(this.filters()),
        load: (view) =>
          this.api.listTableRows({ name, page: view.page, pageSize: view.pageSize, ...this.queryOf(view) }),
        live: [entity],
      }),
    );
  }

  protected async add(): Promise<void> {
    const stored = await this.acts.edit(this.table());
    if (stored) await this.router.navigateByUrl(`/tables/${this.table().name}/${stored.id}`);
  }

  protected labelOf({ name }: TableField): string {
    return this.words.field(name, this.table().name);
  }

  private filesOf(query: Omit<ExportTableCsv$Params, 'name' | 'lang'>): ExportFile[] {
    const { name } = this.table();
    const file = (ending: string) => (): string => `${name}_${this.workshop.today()}.${ending}`;
    const asked = { name, ...query, lang: this.i18n.language() };
    return [
      { label: 'tables.file.xlsx', name: file('xlsx'), read: () => this.api.exportTableXlsx(asked) },
      { label: 'tables.file.csv', name: file('csv'), read: () => this.api.exportTableCsv(asked) },
    ];
  }

  /** What the address says, as the API is asked; without its page. */
  private queryOf(view: ListView): { sort?: string; q?: string; filter?: string } {
    const filter = filterOf(this.table(), view, this.workshop.settings().timeZone);
    return { ...(view.sort && { sort: view.sort }), ...(view.q && { q: view.q }), ...(filter && { filter }) };
  }
}
