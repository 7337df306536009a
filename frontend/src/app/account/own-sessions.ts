import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { TranslocoPipe } from '@jsverse/transloco';
import { SessionService } from '@verstak/api';
import { liveResource } from '../core/live/live-resource';
import { Toasts } from '../core/toasts/toasts';
import { AgoPipe, DayPipe } from '../ui/pipes/format-pipes';
import { ProblemState } from '../ui/states/problem-state';
import { Skeleton } from '../ui/states/skeleton';
import { deviceOf } from './device';

/** Where one is signed in, and a way to end it there. */
@Component({
  selector: 'app-own-sessions',
  imports: [AgoPipe, DayPipe, MatButton, ProblemState, Skeleton, TranslocoPipe],
  templateUrl: './own-sessions.html',
  styleUrl: './own-sessions.scss',
})
export class OwnSessions {
  private readonly api = inject(SessionService);
  private readonly toasts = inject(Toasts);
  protected readonly deviceOf = deviceOf;

  protected readonly sessions = liveResource({ params: () => 'own', load: () => this.api.listSessions() });
  protected readonly hasOthers = computed(() => this.sessions.value()?.some(({ isCurrent }) => !isCurrent));

  protected end(id: string): Promise<void> {
    return this.ending(this.api.endSession({ id }), 'auth.sessions.ended');
  }

  protected endOthers(): Promise<void> {
    return this.ending(this.api.endOtherSessions(), 'auth.sessions.othersEnded');
  }

  private async ending(act: Promise<unknown>, said: string): Promise<void> {
    try {
      await act;
      this.toasts.say(said);
    } catch (error) {
      this.toasts.fail(error);
    }
    this.sessions.reload();
  }
}
