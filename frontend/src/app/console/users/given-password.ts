import { Clipboard } from '@angular/cdk/clipboard';
import { Component, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { Toasts } from '../../core/toasts/toasts';
import { PasswordField } from '../../ui/fields/password-field';
import { makePassword } from './password';

/** A password to be handed to somebody: made here, shown, and copied. */
@Component({
  selector: 'app-given-password',
  imports: [FormField, MatButton, MatIcon, PasswordField, TranslocoPipe],
  template: `
    <ui-password-field
      autocomplete="off"
      isShown
      tellsStrength
      [label]="label()"
      [hint]="'users.password.hint' | transloco"
      [formField]="field()"
    />
    <div>
      <button mat-stroked-button type="button" (click)="make()">
        <mat-icon svgIcon="refresh" />{{ 'users.password.make' | transloco }}
      </button>
      <button mat-stroked-button type="button" [disabled]="!field()().value()" (click)="copy()">
        <mat-icon svgIcon="copy" />{{ 'users.password.copy' | transloco }}
      </button>
    </div>
  `,
  styles: `
    :host {
      display: grid;
      gap: 8px;
    }
    div {
      display: flex;
      flex-wrap: wrap;
      gap: 8px;
    }
  `,
})
export class GivenPassword {
  private readonly toasts = inject(Toasts);
  /** Unlike the browser's own, also for pages that came without HTTPS. */
  private readonly clipboard = inject(Clipboard);
  /** Translated already. */
  readonly label = input.required<string>();
  readonly field = input.required<FieldTree<string>>();

  protected make(): void {
    this.field()().value.set(makePassword());
  }

  protected copy(): void {
    const isCopied = this.clipboard.copy(this.field()().value());
    this.toasts.say(isCopied ? 'users.password.copied' : 'users.password.notCopied');
  }
}
