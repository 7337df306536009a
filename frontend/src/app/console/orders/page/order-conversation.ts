import { Component, computed, input } from '@angular/core';
import type { Order } from '@verstak/api';
import { Conversation } from '../../../entities/conversations/conversation';
import type { ConversationPlace } from '../../../entities/conversations/conversation-log';

/** What is said about an order, as a part of its page. */
@Component({
  selector: 'app-order-conversation',
  imports: [Conversation],
  template: `<app-conversation [place]="place()" />`,
})
export class OrderConversation {
  readonly order = input.required<Order>();
  protected readonly place = computed<ConversationPlace>(() => ({ subject: 'Order', subjectId: this.order().id }));
}
