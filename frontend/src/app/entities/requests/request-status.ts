import { Component, computed, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { RequestItemState, RequestStatus } from '@verstak/domain';
import { StatusChip, type StatusLook } from '../../ui/status-chip/status-chip';

/** How each status of a request looks; told apart without colour by icon and word. */
const LOOKS: Record<RequestStatus, StatusLook> = {
  draft: { tone: 'neutral', icon: 'draft' },
  in_process: { tone: 'active', icon: 'clock' },
  done: { tone: 'done', icon: 'check-all' },
  cancelled: { tone: 'bad', icon: 'cancel' },
};

const ITEM_LOOKS: Record<RequestItemState, StatusLook> = {
  waiting: { tone: 'neutral', icon: 'clock' },
  accepted: { tone: 'info', icon: 'check' },
  sent: { tone: 'active', icon: 'suppliers' },
  partly: { tone: 'warn', icon: 'download' },
  received: { tone: 'good', icon: 'check-all' },
  declined: { tone: 'bad', icon: 'close' },
  cancelled: { tone: 'bad', icon: 'cancel' },
};

/** The status of a request: icon, word and colour. */
@Component({
  selector: 'app-request-status',
  imports: [StatusChip, TranslocoPipe],
  template: `<ui-status-chip [look]="look()">{{ 'requests.status.' + status() | transloco }}</ui-status-chip>`,
})
export class RequestStatusChip {
  readonly status = input.required<RequestStatus>();
  protected readonly look = computed(() => LOOKS[this.status()]);
}

/** How it stands with one item of a request. */
@Component({
  selector: 'app-request-item-state',
  imports: [StatusChip, TranslocoPipe],
  template: `<ui-status-chip [look]="look()">{{ 'requests.itemState.' + state() | transloco }}</ui-status-chip>`,
})
export class RequestItemStateChip {
  readonly state = input.required<RequestItemState>();
  protected readonly look = computed(() => ITEM_LOOKS[this.state()]);
}
