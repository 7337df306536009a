import { Component, computed, inject, input, output } from '@angular/core';
import { MatCheckbox } from '@angular/material/checkbox';
import { TranslocoPipe } from '@jsverse/transloco';
import { type FileColumn, type Import, type ImportMapping, ImportsService } from '@verstak/api';
import { TEXT_ENCODINGS, TREE_ROLES, TREE_SHAPES, type TextEncoding, type TreeShape } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { liveResource } from '../../core/live/live-resource';
import type { Option } from '../../ui/fields/select-base';
import { SelectField } from '../../ui/fields/select-field';
import { SelectCell } from '../../ui/fields/text-cell';

/** Rows above a table among which its headings are. */
const ABOVE = 15;

/** What the columns of a file are, as far as that was recognised; each can be chosen anew. */
@Component({
  selector: 'app-import-columns',
  imports: [MatCheckbox, SelectCell, SelectField, TranslocoPipe],
  templateUrl: './import-columns.html',
  styleUrl: './import-columns.scss',
})
export class ImportColumns {
  private readonly api = inject(ImportsService);
  private readonly i18n = inject(I18n);

  readonly import = input.required<Import>();
  readonly mapped = output<ImportMapping>();

  protected readonly file = liveResource({
    params: () => ({ id: this.import().id, version: this.import().version }),
    load: ({ id }) => this.api.getImportColumns({ id }),
    keeps: () => true,
  });
  protected readonly mapping = computed<ImportMapping>(() => this.import().mapping ?? {});
  protected readonly sheets = computed<Option[]>(() =>
    (this.file.value()?.sheets ?? []).map(({ name }) => ({ value: name, label: name })),
  );
  /** Rows that may hold the headings: the first ones, and the one that does. */
  protected readonly headers = computed<Option[]>(() => {
    const last = Math.max(ABOVE, this.mapping().headerRow ?? 0);
    const rows = Array.from({ length: last }, (_, index) => ({ value: `${index + 1}`, label: `${index + 1}` }));
    return [{ value: '0', label: this.i18n.t('imports.noHeader') }, ...rows];
  });
  protected readonly encodings: readonly Option[] = TEXT_ENCODINGS.map((value) => ({ value, label: value }));
  protected readonly shapes = computed<Option[]>(() =>
    TREE_SHAPES.map((value) => ({ value, label: this.i18n.t(`imports.shapes.${value}`) })),
  );
  protected readonly options = computed<Option[]>(() => {
    const { fields = [], isTree } = this.file.value() ?? {};
    const language = this.i18n.language();
    return [
      { value: '', label: this.i18n.t('imports.ignored') },
      ...fields.map(({ field, title }) => ({ value: field, label: title[language] })),
      ...(isTree ? TREE_ROLES.map((value) => ({ value, label: this.i18n.t(`imports.role.${value}`) })) : []),
    ];
  });

  protected fieldOf({ column }: FileColumn): string {
    return this.mapping().columns?.find((mapped) => mapped.column === column)?.field ?? '';
  }

  /** A column is something else; no other is the same, but for one of several levels. */
  protected assign(column: number, field: string): void {
    const isAlone = field !== 'tree.tier';
    const others = (this.mapping().columns ?? []).filter(
      (mapped) => mapped.column !== column && !(isAlone && mapped.field === field),
    );
    const columns = [...others, ...(field ? [{ column, field }] : [])].sort((one, other) => one.column - other.column);
    this.mapped.emit({ ...this.mapping(), columns });
  }

  protected takeSheet(sheet: string): void {
    if (sheet !== this.mapping().sheet) this.mapped.emit({ sheet });
  }

  /** Another row of headings, or another encoding, makes other headings: the columns are recognised anew. */
  protected takeHeader(headerRow: number): void {
    const { sheet, encoding, headerRow: former } = this.mapping();
    if (headerRow === former) return;
    this.mapped.emit({ ...(sheet && { sheet }), ...(encoding && { encoding }), headerRow });
  }

  protected takeEncoding(value: string): void {
    const encoding = value as TextEncoding; // of the options
    if (encoding !== this.mapping().encoding) this.mapped.emit({ encoding });
  }

  protected takeShape(value: string): void {
    const shape = value as TreeShape; // of the options
    if (shape !== this.mapping().shape) this.mapped.emit({ ...this.mapping(), shape });
  }

  protected takeEmpty(emptyClears: boolean): void {
    this.mapped.emit({ ...this.mapping(), emptyClears });
  }
}
