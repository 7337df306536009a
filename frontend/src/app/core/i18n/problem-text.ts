import { Service, inject } from '@angular/core';
import type { FieldFault } from '@verstak/domain';
import type { ApiProblem } from '../http/api-problem';
import { I18n } from './i18n';

/** Where words stand of what refusals tell by a code, by the name of the parameter. */
const WORDED: Readonly<Record<string, string>> = { reason: 'templates.fault.', table: 'imports.unreadable.' };
const STATUSES = 'orders.status.';

/** Sentences for refusals, by their code. */
@Service()
export class ProblemText {
  private readonly i18n = inject(I18n);

  /** What was refused and why; states in the params are named in words. */
  of(problem: Pick<ApiProblem, 'code' | 'params'>): string {
    return this.i18n.t(`errors.${problem.code}`, this.words(problem.params));
  }

  /** What is wrong with one field: the sentence of the rule it broke there or anywhere, or the general one. */
  ofFault({ field, rule }: FieldFault): string {
    const name = field.split('.').at(-1) ?? '';
    const keys = [`fields.faultOf.${name}.${rule}`, `fields.fault.${rule}`, `fields.${rule}`];
    return this.i18n.t(keys.find((key) => this.isSentence(key)) ?? 'fields.invalid');
  }

  /** Limits are not sent with a fault, so a text that waits for one does not serve. */
  private isSentence(key: string): boolean {
    return this.i18n.has(key) && !this.i18n.t(key).includes('{');
  }

  private words(params: Readonly<Record<string, unknown>>): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(params).map(([name, value]) => {
        const keys = [STATUSES, WORDED[name]].flatMap((words) => (words ? words + String(value) : []));
        const key = typeof value === 'string' ? keys.find((one) => this.i18n.has(one)) : undefined;
        return [name, key ? this.i18n.t(key) : value];
      }),
    );
  }
}
