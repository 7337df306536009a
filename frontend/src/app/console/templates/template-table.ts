import { Component, computed, inject, input, linkedSignal, output, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';
import { type TableWriting, type Template, TemplatesService } from '@verstak/api';
import { TABLE_KEYS } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { Toasts } from '../../core/toasts/toasts';
import { OnedrivePicks } from '../../entities/onedrive/onedrive-picks';
import { SelectField } from '../../ui/fields/select-field';
import { TextField } from '../../ui/fields/text-field';
import { MomentPipe } from '../../ui/pipes/format-pipes';
import { FileChoice } from './file-choice';
import { TemplateUpload } from './template-upload';

/** The table of a template: uploaded or in OneDrive, and by which column its rows belong to documents. */
@Component({
  selector: 'app-template-table',
  imports: [FileChoice, MatButton, MomentPipe, SelectField, TextField, TranslocoPipe],
  template: `
    <p class="muted">{{ 'templates.table.lead' | transloco }}</p>
    @if (template().table; as table) {
      <p>
        {{ table.name }} · {{ 'templates.table.rows' | transloco: { count: table.rowsTotal } }} ·
        {{ 'templates.table.read' | transloco: { at: (table.at | moment) } }}
      </p>
      <ui-select-field
        [label]="'templates.table.key' | transloco"
        [emptyLabel]="'templates.table.all' | transloco"
        [options]="columns()"
        [(value)]="key"
      />
      @if (key()) {
        <ui-select-field [label]="'templates.table.keyOf' | transloco" [options]="keys()" [(value)]="keyOf" />
      }
    } @else {
      <p>{{ 'templates.table.none' | transloco }}</p>
    }
    <ui-text-field [label]="'templates.table.path' | transloco" [(value)]="path" />
    <div class="acts">
      <button mat-stroked-button type="button" (click)="pick()">{{ 'onedrive.pick' | transloco }}</button>
      <app-file-choice
        accept=".xlsx,.csv"
        [label]="'templates.table.upload' | transloco"
        (chosen)="put(upload.table(template().id, $event), 'saved')"
      />
      @if (template().table || path()) {
        <button mat-flat-button type="button" [disabled]="isBusy()" (click)="save()">
          {{ 'templates.table.save' | transloco }}
        </button>
      }
      @if (template().table) {
        <button mat-button type="button" [disabled]="isBusy()" (click)="remove()">
          {{ 'templates.table.remove' | transloco }}
        </button>
      }
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 12px;
    }
    p {
      margin: 0;
      overflow-wrap: anywhere;
    }
    .acts {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
  `,
})
export class TemplateTablePanel {
  private readonly api = inject(TemplatesService);
  private readonly i18n = inject(I18n);
  private readonly toasts = inject(Toasts);
  private readonly onedrive = inject(OnedrivePicks);
  protected readonly upload = inject(TemplateUpload);
  readonly template = input.required<Template>();
  /** The template as it is stored then. */
  readonly changed = output<Template>();

  protected readonly columns = computed(() =>
    (this.template().table?.headings ?? []).map(({ text }) => ({ value: text, label: text })),
  );
  protected readonly keys = computed(() =>
    TABLE_KEYS[this.template().kind].map((value) => ({ value, label: this.i18n.t(`templates.table.by.${value}`) })),
  );
  protected readonly key = linkedSignal(() => this.template().table?.key ?? '');
  protected readonly keyOf = linkedSignal<string>(() => this.template().table?.keyOf ?? 'number');
  protected readonly path = linkedSignal(() => {
    const { table } = this.template();
    return table?.origin === 'onedrive' ? table.name : '';
  });
  protected readonly isBusy = signal(false);

  protected async pick(): Promise<void> {
    const picked = await this.onedrive.file(['.xlsx', '.csv']);
    if (picked) this.path.set(picked.path);
  }

  protected save(): Promise<void> {
    const path = this.path().trim();
    const own = this.key() ? { key: this.key(), keyOf: this.keyOf() as TableWriting['keyOf'] } : {}; // one of the options
    const body: TableWriting = { ...own, ...(path ? { path } : {}) };
    return this.put(this.api.setTemplateTable({ id: this.template().id, body }), 'saved');
  }

  protected remove(): Promise<void> {
    return this.put(this.api.removeTemplateTable({ id: this.template().id }), 'removed');
  }

  protected async put(stored: Promise<Template>, said: 'saved' | 'removed'): Promise<void> {
    this.isBusy.set(true);
    try {
      this.changed.emit(await stored);
      this.toasts.say(`templates.table.${said}`);
    } catch (error) {
      this.toasts.fail(error);
    } finally {
      this.isBusy.set(false);
    }
  }
}
