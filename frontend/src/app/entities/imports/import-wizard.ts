import { Component, DestroyRef, computed, effect, inject, input, model, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatProgressBar } from '@angular/material/progress-bar';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Import, type ImportKind, type ImportMapping, ImportsService } from '@verstak/api';
import { MAX_IMPORT_BYTES, isBusyImport } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { ProblemText } from '../../core/i18n/problem-text';
import { toProblem } from '../../core/http/api-problem';
import { liveResource } from '../../core/live/live-resource';
import { Toasts } from '../../core/toasts/toasts';
import { MomentPipe } from '../../ui/pipes/format-pipes';
import { EmptyState } from '../../ui/states/empty-state';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { ImportColumns } from './import-columns';
import { ImportRows } from './import-rows';
import { ImportUpload } from './import-upload';

/** How often one looks how far the work is. */
const LOOK_MS = 700;
/** Earlier imports that are shown. */
const FORMER = 5;

/** A file on its way into the workshop: chosen, understood, looked at, written, perhaps taken back. */
@Component({
  selector: 'app-import-wizard',
  imports: [
    EmptyState,
    ImportColumns,
    ImportRows,
    MatButton,
    MatIcon,
    MatProgressBar,
    MomentPipe,
    ProblemState,
    RouterLink,
    Skeleton,
    TranslocoPipe,
  ],
  templateUrl: './import-wizard.html',
  styleUrl: './import-wizard.scss',
  host: {
    '[class.dropping]': 'isDropping()',
    '(dragover)': 'drag($event, true)',
    '(dragleave)': 'drag($event, false)',
    '(drop)': 'drop($event)',
  },
})
export class ImportWizard {
  private readonly api = inject(ImportsService);
  private readonly i18n = inject(I18n);
  private readonly problems = inject(ProblemText);
  private readonly toasts = inject(Toasts);
  protected readonly upload = inject(ImportUpload);

  readonly kind = input.required<ImportKind>();
  /** Whose offers are imported, where they are somebody's. */
  readonly supplierId = input<string>();
  /** The import that is looked at, or none while a file is to be chosen; the page keeps it in its address. */
  readonly id = model<string | undefined>();
  /** Where what was imported is listed. */
  readonly list = input.required<string>();

  protected readonly isDropping = signal(false);
  protected readonly fault = signal('');
  protected readonly shown = liveResource({
    params: () => this.id(),
    load: (id) => this.api.getImport({ id }),
  });
  protected readonly former = liveResource({
    params: () => (this.id() ? undefined : { kind: this.kind(), supplierId: this.supplierId() }),
    load: ({ kind, supplierId }) =>
      this.api.listImports({ kind: [kind], pageSize: FORMER, ...(supplierId && { supplierId: [supplierId] }) }),
  });
  protected readonly busy = computed(() => {
    const state = this.shown.value()?.state;
    return state && isBusyImport(state) ? state : undefined;
  });
  protected readonly refusal = computed(() => {
    const refusal = this.shown.value()?.refusal;
    if (!refusal) return '';
    const key = `errors.${refusal.code}`;
    return this.i18n.t('imports.refused', { text: this.i18n.has(key) ? this.i18n.t(key) : refusal.detail });
  });

  constructor() {
    let timer: ReturnType<typeof setTimeout> | undefined;
    effect(() => {
      // Each answer that is not the end asks for the next.
      if (this.busy() && this.shown.readAt()) timer = setTimeout(() => this.shown.reload(), LOOK_MS);
    });
    inject(DestroyRef).onDestroy(() => clearTimeout(timer));
  }

  protected picked(field: HTMLInputElement): void {
    void this.take(field.files?.[0]);
    field.value = '';
  }

  protected drag(event: DragEvent, isOver: boolean): void {
    if (this.id() || !event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    this.isDropping.set(isOver);
  }

  protected drop(event: DragEvent): void {
    this.drag(event, false);
    if (!this.id()) void this.take(event.dataTransfer?.files[0]);
  }

  protected async map(mapping: ImportMapping): Promise<void> {
    await this.act((id) => this.api.changeImport({ id, body: { mapping } }));
  }

  protected async commit(): Promise<void> {
    await this.act((id) => this.api.commitImport({ id }));
  }

  protected async undo(): Promise<void> {
    await this.act((id) => this.api.undoImport({ id }));
  }

  /** Gives up an import that waits, and chooses another file. */
  protected async again(one: Import): Promise<void> {
    this.id.set(undefined);
    if (one.state === 'ready' || one.state === 'unreadable') {
      await this.api.deleteImport({ id: one.id }).catch((error: unknown) => this.toasts.fail(error));
      this.former.reload();
    }
  }

  private async take(file: File | undefined): Promise<void> {
    if (!file) return;
    this.fault.set(file.size > MAX_IMPORT_BYTES ? this.i18n.t('imports.tooLarge') : '');
    if (this.fault()) return;
    try {
      this.id.set((await this.upload.send(this.kind(), file, this.supplierId())).id);
    } catch (error) {
      this.fault.set(this.problems.of(toProblem(error)));
    }
  }

  private async act(work: (id: string) => Promise<Import>): Promise<void> {
    const id = this.id();
    if (!id) return;
    try {
      this.shown.put(await work(id));
    } catch (error) {
      this.toasts.fail(error);
      this.shown.reload();
    }
  }
}
