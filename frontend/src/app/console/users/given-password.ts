import { Component, inject, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { Copier } from '../../core/platform/copier';
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
  private readonly copier = inject(Copier);
  /** Translated already. */
  readonly label = input.required<string>();
  readonly field = input.required<FieldTree<string>>();

  protected make(): void {
    this.field()().value.set(makePassword());
  }

  protected copy(): void {
    this.copier.copy(this.field()().value(), 'users.password.copied');
  }
}
