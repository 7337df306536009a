import { Component, ElementRef, afterRenderEffect, computed, inject, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';

/** Why a whole form was refused, said where the eye is led to; nothing where its fields say it themselves. */
@Component({
  selector: 'ui-form-problem',
  imports: [MatIcon],
  template: `
    @if (text(); as text) {
      <p role="alert"><mat-icon svgIcon="error" aria-hidden="true" />{{ text }}</p>
    }
  `,
  styles: `
    :host(:empty) {
      display: none;
    }
    p {
      display: flex;
      gap: 10px;
      padding: 10px 12px;
      border-radius: 8px;
      background: var(--mat-sys-error-container);
      color: var(--mat-sys-on-error-container);
      scroll-margin: 80px;
    }
    mat-icon {
      flex: none;
    }
  `,
})
export class FormProblem {
  readonly session = input.required<{ problem: () => string; isSaving: () => boolean }>();
  /** What this form misses besides, in words. */
  readonly lack = input('');
  protected readonly text = computed(() => this.session().problem() || this.lack());

  constructor() {
    const host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
    afterRenderEffect(() => {
      if (this.text() && !this.session().isSaving()) host.querySelector('p')?.scrollIntoView?.({ block: 'nearest' });
    });
  }
}
