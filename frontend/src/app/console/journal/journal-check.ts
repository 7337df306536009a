import { Component, DestroyRef, inject, signal } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type JournalCheck, type JournalCheckProgress, type JournalFault, JournalService } from '@verstak/api';
import { type ApiProblem, toProblem } from '../../core/http/api-problem';
import { Formats } from '../../core/i18n/formats';
import { I18n } from '../../core/i18n/i18n';
import { anyPageOf } from '../../entities/document-pages';
import { ShareBar } from '../../ui/share-bar/share-bar';
import { ProblemState } from '../../ui/states/problem-state';
import { EntryWords } from './entry-words';

/** Milliseconds between two looks at how far the check has come. */
const PAUSE = 1_000;

/** Checks that the journal stands as it was written, and says what is wrong where it does not. */
@Component({
  selector: 'app-journal-check',
  imports: [MatButton, MatIcon, ProblemState, RouterLink, ShareBar, TranslocoPipe],
  templateUrl: './journal-check.html',
  styleUrl: './journal-check.scss',
})
export class JournalCheckPanel {
  private readonly api = inject(JournalService);
  private readonly i18n = inject(I18n);
  private readonly words = inject(EntryWords);
  protected readonly formats = inject(Formats);

  protected readonly isRunning = signal(false);
  protected readonly progress = signal<JournalCheckProgress | undefined>(undefined);
  protected readonly outcome = signal<JournalCheck | undefined>(undefined);
  protected readonly problem = signal<ApiProblem | undefined>(undefined);

  constructor() {
    inject(DestroyRef).onDestroy(() => this.isRunning.set(false));
  }

  /** Checks all of it; what is read meanwhile is how far it has come. */
  async check(): Promise<void> {
    if (this.isRunning()) return;
    this.isRunning.set(true);
    this.outcome.set(undefined);
    this.problem.set(undefined);
    void this.watch();
    try {
      this.outcome.set(await this.api.checkJournal());
    } catch (error) {
      this.problem.set(toProblem(error));
    } finally {
      this.isRunning.set(false);
      this.progress.set(undefined);
    }
  }

  protected close(): void {
    this.outcome.set(undefined);
    this.problem.set(undefined);
  }

  /** What a fault is about: a place of the chain, or a document. */
  protected about({ position, entity, path }: JournalFault): string {
    const document = entity ? this.words.told('kind', entity) : '';
    const place = position === undefined ? '' : this.i18n.t('ui.numbered', { number: position });
    return [place, document, path].filter(Boolean).join(', ');
  }

  protected pageOf({ entity, entityId }: JournalFault): string | undefined {
    return entity && entityId ? anyPageOf(entity, entityId) : undefined;
  }

  private async watch(): Promise<void> {
    while (this.isRunning()) {
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
      if (!this.isRunning()) return;
      const progress = await this.api.readJournalCheckProgress().catch(() => undefined);
      if (this.isRunning() && progress?.total) this.progress.set(progress);
    }
  }
}
