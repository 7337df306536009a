import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogTitle,
} from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { TemplatesService } from '@verstak/api';
import type { TemplateKind } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { liveResource } from '../../core/live/live-resource';
import { Downloads } from '../../core/platform/downloads';
import { Toasts } from '../../core/toasts/toasts';
import { SelectField } from '../../ui/fields/select-field';
import { ProblemState } from '../../ui/states/problem-state';
import { DocumentPreview } from './document-preview';
import { TemplateWords } from './template-words';

/** Of what documents are made. */
export interface DocumentTask {
  kind: TemplateKind;
  id: string;
  /** The number that the file is called by. */
  number: number;
}

/** Makes a document by a template that is chosen here: to look at, and to download. */
@Component({
  selector: 'app-document-dialog',
  imports: [
    DocumentPreview,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    MatIcon,
    ProblemState,
    RouterLink,
    SelectField,
    TranslocoPipe,
  ],
  template: `
    <h2 mat-dialog-title>{{ 'templates.making' | transloco }}</h2>
    <mat-dialog-content>
      @if (templates.problem(); as problem) {
        <ui-problem-state [error]="problem" (retry)="templates.reload()" />
      } @else {
        <ui-select-field
          [label]="'templates.template' | transloco"
          [options]="options()"
          [value]="chosenId()"
          (valueChange)="choose($event)"
        />
        @if (withheld(); as tags) {
          <p class="note">
            <mat-icon svgIcon="lock" aria-hidden="true" />{{ 'templates.leftEmpty' | transloco: { tags } }}
          </p>
        }
        @if (unknown(); as tags) {
          <p class="note">
            <mat-icon svgIcon="error" aria-hidden="true" />{{ 'templates.unknownTags' | transloco: { tags } }}
          </p>
        }
        @if (made(); as file) {
          <app-document-preview [file]="file" />
        }
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <a mat-button routerLink="/templates" mat-dialog-close>{{ 'templates.toTemplates' | transloco }}</a>
      <button mat-button type="button" mat-dialog-close>{{ 'ui.cancel' | transloco }}</button>
      <button mat-stroked-button type="button" [disabled]="!chosen() || isBusy()" (click)="look()">
        <mat-icon svgIcon="show" />{{ 'templates.look' | transloco }}
      </button>
      <button mat-flat-button type="button" [disabled]="!chosen() || isBusy()" (click)="save()">
        <mat-icon svgIcon="download" />{{ 'templates.make' | transloco }}
      </button>
    </mat-dialog-actions>
  `,
  styles: `
    mat-dialog-content {
      display: grid;
      gap: 12px;
      padding-top: 8px;
    }
    .note {
      display: flex;
      gap: 8px;
      margin: 0;
    }
  `,
})
export class DocumentDialog {
  private readonly api = inject(TemplatesService);
  private readonly downloads = inject(Downloads);
  private readonly i18n = inject(I18n);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(TemplateWords);
  protected readonly task = inject<DocumentTask>(MAT_DIALOG_DATA);

  protected readonly templates = liveResource({
    params: () => this.task.kind,
    load: (kind) => this.api.listTemplates({ kind }),
    live: ['Template'],
  });
  private readonly tags = liveResource({ params: () => this.task.kind, load: (kind) => this.words.tagsOf(kind) });
  /** Those of the product in another language only stand in the way. */
  private readonly offered = computed(() =>
    (this.templates.value() ?? []).filter(({ isShipped, lang }) => !isShipped || lang === this.i18n.language()),
  );
  protected readonly options = computed(() => this.offered().map(({ id, name }) => ({ value: id, label: name })));
  protected readonly chosenId = linkedSignal(() => this.offered()[0]?.id ?? '');
  protected readonly chosen = computed(() => this.offered().find(({ id }) => id === this.chosenId()));
  protected readonly withheld = computed(() => {
    const [template, tags] = [this.chosen(), this.tags.value()];
    return template && tags ? this.words.withheldOf(template, tags).join(', ') : '';
  });
  protected readonly unknown = computed(() =>
    (this.chosen()?.tags ?? [])
      .filter(({ isUnknown }) => isUnknown)
      .map(({ name }) => name)
      .join(', '),
  );
  protected readonly made = signal<Blob | undefined>(undefined);
  protected readonly isBusy = signal(false);

  protected choose(id: string): void {
    this.chosenId.set(id);
    this.made.set(undefined);
  }

  protected async look(): Promise<void> {
    await this.make();
  }

  protected async save(): Promise<void> {
    const file = this.made() ?? (await this.make());
    if (file) this.downloads.save(file, `${this.chosen()?.name ?? ''} ${this.task.number}.docx`);
  }

  private async make(): Promise<Blob | undefined> {
    this.isBusy.set(true);
    try {
      const file = await this.api.makeDocument({ id: this.chosenId(), subjectId: this.task.id });
      this.made.set(file);
      return file;
    } catch (error) {
      this.toasts.fail(error);
      return undefined;
    } finally {
      this.isBusy.set(false);
    }
  }
}
