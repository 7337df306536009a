import { Injectable } from '@nestjs/common';
import type { Caller } from '../platform/access/caller.js';
import { Places, type Place, type PlaceKeeper } from '../platform/access/places.js';
import { Message, placeOf, StoredMessage } from './message.js';
import { MessagesRepository } from './messages.repository.js';

/** Messages answer by the conversation they are said in, and their files by them: the author adds and removes some. */
@Injectable()
export class MessagePlaces implements PlaceKeeper {
  readonly subject = 'Message';
  readonly isForOutsiders = true;

  constructor(
    private readonly messages: MessagesRepository,
    private readonly places: Places,
  ) {
    places.add(this);
    for (const type of [StoredMessage, Message])
      places.addBelonging(type, 'Message', (message) => placeOf(message as StoredMessage), true);
  }

  async allows(action: 'read' | 'change', { subjectId }: Place, caller: Caller): Promise<boolean> {
    const message = await this.messages.load(subjectId);
    if (!message || !(await this.places.mayTalk(placeOf(message), caller))) return false;
    return action === 'read' || (caller.kind === 'person' && caller.userId === String(message.authorId));
  }
}
