import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Import, type ImportFault, type ImportRow, ImportsService } from '@verstak/api';
import { I18n } from '../../core/i18n/i18n';
import { ProblemText } from '../../core/i18n/problem-text';
import { liveResource } from '../../core/live/live-resource';
import { IMPORT_AREAS } from './import-areas';

const PAGE = 50;

/** The rows of a file as a tree, each with what it would do and what is wrong with it. */
@Component({
  selector: 'app-import-rows',
  imports: [MatButton, MatCheckbox, MatIcon, TranslocoPipe],
  templateUrl: './import-rows.html',
  styleUrl: './import-rows.scss',
})
export class ImportRows {
  private readonly api = inject(ImportsService);
  private readonly i18n = inject(I18n);
  private readonly problems = inject(ProblemText);

  readonly import = input.required<Import>();
  protected readonly isFaulty = linkedSignal(() => !!this.import().faultsTotal);
  private readonly pages = signal(1);

  protected readonly page = liveResource({
    params: () => ({
      id: this.import().id,
      version: this.import().version,
      isFaulty: this.isFaulty(),
      pages: this.pages(),
    }),
    load: ({ id, isFaulty, pages }) => this.read(id, isFaulty, pages),
    keeps: () => true,
  });
  /** Faults of the file that belong to none of its rows. */
  protected readonly general = liveResource({
    params: () => (this.import().faultsTotal ? { id: this.import().id, version: this.import().version } : undefined),
    load: async ({ id }) => {
      const headerRow = this.import().mapping?.headerRow ?? 0;
      const { items } = await this.api.listImportFaults({ id, pageSize: PAGE });
      return items.filter(({ row }) => row <= headerRow);
    },
  });
  protected readonly fields = computed(() => (this.import().mapping?.columns ?? []).map(({ field }) => field));

  protected more(): void {
    this.pages.update((pages) => pages + 1);
  }

  protected filter(isFaulty: boolean): void {
    this.pages.set(1);
    this.isFaulty.set(isFaulty);
  }

  /** What the row says, in the order of its columns, the first of them apart. */
  protected textsOf({ cells }: ImportRow): [string, string] {
    const texts = cells.map(({ value }) => value);
    return [texts[0] ?? '', texts.slice(1).join(' · ')];
  }

  protected wordsOf({ row, column, code, rule, value, message }: ImportFault): string {
    const text = this.reasonOf(code, rule ?? '', value ?? '', message);
    return this.i18n.t(column ? 'imports.faultPlace' : 'imports.faultRow', { row, column, text });
  }

  private reasonOf(code: string, rule: string, value: string, message: string): string {
    if (rule === 'column') return this.i18n.t('imports.fault.requiredColumn', { field: this.fieldName(value) });
    if (rule === 'taken') return this.i18n.t('imports.taken');
    if (rule === 'known' && code !== 'unknown_route') return this.i18n.t('imports.known');
    if (code === 'out_of_range' || (code === 'required' && rule === 'nameRequired'))
      return this.problems.ofFault({ field: '', rule, message }).toLowerCase();
    return this.i18n.t(`imports.fault.${code}`);
  }

  private fieldName(field: string): string {
    const role = `imports.role.${field}`;
    const own = `${IMPORT_AREAS[this.import().kind]}.field.${field}`;
    return this.i18n.t([role, own].find((key) => this.i18n.has(key)) ?? field);
  }

  /** All the pages so far at once, so that a live look keeps the place. */
  private async read(id: string, isFaulty: boolean, pages: number): Promise<{ items: ImportRow[]; total: number }> {
    const reading = Array.from({ length: pages }, (_, page) =>
      this.api.listImportRows({ id, isFaulty, page: page + 1, pageSize: PAGE }),
    );
    const read = await Promise.all(reading);
    return { items: read.flatMap(({ items }) => items), total: read[0]?.total ?? 0 };
  }
}
