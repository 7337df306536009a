import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Part } from '@verstak/api';
import type { PartState } from '@verstak/domain';
import { StatusChip, type StatusLook } from '../../ui/status-chip/status-chip';

const LOOKS: Record<PartState | 'held', StatusLook> = {
  waiting: { tone: 'info', icon: 'inbox' },
  in_progress: { tone: 'active', icon: 'play' },
  paused: { tone: 'warn', icon: 'pause' },
  done: { tone: 'good', icon: 'check-circle' },
  cancelled: { tone: 'neutral', icon: 'cancel' },
  held: { tone: 'warn', icon: 'lock' },
};

/** The state of a part: icon, word and colour. A part of an order on hold waits with it, unless it is done. */
@Component({
  selector: 'app-part-status',
  imports: [StatusChip, TranslocoPipe],
  template: `<ui-status-chip [look]="look()">{{ 'parts.state.' + state() | transloco }}</ui-status-chip>`,
})
export class PartStatus {
  readonly part = input.required<Pick<Part, 'state' | 'isHeld'>>();

  protected readonly state = computed(() => {
    const { state, isHeld } = this.part();
    return isHeld && state !== 'done' ? 'held' : state;
  });
  protected readonly look = computed(() => LOOKS[this.state()]);
}
