import { Component, inject, signal } from '@angular/core';
import { FormField, FormRoot, maxLength, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatCheckbox } from '@angular/material/checkbox';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import type { SavedView, SavedViewCreate } from '@verstak/api';
import { TextField } from '../../ui/fields/text-field';
import { FormProblem } from '../../ui/forms/form-problem';
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
  imports: [
    FormField,
    FormProblem,
    FormRoot,
    MatButton,
    MatCheckbox,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    TextField,
    TranslocoPipe,
  ],
  template: `
    <h2 mat-dialog-title>{{ (task.view ? 'views.editing' : 'views.title') | transloco }}</h2>
    <form [formRoot]="session.form">
      <mat-dialog-content>
        <ui-form-problem [session]="session" />
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
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button mat-button type="button" mat-dialog-close>{{ 'ui.cancel' | transloco }}</button>
        <button mat-flat-button>{{ 'ui.save' | transloco }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    mat-dialog-content {
      display: flex;
      flex-direction: column;
      gap: 8px;
    }
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
