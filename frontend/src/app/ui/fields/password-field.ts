import {
  Component,
  booleanAttribute,
  type ElementRef,
  computed,
  inject,
  input,
  linkedSignal,
  model,
  viewChild,
} from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { MatIconButton } from '@angular/material/button';
import { MatError, MatFormField, MatHint, MatLabel, MatSuffix } from '@angular/material/form-field';
import { MatIcon } from '@angular/material/icon';
import { MatInput } from '@angular/material/input';
import { passwordStrength } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { ErrorState } from './error-state';
import { FieldBase } from './field-base';

/** A password, shown on demand; a new one (`tellsStrength`) with how hard it is to guess. */
@Component({
  selector: 'ui-password-field',
  imports: [ErrorState, MatError, MatFormField, MatHint, MatIcon, MatIconButton, MatInput, MatLabel, MatSuffix],
  template: `
    <mat-form-field appearance="outline" subscriptSizing="dynamic">
      <mat-label>{{ label() }}</mat-label>
      <input
        #control
        matInput
        autocapitalize="none"
        spellcheck="false"
        [type]="isSeen() ? 'text' : 'password'"
        [value]="value()"
        [disabled]="disabled()"
        [required]="required()"
        [attr.autocomplete]="autocomplete()"
        [uiErrorState]="errorText() !== ''"
        (input)="value.set(control.value)"
        (blur)="blur()"
      />
      <button mat-icon-button matSuffix type="button" [attr.aria-label]="toggleLabel()" (click)="isSeen.set(!isSeen())">
        <mat-icon [svgIcon]="isSeen() ? 'hide' : 'show'" />
      </button>
      @if (errorText(); as text) {
        <mat-error>{{ text }}</mat-error>
      }
      @if (hint()) {
        <mat-hint>{{ hint() }}</mat-hint>
      }
      @if (strength(); as level) {
        <mat-hint align="end" aria-live="polite" [class]="level">{{ strengthText() }}</mat-hint>
      }
    </mat-form-field>
  `,
  styleUrl: './field.scss',
  styles: `
    .guessable {
      color: var(--mat-sys-error);
    }
  `,
})
export class PasswordField extends FieldBase implements FormValueControl<string> {
  private readonly i18n = inject(I18n);
  readonly value = model('');
  readonly autocomplete = input('current-password');
  readonly tellsStrength = input(false, { transform: booleanAttribute });
  /** Whether it is shown from the beginning, as what is to be handed to somebody. */
  readonly isShown = input(false, { transform: booleanAttribute });
  private readonly control = viewChild<ElementRef<HTMLElement>>('control');

  protected readonly isSeen = linkedSignal(() => this.isShown());
  protected readonly toggleLabel = computed(() => this.i18n.t(this.isSeen() ? 'fields.hide' : 'fields.show'));
  protected readonly strength = computed(() =>
    this.tellsStrength() && this.value() ? passwordStrength(this.value()) : undefined,
  );
  protected readonly strengthText = computed(() => this.i18n.t(`fields.strength.${this.strength() ?? ''}`));

  focus(options?: FocusOptions): void {
    this.control()?.nativeElement.focus(options);
  }
}
