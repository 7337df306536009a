import { Component, computed, inject } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { WorkshopService } from '@verstak/api';
import { liveResource } from '../../core/live/live-resource';
import { NoteBar } from '../../ui/states/note-bar';

/** Says that no mail server is set up, and leads to where it is. */
@Component({
  selector: 'app-server-note',
  imports: [MatButton, NoteBar, RouterLink, TranslocoPipe],
  template: `
    @if (isMissing()) {
      <ui-note-bar [text]="'mail.noServer' | transloco">
        <a mat-button routerLink="/workshop">{{ 'mail.toSettings' | transloco }}</a>
      </ui-note-bar>
    }
  `,
})
export class ServerNote {
  private readonly api = inject(WorkshopService);

  private readonly steps = liveResource({ params: () => 'setup', load: () => this.api.listSetup() });
  protected readonly isMissing = computed(
    () => this.steps.value()?.some(({ topic, isDone }) => topic === 'mail' && !isDone) ?? false,
  );
}
