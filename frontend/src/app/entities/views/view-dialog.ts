import { Component, inject, signal } from '@angular/core';
import { FormField, maxLength, validate } from '@angular/forms/signals';
import { MatCheckbox } from '@angular/material/checkbox';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import type { SavedView, SavedViewCreate } from '@verstak/api';
import { TextField } from '../../ui/fields/text-field';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { formSession } from '../../ui/forms/form-session';

const LONGEST_NAME = 60;

/** What of a view is settled in the dialog. */
export type ViewDraft = Pick<SavedViewCreate, 'name' | 'isShared' | 'query'>;

export interface ViewTask {
  /** The view that is changed; absent for a new one. */
  view?: SavedView;
  /** The list as it is narrowed now. */
  query: string;
  mayShare: boolean;
  store: (draft: ViewDraft) => Promise<SavedView>;
}

/** Names a narrowed list, and says whether everybody has it; closes with the stored view. */
@Component({
  selector: 'app-view-dialog',
  imports: [FormDialog, FormField, MatCheckbox, TextField, TranslocoPipe],
  template: `
    <ui-form-dialog
      [session]="session"
      [heading]="(task.view ? 'views.editing' : 'views.title') | transloco"
      [action]="'ui.save' | transloco"
    >
      <ui-text-field
        [label]="'views.name' | transloco"
        [hint]="'views.nameHint' | transloco"
        [formField]="session.form.name"
      />
      @if (task.view && task.view.query !== task.query) {
        <mat-checkbox [checked]="replaces()" (change)="replaces.set($event.checked)">
          {{ 'views.replace' | transloco }}
        </mat-checkbox>
      }
      @if (task.mayShare) {
        <mat-checkbox [checked]="isShared()" (change)="isShared.set($event.checked)">
          {{ 'views.share' | transloco }}
        </mat-checkbox>
      }
    </ui-form-dialog>
  `,
})
export class ViewDialog {
  private readonly dialog = inject<MatDialogRef<ViewDialog, SavedView>>(MatDialogRef);
  protected readonly task = inject<ViewTask>(MAT_DIALOG_DATA);
  protected readonly isShared = signal(this.task.view?.isShared ?? false);
  protected readonly replaces = signal(false);
  protected readonly session = formSession(signal({ name: this.task.view?.name ?? '' }), {
    rules: (path) => {
      validate(path.name, ({ value }) => (value().trim() ? null : { kind: 'required' }));
      maxLength(path.name, LONGEST_NAME);
    },
    save: async ({ name }) => {
      const query = this.task.view && !this.replaces() ? this.task.view.query : this.task.query;
      this.dialog.close(await this.task.store({ name: name.trim(), isShared: this.isShared(), query }));
    },
    first: (form) => form.name,
    isModal: true,
  });
}
