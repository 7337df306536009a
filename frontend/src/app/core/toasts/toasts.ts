import { Service, signal } from '@angular/core';
import { type ApiProblem, toProblem } from '../http/api-problem';

export interface Toast {
  id: number;
  /** Translation key and what fills it, where it says what was done. */
  key: string;
  params: Record<string, unknown>;
  /** Why something was refused. */
  problem?: ApiProblem;
  /** Takes the act back; shown as a button and on the key Z. */
  undo?: () => Promise<unknown>;
}

/** How long an act can be taken back, in milliseconds. */
export const UNDO_WINDOW = 10_000;

const NOTICE = 5_000;

/** Short notices at the bottom edge: what an act did, with the chance to take it back for 10 seconds. */
@Service()
export class Toasts {
  private readonly shown = signal<Toast | undefined>(undefined);
  private timer?: ReturnType<typeof setTimeout>;
  private count = 0;

  /** The notice on screen; a new one takes the place of the old. */
  readonly current = this.shown.asReadonly();

  say(key: string, params: Record<string, unknown> = {}): void {
    this.show({ key, params }, NOTICE);
  }

  /** Says why something was refused; stays longer than a notice, until it is closed or replaced. */
  fail(error: unknown): void {
    this.show({ key: '', params: {}, problem: toProblem(error) }, 2 * UNDO_WINDOW);
  }

  /** Does something, and says why where it is refused; gives `undefined` then. */
  async attempt<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      this.fail(error);
      return undefined;
    }
  }

  /** Says what was done and offers to take it back. */
  offerUndo(key: string, params: Record<string, unknown>, undo: () => Promise<unknown>): void {
    this.show({ key, params, undo }, UNDO_WINDOW);
  }

  /** Takes the last act back, if its time has not run out. */
  async undo(): Promise<void> {
    const toast = this.shown();
    if (!toast?.undo) return;
    this.dismiss();
    try {
      await toast.undo();
      this.say('shell.undone');
    } catch (error) {
      this.fail(error);
    }
  }

  dismiss(): void {
    clearTimeout(this.timer);
    this.shown.set(undefined);
  }

  private show(toast: Omit<Toast, 'id'>, milliseconds: number): void {
    clearTimeout(this.timer);
    this.shown.set({ ...toast, id: ++this.count });
    this.timer = setTimeout(() => this.shown.set(undefined), milliseconds);
  }
}
