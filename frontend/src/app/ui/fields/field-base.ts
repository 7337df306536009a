import { Directive, computed, inject, input, output } from '@angular/core';
import type { ValidationError, WithOptionalFieldTree } from '@angular/forms/signals';
import { FieldErrorText } from './field-error-text';

/**
 * What every field shares: label, hint, the sentence of its first error once it was touched, and the state that a
 * form gives it through `[formField]`.
 */
@Directive()
export abstract class FieldBase {
  private readonly texts = inject(FieldErrorText);

  /** Translated already. */
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly errors = input<readonly WithOptionalFieldTree<ValidationError>[]>([]);
  readonly touched = input(false);
  readonly touch = output();
  readonly invalid = input(false);
  readonly disabled = input(false);
  readonly required = input(false);

  protected readonly errorText = computed(() => {
    const [first] = this.errors();
    return first && this.touched() ? this.texts.of(first) : '';
  });

  protected blur(): void {
    this.touch.emit();
  }
}
