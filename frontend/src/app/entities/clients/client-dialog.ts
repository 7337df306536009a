import { Component, computed, inject, signal } from '@angular/core';
import { FormRoot, form, submit } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import {
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { TranslocoPipe } from '@jsverse/transloco';
import { type Client, ClientsService } from '@verstak/api';
import type { ApiProblem } from '../../core/http/api-problem';
import { ProblemText } from '../../core/i18n/problem-text';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { type Refusal, refusal } from '../../ui/fields/server-errors';
import { creationOf, draftOf } from './client-draft';
import { ClientFields } from './client-fields';
import { clientRules } from './client-rules';

/** Adds a client without leaving what one is at, such as an order; closes with the client. */
@Component({
  selector: 'app-client-dialog',
  imports: [
    ClientFields,
    FormRoot,
    MatButton,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    TranslocoPipe,
  ],
  template: `
    <h2 mat-dialog-title>{{ 'clients.new' | transloco }}</h2>
    <form [formRoot]="form">
      <mat-dialog-content>
        <app-client-fields [form]="form" />
        @if (problemText(); as text) {
          <p class="problem" role="alert">{{ text }}</p>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end">
        <button mat-button type="button" mat-dialog-close>{{ 'ui.cancel' | transloco }}</button>
        <button mat-flat-button [disabled]="form().submitting()">{{ 'clients.add' | transloco }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    app-client-fields {
      padding-top: 8px;
    }
    .problem {
      margin-top: 16px;
      color: var(--mat-sys-error);
    }
  `,
})
export class ClientDialog {
  private readonly api = inject(ClientsService);
  private readonly dialog = inject<MatDialogRef<ClientDialog, Client>>(MatDialogRef);
  private readonly texts = inject(ProblemText);

  private readonly problem = signal<ApiProblem | undefined>(undefined);
  protected readonly problemText = computed(() => {
    const problem = this.problem();
    return problem ? this.texts.of(problem) : '';
  });
  protected readonly form = form(signal(draftOf()), clientRules, { submission: { action: () => this.save() } });

  constructor() {
    const save = (): void => void submit(this.form);
    useShortcuts([{ keys: 'Ctrl+Enter', label: 'shell.keys.save', run: save, whileTyping: true }], true);
  }

  private async save(): Promise<Refusal['errors']> {
    this.problem.set(undefined);
    try {
      this.dialog.close(await this.api.createClient({ body: creationOf(this.form().value()) }));
    } catch (error) {
      const { errors, problem } = refusal(this.form, error);
      this.problem.set(problem);
      return errors;
    }
    return [];
  }
}
