import type { HttpRequest } from '@angular/common/http';
import { Service } from '@angular/core';
import { newKey } from '@verstak/domain';
import { TabStore } from '../platform/tab-store';
import { type ApiProblem, isPassing } from './api-problem';

/** A POST that may have been done although no answer to it arrived. */
interface Attempt {
  content: string;
  key: string;
}

type Attempts = Readonly<Record<string, Attempt>>;

/**
 * Idempotency keys: whoever presses again after the answer was lost sends the same key, so that the server gives its
 * first answer instead of making a second order. A key ends with the answer or with another content; it outlives a
 * reload, as what was typed does.
 */
@Service()
export class RequestKeys {
  private readonly kept = new TabStore<Attempts>('verstak.unanswered');
  private attempts: Attempts = this.kept.recall() ?? {};

  /** The key of a request: that of the former attempt at the same where it was not answered, else a new one. */
  keyOf({ url, body }: HttpRequest<unknown>): string {
    const content = JSON.stringify(body);
    const former = this.attempts[url];
    if (former?.content === content) return former.key;
    const key = newKey();
    this.store({ ...this.attempts, [url]: { content, key } });
    return key;
  }

  /** The attempt with this key succeeded, or was refused with a `problem`; a refusal that may pass settles nothing. */
  settle({ url }: HttpRequest<unknown>, key: string, problem?: ApiProblem): void {
    if (this.attempts[url]?.key !== key || (problem && (isPassing(problem) || problem.status >= 500))) return;
    const { [url]: _, ...others } = this.attempts;
    this.store(others);
  }

  /** Passwords are never written down. */
  private store(attempts: Attempts): void {
    this.attempts = attempts;
    const open = Object.entries(attempts).filter(([, { content }]) => !/password/i.test(content));
    if (open.length) this.kept.keep(Object.fromEntries(open));
    else this.kept.forget();
  }
}
