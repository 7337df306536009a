import { Component, computed, inject, signal } from '@angular/core';
import { FormField, FormRoot, form, minLength, required, validate } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ApiProblem } from '../core/http/api-problem';
import { ProblemText } from '../core/i18n/problem-text';
import { AuthApi } from '../core/session/auth-api';
import { Toasts } from '../core/toasts/toasts';
import { refusal } from '../ui/fields/server-errors';
import { TextField } from '../ui/fields/text-field';
import { PageHeader } from '../ui/page-header/page-header';

const MIN_PASSWORD = 10;

/** Changes one's own password. */
@Component({
  selector: 'app-own-password',
  imports: [FormField, FormRoot, MatButton, PageHeader, TextField, TranslocoPipe],
  template: `
    <ui-page-header [heading]="'auth.ownPassword' | transloco" />
    <form [formRoot]="form">
      <input class="visually-hidden" autocomplete="username" tabindex="-1" aria-hidden="true" />
      <ui-text-field
        type="password"
        autocomplete="current-password"
        [label]="'auth.currentPassword' | transloco"
        [formField]="form.current"
      />
      <ui-text-field
        type="password"
        autocomplete="new-password"
        [label]="'auth.newPassword' | transloco"
        [hint]="'auth.passwordHint' | transloco: { min }"
        [formField]="form.next"
      />
      <ui-text-field
        type="password"
        autocomplete="new-password"
        [label]="'auth.repeatPassword' | transloco"
        [formField]="form.repeat"
      />
      @if (problemText(); as text) {
        <p class="problem" role="alert">{{ text }}</p>
      }
      <button mat-flat-button [disabled]="form().submitting()">{{ 'auth.changePassword' | transloco }}</button>
    </form>
  `,
  styles: `
    form {
      display: grid;
      justify-items: start;
      gap: 20px;
      max-width: 400px;
      padding-top: 8px;
    }
    ui-text-field {
      width: 100%;
    }
    .problem {
      color: var(--mat-sys-error);
    }
  `,
})
export class OwnPassword {
  private readonly api = inject(AuthApi);
  private readonly toasts = inject(Toasts);
  private readonly texts = inject(ProblemText);
  protected readonly min = MIN_PASSWORD;

  private readonly problem = signal<ApiProblem | undefined>(undefined);
  protected readonly problemText = computed(() => {
    const problem = this.problem();
    return problem ? this.texts.of(problem) : '';
  });

  protected readonly form = form(
    signal({ current: '', next: '', repeat: '' }),
    (path) => {
      required(path.current);
      required(path.next);
      minLength(path.next, MIN_PASSWORD);
      validate(path.repeat, ({ value, valueOf }) => (value() === valueOf(path.next) ? null : { kind: 'repeat' }));
    },
    { submission: { action: () => this.change() } },
  );

  private async change(): Promise<ReturnType<typeof refusal>['errors']> {
    this.problem.set(undefined);
    const { current, next } = this.form().value();
    try {
      await this.api.changePassword(current, next);
    } catch (error) {
      const { errors, problem } = refusal(this.form, error);
      this.problem.set(problem);
      return errors;
    }
    this.form().reset({ current: '', next: '', repeat: '' });
    this.toasts.say('auth.passwordChanged');
    return [];
  }
}
