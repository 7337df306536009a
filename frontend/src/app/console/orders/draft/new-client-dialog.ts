import { Component, computed, inject, signal } from '@angular/core';
import { FormField, FormRoot, form, maxLength, submit, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Client, type ClientCreate, ClientsService } from '@verstak/api';
import type { ApiProblem } from '../../../core/http/api-problem';
import { ProblemText } from '../../../core/i18n/problem-text';
import { useShortcuts } from '../../../core/keyboard/shortcuts';
import { Session } from '../../../core/session/session';
import { type Refusal, refusal } from '../../../ui/fields/server-errors';
import { TextField } from '../../../ui/fields/text-field';

/** The few things one asks a new client while writing down the order; the rest is added on the client's card. */
@Component({
  selector: 'app-new-client-dialog',
  imports: [
    FormField,
    FormRoot,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    TextField,
    TranslocoPipe,
  ],
  template: `
    <h2 mat-dialog-title>{{ 'orders.client.new' | transloco }}</h2>
    <form [formRoot]="form">
      <mat-dialog-content class="fields">
        <ui-text-field [label]="'orders.client.company' | transloco" [formField]="form.company" />
        <ui-text-field [label]="'orders.client.lastName' | transloco" [formField]="form.lastName" />
        <ui-text-field [label]="'orders.client.firstName' | transloco" [formField]="form.firstName" />
        @if (hasContacts()) {
          <ui-text-field type="tel" [label]="'orders.client.phone' | transloco" [formField]="form.phone" />
          <ui-text-field type="email" [label]="'orders.client.email' | transloco" [formField]="form.email" />
        }
        @if (problemText(); as text) {
          <p class="problem" role="alert">{{ text }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button mat-button type="button" mat-dialog-close>{{ 'ui.cancel' | transloco }}</button>
        <button mat-flat-button [disabled]="form().submitting()">{{ 'orders.client.add' | transloco }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    .fields {
      display: grid;
      gap: 16px;
      padding-top: 8px;
    }
    .problem {
      color: var(--mat-sys-error);
    }
  `,
})
export class NewClientDialog {
  private readonly api = inject(ClientsService);
  private readonly dialog = inject<MatDialogRef<NewClientDialog, Client>>(MatDialogRef);
  private readonly texts = inject(ProblemText);
  private readonly session = inject(Session);

  protected readonly hasContacts = computed(() => this.session.can('clients:contacts'));
  private readonly problem = signal<ApiProblem | undefined>(undefined);
  protected readonly problemText = computed(() => {
    const problem = this.problem();
    return problem ? this.texts.of(problem) : '';
  });

  protected readonly form = form(
    signal({ company: '', lastName: '', firstName: '', phone: '', email: '' }),
    (path) => {
      validate(path.company, ({ value, valueOf }) =>
        value().trim() || valueOf(path.lastName).trim() || valueOf(path.firstName).trim() ? null : { kind: 'required' },
      );
      maxLength(path.company, 200);
      maxLength(path.lastName, 120);
      maxLength(path.firstName, 120);
    },
    { submission: { action: () => this.save() } },
  );

  constructor() {
    const save = (): void => void submit(this.form);
    useShortcuts([{ keys: 'Ctrl+Enter', label: 'shell.keys.save', run: save, whileTyping: true }], true);
  }

  private async save(): Promise<Refusal['errors']> {
    this.problem.set(undefined);
    try {
      this.dialog.close(await this.api.createClient({ body: filled(this.form().value()) }));
    } catch (error) {
      const { errors, problem } = refusal(this.form, error);
      this.problem.set(problem);
      return errors;
    }
    return [];
  }
}

/** Only what was typed. */
function filled(fields: ClientCreate): ClientCreate {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string' && value.trim()));
}
