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
import { type Template, TemplatesService } from '@verstak/api';
import { RUN_TARGETS, type RunTarget, type TemplateKind } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { useDialogAct } from '../../core/keyboard/shortcuts';
import { liveResource } from '../../core/live/live-resource';
import { Downloads } from '../../core/platform/downloads';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { SelectField } from '../../ui/fields/select-field';
import { TextField } from '../../ui/fields/text-field';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { OnedrivePicks } from '../onedrive/onedrive-picks';
import { DocumentPreview } from './document-preview';
import { RunProgress } from './run-progress';
import { TemplateWords } from './template-words';

/** Of what documents are made: orders or parts, each with the number that people call it by. */
export interface DocumentTask {
  kind: TemplateKind;
  of: readonly { id: string; number: number }[];
}

/** Makes documents by a template that is chosen here: one to look at and to download, or many while one waits. */
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
    RunProgress,
    SelectField,
    Skeleton,
    TextField,
    TranslocoPipe,
  ],
  template: `
    <h2 mat-dialog-title>
      {{ 'templates.making' | transloco }}
      @if (!only) {
        <span class="muted">{{ 'templates.run.many' | transloco: { count: task.of.length } }}</span>
      }
    </h2>
    <mat-dialog-content>
      @if (templates.problem(); as problem) {
        <ui-problem-state [error]="problem" (retry)="templates.reload()" />
      } @else if (templates.value()) {
        <ui-select-field [label]="'templates.template' | transloco" [options]="options()" [(value)]="chosenId" />
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
        <ui-select-field [label]="'templates.run.target' | transloco" [options]="targets()" [(value)]="target" />
        @if (target() === 'onedrive') {
          <ui-text-field [label]="'templates.run.folder' | transloco" [(value)]="folder" />
          @if (mayLook()) {
            <button mat-stroked-button type="button" (click)="pickFolder()">{{ 'onedrive.pick' | transloco }}</button>
          }
        }
        @if (runId(); as id) {
          <app-run-progress [runId]="id" [numbers]="numbers" />
        }
        @if (made(); as file) {
          <app-document-preview [file]="file" />
        }
      } @else {
        <ui-skeleton width="100%" height="56px" />
      }
    </mat-dialog-content>
    <mat-dialog-actions align="end">
      <a mat-button routerLink="/templates" mat-dialog-close>{{ 'templates.toTemplates' | transloco }}</a>
      <button mat-button type="button" mat-dialog-close>{{ 'ui.cancel' | transloco }}</button>
      @if (only) {
        <button mat-stroked-button type="button" [disabled]="!chosen() || isBusy()" (click)="make(only.id)">
          <mat-icon svgIcon="show" />{{ 'templates.look' | transloco }}
        </button>
      }
      @if (only && target() === 'download') {
        <button mat-flat-button type="button" [disabled]="!isReady()" (click)="save(only)">
          <mat-icon svgIcon="download" />{{ 'templates.make' | transloco }}
        </button>
      } @else {
        <button mat-flat-button type="button" [disabled]="!isReady()" (click)="begin()">
          <mat-icon svgIcon="document" />{{ 'templates.run.begin' | transloco }}
        </button>
      }
    </mat-dialog-actions>
  `,
  styles: `
    mat-dialog-content {
      display: grid;
      gap: 12px;
    }
    /* Room for the label that stands on the upper edge of the field. */
    mat-dialog-content > :first-child {
      margin-top: 8px;
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
  private readonly onedrive = inject(OnedrivePicks);
  private readonly session = inject(Session);
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
  /** Stays chosen while others change templates. */
  protected readonly chosenId = linkedSignal<readonly Template[], string>({
    source: this.offered,
    computation: (offered, former) => offered.find(({ id }) => id === former?.value)?.id ?? offered[0]?.id ?? '',
  });
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
  /** What was made to be looked at, by the template that is chosen. */
  protected readonly made = linkedSignal<string, Blob | undefined>({
    source: this.chosenId,
    computation: () => undefined,
  });
  protected readonly isBusy = signal(false);
  /** What a single document is of. */
  protected readonly only = this.task.of.length === 1 ? this.task.of[0] : undefined;
  protected readonly numbers = new Map(this.task.of.map(({ id, number }) => [id, number]));
  protected readonly targets = computed(() =>
    RUN_TARGETS.map((value) => ({ value, label: this.i18n.t(`templates.run.targets.${value}`) })),
  );
  protected readonly target = signal<string>('download');
  protected readonly folder = signal('');
  /** Whether somebody sees what lies in OneDrive; others name the folder. */
  protected readonly mayLook = computed(
    () => this.session.can('templates:write') || this.session.can('workshop:change'),
  );
  /** The run that makes them, once it is begun: by that template, and to there. */
  protected readonly runId = linkedSignal({
    source: () => `${this.chosenId()} ${this.target()}`,
    computation: () => '',
  });

  /** Whether the first button may be pressed: a run that is begun goes on by itself. */
  protected readonly isReady = computed(() => !!this.chosen() && !this.isBusy() && !this.runId());

  constructor() {
    const { only } = this;
    const run = (): void => void (only && this.target() === 'download' ? this.save(only) : this.begin());
    const when = (): boolean => this.isReady();
    useDialogAct('templates.make', run, when);
  }

  protected async pickFolder(): Promise<void> {
    const picked = await this.onedrive.place();
    if (picked) this.folder.set(picked.path);
  }

  protected async save({ id, number }: DocumentTask['of'][number]): Promise<void> {
    const file = this.made() ?? (await this.make(id));
    if (file) this.downloads.save(file, `${this.chosen()?.name ?? ''} ${number}.docx`);
  }

  protected async begin(): Promise<void> {
    const [target, folder] = [this.target() as RunTarget, this.folder().trim()]; // one of the options
    const ids = this.task.of.map(({ id }) => id);
    const body = { templateId: this.chosenId(), target, ids, ...(target === 'onedrive' && folder ? { folder } : {}) };
    const run = await this.doing(() => this.api.startDocumentRun({ body }));
    if (run) this.runId.set(run.id);
  }

  protected async make(subjectId: string): Promise<Blob | undefined> {
    const file = await this.doing(() => this.api.makeDocument({ id: this.chosenId(), subjectId }));
    this.made.set(file);
    return file;
  }

  /** Does something; tells of what was refused. */
  private async doing<T>(work: () => Promise<T>): Promise<T | undefined> {
    this.isBusy.set(true);
    const done = await this.toasts.attempt(work);
    this.isBusy.set(false);
    return done;
  }
}
