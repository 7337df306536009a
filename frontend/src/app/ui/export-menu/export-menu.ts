import { Component, inject, input, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { MatProgressSpinner } from '@angular/material/progress-spinner';
import { MatTooltip } from '@angular/material/tooltip';
import { TranslocoPipe } from '@jsverse/transloco';
import { MOST_IDS } from '@verstak/domain';
import { Downloads } from '../../core/platform/downloads';
import { Toasts } from '../../core/toasts/toasts';

/** A file that a page offers. */
export interface ExportFile {
  /** Translation key. */
  label: string;
  /** What it is called once it is saved. */
  name: () => string;
  read: () => Promise<Blob>;
}

/** Offers what is on the page as files; says so while one is made. The token travels in a header, never in an address. */
@Component({
  selector: 'ui-export-menu',
  imports: [MatButton, MatIcon, MatMenu, MatMenuItem, MatMenuTrigger, MatProgressSpinner, MatTooltip, TranslocoPipe],
  template: `
    <button
      mat-stroked-button
      disabledInteractive
      type="button"
      [disabled]="isBusy() || chosen() > most"
      [matTooltip]="chosen() > most ? ('table.bulk.most' | transloco: { count: most }) : ''"
      [attr.aria-busy]="isBusy()"
      [matMenuTriggerFor]="menu"
    >
      @if (isBusy()) {
        <mat-progress-spinner matButtonIcon mode="indeterminate" diameter="18" aria-hidden="true" />
      } @else {
        <mat-icon svgIcon="download" />
      }
      <span class="words">{{ (isBusy() ? 'ui.downloading' : 'ui.download') | transloco }}</span>
    </button>
    <mat-menu #menu="matMenu">
      @for (file of files(); track file.label) {
        <button mat-menu-item type="button" (click)="save(file)">{{ file.label | transloco }}</button>
      }
    </mat-menu>
  `,
  styleUrl: './export-menu.scss',
  host: { class: 'no-print' },
})
export class ExportMenu {
  private readonly toasts = inject(Toasts);
  private readonly downloads = inject(Downloads);
  readonly files = input.required<readonly ExportFile[]>();
  /** Rows that were chosen for the files, where not all are. */
  readonly chosen = input(0);
  protected readonly most = MOST_IDS;
  protected readonly isBusy = signal(false);

  protected async save({ name, read }: ExportFile): Promise<void> {
    this.isBusy.set(true);
    try {
      this.downloads.save(await read(), name());
    } catch (error) {
      this.toasts.fail(error);
    } finally {
      this.isBusy.set(false);
    }
  }
}
