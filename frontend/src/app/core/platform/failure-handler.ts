import { type ErrorHandler, Injectable, inject } from '@angular/core';
import { ApiProblem } from '../http/api-problem';
import { Toasts } from '../toasts/toasts';
import { AppUpdate } from './app-update';

const CHUNK = /dynamically imported module|ChunkLoadError|module script failed|Importing a module script/i;

/** The last resort: a lost part of the build offers to reload, a refusal nobody caught is said, the rest is logged. */
@Injectable()
export class FailureHandler implements ErrorHandler {
  private readonly update = inject(AppUpdate);
  private readonly toasts = inject(Toasts);

  handleError(error: unknown): void {
    const cause = (error as { rejection?: unknown } | undefined)?.rejection ?? error;
    if (cause instanceof Error && CHUNK.test(cause.message)) return this.update.partMissing();
    if (cause instanceof ApiProblem) return this.toasts.fail(cause);
    // eslint-disable-next-line no-console -- nobody else will tell the developer
    console.error(cause);
  }
}
