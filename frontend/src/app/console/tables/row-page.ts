import { Component, computed, effect, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Table, type TableRow, TablesService } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { LastViews } from '../../core/platform/last-views';
import { PageTitle } from '../../core/platform/page-title';
import { anyPageOf } from '../../entities/document-pages';
import { ListSteps } from '../../ui/list/list-steps';
import { PageHeader } from '../../ui/page-header/page-header';
import { DocumentState } from '../../ui/states/document-state';
import { FieldValue } from './field-value';
import { KnownTables } from './known-tables';
import { RowActs } from './row-acts';
import { typedFields } from './row-draft';
import { TableWords } from './table-words';

/** One row with all that lies in it, and what can be done to it. */
@Component({
  selector: 'app-row-page',
  imports: [DocumentState, FieldValue, ListSteps, MatButton, MatIcon, PageHeader, RouterLink, TranslocoPipe],
  templateUrl: './row-page.html',
  styleUrls: ['../../ui/details/details.scss', './row-page.scss'],
})
export class RowPage {
  private readonly api = inject(TablesService);
  private readonly acts = inject(RowActs);
  private readonly router = inject(Router);
  private readonly lastViews = inject(LastViews);
  private readonly tables = inject(KnownTables);
  protected readonly words = inject(TableWords);

  /** From the address. */
  readonly name = input.required<string>();
  readonly id = input.required<string>();

  protected readonly table = computed(() => this.tables.named(this.name()));
  protected readonly row = liveResource({
    params: () => ({ name: this.name(), id: this.id() }),
    load: (which) => this.api.getTableRow(which),
    live: this.tables.all().map(({ entity }) => entity),
    hears: ({ id }) => id === this.id(),
  });
  protected readonly list = computed(() => this.lastViews.to(`/tables/${this.name()}`));
  /** The fields that the row has, those of many values last. */
  protected readonly plain = computed(() => this.fieldsOf((isDeep) => !isDeep));
  protected readonly deep = computed(() => this.fieldsOf((isDeep) => isDeep));
  protected readonly mayEdit = computed(() => typedFields(this.table()?.changing?.fields ?? []).length > 0);
  protected readonly ownPage = computed(() => {
    const table = this.table();
    return table && anyPageOf(table.entity, this.id());
  });

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const [table, row] = [this.table(), this.row.value()];
      if (table && row) title.say(this.words.row(table, row));
    });
  }

  protected async edit(table: Table, row: TableRow): Promise<void> {
    if (await this.acts.edit(table, row)) this.row.reload();
  }

  protected async delete(table: Table, row: TableRow): Promise<void> {
    if (await this.acts.delete(table, row)) await this.router.navigateByUrl(this.list());
  }

  private fieldsOf(isWanted: (isDeep: boolean) => boolean): Table['fields'] {
    const { values = {} } = this.row.value() ?? {};
    return (this.table()?.fields ?? []).filter(
      ({ name, fields }) => isWanted(fields !== undefined) && values[name] !== undefined,
    );
  }
}
