import { Directive, effect, inject, input } from '@angular/core';
import { MatFormFieldControl } from '@angular/material/form-field';
import type { MatInput } from '@angular/material/input';

/**
 * Tells Material's control whether it is in error. Material asks only a form directive on the control itself; ours
 * stands on the field around it.
 */
@Directive({ selector: '[uiErrorState]' })
export class ErrorState {
  readonly isInError = input.required<boolean>({ alias: 'uiErrorState' });

  constructor() {
    // Every control of Material's takes the state and announces it, though their common type has it read-only.
    const control = inject<unknown>(MatFormFieldControl, { self: true }) as Pick<
      MatInput,
      'errorState' | 'stateChanges'
    >;
    effect(() => {
      control.errorState = this.isInError();
      control.stateChanges.next();
    });
  }
}
