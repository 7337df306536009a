import { Component, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { LettersService } from '@verstak/api';
import { MAIL_FAULTS } from '@verstak/domain';
import { liveResource } from '../../core/live/live-resource';
import { Session } from '../../core/session/session';
import { NoteBar } from '../../ui/states/note-bar';

/** Says how many letters to people were not sent, to whoever may see to it; nothing where there are none. */
@Component({
  selector: 'app-unsent-letters',
  imports: [MatButton, NoteBar, RouterLink, TranslocoPipe],
  template: `
    @if (unsent.value(); as count) {
      <ui-note-bar [text]="'letters.unsent' | transloco: { count }">
        <a mat-button routerLink="/mail" [queryParams]="{ state: 'waiting,failed' }">{{
          'letters.show' | transloco
        }}</a>
      </ui-note-bar>
    }
  `,
})
export class UnsentLetters {
  private readonly api = inject(LettersService);
  private readonly session = inject(Session);

  protected readonly unsent = liveResource({
    params: () => (this.session.can('workshop:change') ? 'unsent' : undefined),
    load: async () => {
      const query = { state: ['waiting' as const, 'failed' as const], fault: [...MAIL_FAULTS], pageSize: 1 };
      return (await this.api.listLetters(query)).total;
    },
    live: ['Letter'],
    pause: 10_000,
  });
}
