import { Component, computed, inject, input, linkedSignal } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { type ConversationListItem, ConversationsService } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { pageOf } from '../../entities/document-pages';
import { PageHeader } from '../../ui/page-header/page-header';
import { AgoPipe } from '../../ui/pipes/format-pipes';
import { EmptyState } from '../../ui/states/empty-state';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { StaleNote } from '../../ui/states/stale-note';

/** The own conversations, the newest first; what is not read stands out. */
@Component({
  selector: 'app-conversation-list',
  imports: [AgoPipe, EmptyState, MatIcon, PageHeader, ProblemState, RouterLink, Skeleton, StaleNote, TranslocoPipe],
  templateUrl: './conversation-list.html',
  styleUrl: './conversation-list.scss',
})
export class ConversationList {
  private readonly api = inject(ConversationsService);
  private readonly router = inject(Router);

  /** Words that are looked for, from the address. */
  readonly q = input<string>();

  protected readonly words = linkedSignal(() => this.q() ?? '');
  private timer?: ReturnType<typeof setTimeout>;
  protected readonly conversations = liveResource({
    params: () => this.q() ?? '',
    load: (q) => this.api.listConversations(q ? { q } : {}),
    live: ['Conversation'],
    keeps: () => true,
  });
  protected readonly isNarrowed = computed(() => !!this.q());

  protected pageOf({ subject, subjectId }: ConversationListItem): string {
    return pageOf(subject, subjectId);
  }

  protected search(words: string): void {
    this.words.set(words);
    clearTimeout(this.timer);
    this.timer = setTimeout(
      () => void this.router.navigate([], { queryParams: { q: words.trim() || null }, replaceUrl: true }),
      250,
    );
  }
}
