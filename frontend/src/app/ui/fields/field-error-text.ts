import { Service, inject } from '@angular/core';
import type { FieldTree, ValidationError, WithOptionalFieldTree } from '@angular/forms/signals';
import type { FieldFault } from '@verstak/domain';
import { I18n } from '../../core/i18n/i18n';
import { ProblemText } from '../../core/i18n/problem-text';

/** A fault that the server found in one field. */
export interface ServerError extends ValidationError {
  readonly kind: 'server';
  readonly fault: FieldFault;
}

/** The sentence of a field's error, by its kind (`fields.required`), with the limits it carries. */
@Service()
export class FieldErrorText {
  private readonly i18n = inject(I18n);
  private readonly problems = inject(ProblemText);

  /** What is wrong with a field that was touched; nothing of one that was not. */
  readonly ofTouched = (field: FieldTree<unknown>): string => {
    const [first] = field().touched() ? field().errors() : [];
    return first ? this.of(first) : '';
  };

  of(error: WithOptionalFieldTree<ValidationError>): string {
    if (isServerError(error)) return this.problems.ofFault(error.fault);
    const key = `fields.${error.kind}`;
    return this.i18n.t(this.i18n.has(key) ? key : 'fields.invalid', { ...error, message: error.message ?? '' });
  }
}

function isServerError(error: WithOptionalFieldTree<ValidationError>): error is ServerError {
  return error.kind === 'server' && 'fault' in error;
}
