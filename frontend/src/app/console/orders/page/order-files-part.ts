import { Component, computed, inject, input } from '@angular/core';
import type { Order } from '@verstak/api';
import { Session } from '../../../core/session/session';
import type { FilePlace } from '../../../entities/files/file-place';
import { FilesPanel } from '../../../entities/files/files-panel';

/** The files of an order, of the whole and of its items, as a part of its page. */
@Component({
  selector: 'app-order-files-part',
  imports: [FilesPanel],
  template: `<app-files-panel [place]="place()" [items]="order().items" [mayAdd]="mayAdd()" />`,
})
export class OrderFilesPart {
  private readonly session = inject(Session);

  readonly order = input.required<Order>();
  protected readonly place = computed<FilePlace>(() => ({ subject: 'Order', subjectId: this.order().id }));
  protected readonly mayAdd = computed(() => this.session.can('orders:write'));
}
