import { Component, inject, signal } from '@angular/core';
import { FormField, maxLength, required, validate } from '@angular/forms/signals';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type StockFeed, SuppliersService } from '@verstak/api';
import { FormDialog } from '../../ui/dialogs/form-dialog';
import { SelectField } from '../../ui/fields/select-field';
import { TextField } from '../../ui/fields/text-field';
import { formSession } from '../../ui/forms/form-session';
import { FeedWords } from './feed-words';

/** Whose stock is checked, and how that is set up where it is. */
export interface FeedTask {
  supplierId: string;
  feed?: StockFeed;
}

/** How often it is checked at first, in minutes. */
const USUAL = 60;
/** Of the choices of how often: by nobody but who asks. */
const NEVER = 'never';

/** Sets up from where the stock of a supplier is checked, and how often; closes with that. */
@Component({
  selector: 'app-feed-dialog',
  imports: [FormDialog, FormField, SelectField, TextField, TranslocoPipe],
  template: `
    <ui-form-dialog
      [session]="session"
      [heading]="'suppliers.feed.title' | transloco"
      [action]="(task.feed ? 'ui.save' : 'suppliers.feed.begin') | transloco"
    >
      <ui-text-field
        [label]="'suppliers.feed.url' | transloco"
        [hint]="'suppliers.feed.urlHint' | transloco"
        [formField]="session.form.url"
      />
      <ui-select-field
        [label]="'suppliers.feed.often' | transloco"
        [options]="choices"
        [formField]="session.form.often"
      />
    </ui-form-dialog>
  `,
})
export class FeedDialog {
  private readonly api = inject(SuppliersService);
  private readonly dialog = inject<MatDialogRef<FeedDialog, StockFeed>>(MatDialogRef);
  private readonly words = inject(FeedWords);
  protected readonly task = inject<FeedTask>(MAT_DIALOG_DATA);

  private readonly minutes = this.task.feed?.everyMinutes ?? USUAL;
  protected readonly choices = [
    ...this.words.choices(this.minutes).map((minutes) => ({ value: `${minutes}`, label: this.words.often(minutes) })),
    { value: NEVER, label: this.words.often(undefined) },
  ];
  protected readonly session = formSession(
    signal({ url: this.task.feed?.url ?? '', often: this.task.feed?.isOn === false ? NEVER : `${this.minutes}` }),
    {
      rules: (path) => {
        required(path.url);
        maxLength(path.url, 2_000);
        validate(path.url, ({ value }) =>
          /^(https?:\/\/\S+)?$/i.test(value().trim()) ? null : { kind: 'webAddress' },
        );
      },
      save: async ({ url, often }) => {
        const isOn = often !== NEVER;
        const body = { url: url.trim(), everyMinutes: isOn ? Number(often) : this.minutes, isOn };
        this.dialog.close(await this.api.setStockFeed({ id: this.task.supplierId, body }));
      },
      first: (form) => form.url,
      isModal: true,
    },
  );
}
