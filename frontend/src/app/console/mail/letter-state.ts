import { Component, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { LetterState } from '@verstak/domain';
import { StatusChip, type StatusLook } from '../../ui/status-chip/status-chip';

const LOOKS: Record<LetterState, StatusLook> = {
  waiting: { tone: 'info', icon: 'clock' },
  sent: { tone: 'done', icon: 'check' },
  failed: { tone: 'bad', icon: 'error' },
  dropped: { tone: 'neutral', icon: 'cancel' },
};

/** What has become of a letter. */
@Component({
  selector: 'app-letter-state',
  imports: [StatusChip, TranslocoPipe],
  template: `<ui-status-chip [look]="looks[state()]">{{ 'mail.state.' + state() | transloco }}</ui-status-chip>`,
})
export class LetterStateChip {
  readonly state = input.required<LetterState>();
  protected readonly looks = LOOKS;
}
