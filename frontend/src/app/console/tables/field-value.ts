import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TableField } from '@verstak/api';
import { anyPageOf } from '../../entities/document-pages';
import { isLink } from './table-columns';
import { KnownTables } from './known-tables';
import { TableWords } from './table-words';

type Values = Readonly<Record<string, unknown>>;

/** A value of a row: ids lead to what they are of, lists and documents are unfolded. */
@Component({
  selector: 'app-field-value',
  imports: [RouterLink],
  templateUrl: './field-value.html',
  styleUrl: './field-value.scss',
})
export class FieldValue {
  private readonly tables = inject(KnownTables);
  protected readonly words = inject(TableWords);

  readonly field = input.required<TableField>();
  readonly values = input.required<Values>();
  /** What documents are called, by their ids. */
  readonly names = input.required<Readonly<Record<string, string>>>();
  /** What it is called, for who does not see where it stands. */
  readonly label = input('');

  protected readonly value = computed(() => this.values()[this.field().name]);
  protected readonly text = computed(() => this.words.value(this.field(), this.value()));
  protected readonly links = computed(() => {
    const { of, kindBy } = this.field();
    const value = this.value();
    const kind = of ?? (kindBy ? this.values()[kindBy] : undefined);
    if (!isLink(this.field()) || typeof kind !== 'string' || !value) return [];
    return [value].flat().map((one) => this.linkTo(kind, String(one)));
  });
  /** The documents of a list, or the one that lies in the field. */
  protected readonly inner = computed((): Values[] => {
    const value = this.value();
    if (!this.field().fields || !value) return [];
    return [value].flat() as Values[];
  });
  /** The fields of these that any of them has. */
  protected readonly innerFields = computed(() =>
    (this.field().fields ?? []).filter(({ name }) => this.inner().some((one) => one[name] !== undefined)),
  );

  private linkTo(kind: string, id: string): { id: string; label: string; address?: string } {
    const table = this.tables.ofKind(kind);
    const label = this.words.referred(table, id, this.names()[id]);
    // What has gone has no page any more.
    if (this.names()[id] === undefined && table?.calledBy) return { id, label };
    const address = anyPageOf(kind, id) ?? (table && `/tables/${table.name}/${id}`);
    return { id, label, ...(address && { address }) };
  }
}
