import { type Signal, type WritableSignal, afterNextRender, computed, effect, inject, signal } from '@angular/core';
import { type FieldTree, type SchemaFn, form, submit } from '@angular/forms/signals';
import { MatDialogRef } from '@angular/material/dialog';
import { filter, merge } from 'rxjs';
import { type ApiProblem, toProblem } from '../../core/http/api-problem';
import { ProblemText } from '../../core/i18n/problem-text';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { Dialogs } from '../dialogs/dialogs';
import type { Draft } from './draft';
import { type Refusal, refusal } from './server-errors';

/** What stands now of something that others changed too, and the fields in which it is taken. */
export interface Settled<T> {
  theirs: T;
  version: number;
  takeTheirs: ReadonlySet<string>;
}

export interface FormSessionOptions<T> {
  rules: SchemaFn<T>;
  /** Stores what was typed; rejects with what the server refused. */
  save: (typed: T) => Promise<void>;
  /** Leads from the path of a server's fault (`items.0.title`) to its place in the form. */
  placed?: (path: string) => string;
  /** The field that has the focus when the form is ready; by default none. */
  first?: (form: FieldTree<T>) => FieldTree<unknown> | undefined;
  /** Translation key of what Ctrl+Enter does. */
  label?: string;
  /** What Ctrl+Enter does where more is to be done than to check and save. */
  submit?: () => void;
  /** What Escape does, also while typing; a dialog has its own. */
  cancel?: () => void;
  /** A small form beside the one of the page, to which Ctrl+Enter belongs. */
  isAside?: boolean;
  /** The form stands in a dialog: leaving it with typed text asks, unless that is kept elsewhere. */
  isModal?: boolean;
  isKept?: boolean;
  /** What is typed into an edited thing, where it is kept and merged. */
  draft?: Draft<T>;
  /** Settles a conflict with what others changed; `undefined` leads back to the form. */
  settle?: (problem: ApiProblem) => Promise<Settled<T> | undefined>;
  /** Refusals that `settle` settles; by default those of a version. */
  isConflict?: (problem: ApiProblem) => boolean;
}

/**
 * One form from its first focus to its last: rules, saving (Ctrl+Enter), what was refused at its fields or, where it
 * belongs to none, over the whole form, the focus at what is wrong, and conflicts with others.
 */
export class FormSession<T> {
  private readonly texts = inject(ProblemText);
  private readonly dialogs = inject(Dialogs);
  private readonly refused = signal<ApiProblem | undefined>(undefined);

  readonly form: FieldTree<T>;
  readonly isSaving: Signal<boolean>;
  /** Why the whole form was refused, in words; empty where it was not, or where its fields say it. */
  readonly problem = computed(() => {
    const problem = this.refused();
    return problem ? this.texts.of(problem) : '';
  });

  constructor(
    private readonly model: WritableSignal<T>,
    private readonly options: FormSessionOptions<T>,
  ) {
    const action = (): Promise<Refusal['errors']> => this.act();
    this.form = form(model, options.rules, { submission: { action, onInvalid: () => this.leadToFault() } });
    this.isSaving = computed(() => this.form().submitting());
    const { label = 'shell.keys.save', isModal = false, isAside = false, first, cancel } = options;
    const run = options.submit ?? ((): void => void this.submit());
    const escape = cancel ? [{ keys: 'Escape', label: 'ui.cancel', run: cancel, whileTyping: true }] : [];
    const save = isAside ? [] : [{ keys: 'Ctrl+Enter', label, run, whileTyping: true }];
    useShortcuts([...save, ...escape], isModal);
    if (isModal && !options.isKept) this.guard();
    if (first) this.enter(first);
  }

  /** Checks and saves; where something is wrong the focus goes there. */
  submit(): Promise<boolean> {
    return submit(this.form);
  }

  /** The focus goes to the first field that is wrong, else to the one named. */
  leadToFault(otherwise?: FieldTree<unknown>): void {
    const field = this.form().errorSummary()[0]?.fieldTree ?? otherwise;
    field?.().focusBoundControl();
  }

  private async act(): Promise<Refusal['errors']> {
    this.refused.set(undefined);
    const errors = await this.store();
    // Faults stand at their fields only after this has returned.
    if (errors.length) setTimeout(() => this.leadToFault());
    return errors;
  }

  private async store(): Promise<Refusal['errors']> {
    const { save, settle, placed, isConflict = isOfVersion } = this.options;
    try {
      await save(this.model());
      return [];
    } catch (error) {
      const problem = toProblem(error);
      if (settle && isConflict(problem)) return this.settle(problem, settle);
      const { errors, problem: whole } = refusal(this.form, problem, placed);
      this.refused.set(whole);
      return errors;
    }
  }

  private async settle(
    problem: ApiProblem,
    settle: NonNullable<FormSessionOptions<T>['settle']>,
  ): Promise<Refusal['errors']> {
    const settled = await settle(problem);
    if (!settled) return [];
    this.options.draft?.rebase(settled.theirs, settled.version, settled.takeTheirs);
    return this.store();
  }

  /** Once what is to be typed into is there. */
  private enter(first: NonNullable<FormSessionOptions<T>['first']>): void {
    const focus = (): void => first(this.form)?.().focusBoundControl();
    const { draft } = this.options;
    if (!draft) return void afterNextRender(focus);
    const entered = effect(() => {
      if (!draft.isReady()) return;
      entered.destroy();
      setTimeout(focus);
    });
  }

  private guard(): void {
    const dialog = inject<MatDialogRef<unknown>>(MatDialogRef);
    effect(() => (dialog.disableClose = this.form().dirty()));
    const escapes = dialog
      .keydownEvents()
      .pipe(filter(({ key, defaultPrevented }) => key === 'Escape' && !defaultPrevented));
    merge(escapes, dialog.backdropClick())
      .pipe(filter(() => dialog.disableClose === true))
      .subscribe(() => void this.leave(dialog));
  }

  private async leave(dialog: MatDialogRef<unknown>): Promise<void> {
    if (await this.dialogs.confirmLeaving()) dialog.close();
  }
}

/** A form over a model that stands elsewhere, such as a draft's `mine`. Call where `inject` works. */
export function formSession<T>(model: WritableSignal<T>, options: FormSessionOptions<T>): FormSession<T> {
  return new FormSession(model, options);
}

function isOfVersion({ code }: ApiProblem): boolean {
  return code === 'conflict.version';
}
