import { Component, inject } from '@angular/core';
import { FormField, required } from '@angular/forms/signals';
import { MatCheckbox } from '@angular/material/checkbox';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Table, type TableField, type TableRow, TablesService } from '@verstak/api';
import type { ApiProblem } from '../../core/http/api-problem';
import { Workshop } from '../../core/workshop/workshop';
import { Dialogs } from '../../ui/dialogs/dialogs';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { ChoicesField } from '../../ui/fields/choices-field';
import { DateField } from '../../ui/fields/date-field';
import { EntityField, type EntityOption } from '../../ui/fields/entity-field';
import { MoneyField } from '../../ui/fields/money-field';
import { NumberField } from '../../ui/fields/number-field';
import { PasswordField } from '../../ui/fields/password-field';
import type { Option } from '../../ui/fields/select-base';
import { SelectField } from '../../ui/fields/select-field';
import { TextField } from '../../ui/fields/text-field';
import { draft } from '../../ui/forms/draft';
import { type Settled, formSession } from '../../ui/forms/form-session';
import { type RowDraft, bodyOf, changedNames, draftOf, groupOf, rebase, typedFields } from './row-draft';
import type { RowFinder } from './row-finder';
import { TableWords } from './table-words';

/** What is stored of a row, as its route answers. */
export interface StoredRow {
  id: string;
  version: number;
}

/** Which row is changed, or in which table one is added. */
export interface RowTask {
  table: Table;
  row?: TableRow;
  /** Sends a body by the route that adds or changes it. */
  send: (body: object) => Promise<StoredRow>;
  finder: RowFinder;
}

/** A form made of what the routes of a table take; closes with what is stored then. */
@Component({
  selector: 'app-row-dialog',
  imports: [
    ChoicesField,
    DateField,
    EntityField,
    FormDialog,
    FormField,
    MatCheckbox,
    MoneyField,
    NumberField,
    PasswordField,
    SelectField,
    TextField,
    TranslocoPipe,
  ],
  templateUrl: './row-dialog.html',
})
export class RowDialog {
  private readonly api = inject(TablesService);
  private readonly dialog = inject<MatDialogRef<RowDialog, StoredRow>>(MatDialogRef);
  private readonly dialogs = inject(Dialogs);
  private readonly zone = inject(Workshop).settings().timeZone;
  protected readonly words = inject(TableWords);
  protected readonly task = inject<RowTask>(MAT_DIALOG_DATA);

  private readonly body = this.task.row ? this.task.table.changing : this.task.table.adding;
  protected readonly fields = typedFields(this.body?.fields ?? []);
  /** What the route takes, and this form does not have. */
  protected readonly hasMore = this.fields.length < (this.body?.fields.length ?? 0);
  private readonly typed = draft<RowDraft>(this.stored(this.task.row), {
    key: () => `verstak.draft.tables.${this.task.table.name}.${this.task.row?.id ?? 'new'}`,
    changed: changedNames,
    merged: rebase,
  });
  protected readonly session = formSession<RowDraft>(this.typed.mine, {
    rules: (path) => {
      for (const field of this.task.row ? [] : this.fields.filter(({ isRequired }) => isRequired)) {
        if (groupOf(field) === 'texts') required(path.texts[field.name]!);
        if (groupOf(field) === 'figures') required(path.figures[field.name]!);
      }
    },
    save: async (typed) => this.dialog.close(await this.send(typed)),
    placed: (name) => `${this.groupOf(name)}.${name}`,
    draft: this.typed,
    settle: (problem) => this.settle(problem),
    isModal: true,
  });

  constructor() {
    const { row } = this.task;
    this.typed.openAnew(this.stored(row), row && Number(row.values['version']));
    this.dialog.beforeClosed().subscribe(() => this.typed.close());
  }

  protected label({ name }: TableField): string {
    return this.words.field(name, this.task.table.name);
  }

  protected optionsOf(field: TableField): Option[] {
    return (field.choices ?? []).map(({ value }) => ({ value, label: this.words.choice(field, value) }));
  }

  protected finderOf({ of }: TableField): (words: string) => Promise<readonly EntityOption[]> {
    return async (words) => (of ? this.task.finder.search(of, words) : []);
  }

  /** What the field refers to at first. */
  protected initialOf({ name, of }: TableField): EntityOption | undefined {
    const { row } = this.task;
    const id = row?.values[name];
    if (!row || !of || typeof id !== 'string') return undefined;
    return { id, label: this.words.referred(this.task.finder.tableOf(of), id, row.names[id]) };
  }

  private groupOf(name: string): string {
    const field = this.fields.find((one) => one.name === name);
    return field ? groupOf(field) : 'none';
  }

  private stored(row?: TableRow): RowDraft {
    return draftOf(this.fields, row?.values ?? {}, this.zone);
  }

  private send(typed: RowDraft): Promise<StoredRow> {
    const { row, send } = this.task;
    const { base, version } = this.typed;
    return send({ ...bodyOf(this.fields, typed, this.zone, row && base), ...(row && { version }) });
  }

  /** Asks whose values stay, then takes what stands. */
  private async settle({ conflicts }: ApiProblem): Promise<Settled<RowDraft> | undefined> {
    const { table, row } = this.task;
    const fieldOf = (name: string): TableField | undefined => this.fields.find((one) => one.name === name);
    const takeTheirs = await this.dialogs.resolve(conflicts, {
      name: (name) => this.words.field(name.split('.')[0] ?? name, table.name),
      value: (name, value) => {
        const field = fieldOf(name);
        return field ? this.words.value(field, value) : String(value ?? '');
      },
    });
    if (!takeTheirs || !row) return undefined;
    const fresh = await this.api.getTableRow({ name: table.name, id: row.id });
    return { theirs: this.stored(fresh), version: Number(fresh.values['version']), takeTheirs };
  }
}
