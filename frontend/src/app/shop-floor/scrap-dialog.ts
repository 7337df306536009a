import { Component, inject, signal } from '@angular/core';
import { FormField, maxLength, min, required, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Part, ScrapReport } from '@verstak/api';
import { SCRAP_REASONS, type ScrapReason } from '@verstak/domain';
import { NumberField } from '../ui/fields/number-field';
import { TextField } from '../ui/fields/text-field';
import { FormDialog } from '../ui/dialogs/form-dialog';
import { formSession } from '../ui/forms/form-session';
import { REASON_ICONS } from './scrap-icons';

/** What is typed of a report; kept by the queue while the dialog is closed. */
export interface ScrapDraft {
  quantity: number | null;
  reason: ScrapReason | '';
  note: string;
}

export const EMPTY_DRAFT: ScrapDraft = { quantity: 1, reason: '', note: '' };

const LEAST = 0.001;
const LONGEST_NOTE = 500;

/** Reports lost pieces: how many, why, and a word about it. */
@Component({
  selector: 'app-scrap-dialog',
  imports: [FormDialog, FormField, MatButton, MatIcon, NumberField, TextField, TranslocoPipe],
  templateUrl: './scrap-dialog.html',
  styleUrl: './scrap-dialog.scss',
})
export class ScrapDialog {
  private readonly dialog = inject<MatDialogRef<ScrapDialog, ScrapReport>>(MatDialogRef);
  private readonly given = inject<{ part: Part; draft: ScrapDraft; keep: (draft: ScrapDraft) => void }>(
    MAT_DIALOG_DATA,
  );
  protected readonly part = this.given.part;
  protected readonly reasons = SCRAP_REASONS.map((value) => ({ value, icon: REASON_ICONS[value] }));

  private readonly draft = signal(this.given.draft);
  protected readonly session = formSession(this.draft, {
    rules: (path) => {
      required(path.quantity);
      min(path.quantity, LEAST);
      required(path.reason);
      maxLength(path.note, LONGEST_NOTE);
      validate(path.note, ({ value, valueOf }) =>
        valueOf(path.reason) === 'other' && !value().trim() ? { kind: 'required' } : null,
      );
    },
    save: async (typed) => this.report(typed),
    label: 'queue.scrap.report',
    isModal: true,
    isKept: true,
  });

  constructor() {
    this.dialog.beforeClosed().subscribe((report) => this.given.keep(report ? EMPTY_DRAFT : this.draft()));
  }

  protected add(by: number): void {
    this.draft.update((draft) => ({ ...draft, quantity: Math.max((draft.quantity ?? 0) + by, 1) }));
  }

  protected choose(reason: ScrapReason): void {
    this.draft.update((draft) => ({ ...draft, reason }));
  }

  private report({ quantity, reason, note }: ScrapDraft): void {
    if (quantity === null || !reason) return;
    this.dialog.close({ quantity, reason, ...(note.trim() && { note: note.trim() }) });
  }
}
