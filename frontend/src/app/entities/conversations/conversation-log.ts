import { Injectable, computed, inject, signal } from '@angular/core';
import { ConversationsService, type ConversationSubject, type Message } from '@verstak/api';
import { MOST_MESSAGES } from '@verstak/domain';
import type { Subscription } from 'rxjs';
import { type ApiProblem, toProblem } from '../../core/http/api-problem';
import { Live, type RoomEvent } from '../../core/live/live';
import { merged } from './conversation-rows';

/** What a conversation is about. */
export interface ConversationPlace {
  subject: ConversationSubject;
  subjectId: string;
}

const PAGE = 50;
/** A message that was found is looked for so many pages back. */
const MOST_PAGES = 50;

/**
 * A conversation as it is on screen: its newest messages and what is said from then on, in the one order that all see;
 * what was missed while the connection was away is read after the last one. Provided by whoever shows it.
 */
@Injectable()
export class ConversationLog {
  private readonly api = inject(ConversationsService);
  private readonly live = inject(Live);
  private readonly known = signal<readonly Message[] | undefined>(undefined);
  private place?: ConversationPlace;
  private room?: Subscription;
  /** Ends when the newest messages have been read, or could not be. */
  private opened: Promise<void> = Promise.resolve();
  /** Everything up to this position is known. */
  private reached = 0;
  /** What is said comes by itself: nothing is missing between `reached` and now. */
  private isInStep = false;
  private marked = 0;

  readonly messages = computed(() => this.known() ?? []);
  readonly isRead = computed(() => this.known() !== undefined);
  readonly hasOlder = signal(false);
  readonly isReadingOlder = signal(false);
  /** Why it cannot be shown at all. */
  readonly problem = signal<ApiProblem | undefined>(undefined);
  /** How far this person had read when it was opened; `Infinity` where that was all. */
  readonly readTo = signal(Infinity);

  /** Shows a conversation, and goes on to do so until `close`. */
  open(place: ConversationPlace): void {
    this.close();
    this.place = place;
    this.known.set(undefined);
    this.problem.set(undefined);
    this.marked = 0;
    this.reached = 0;
    this.isInStep = false;
    this.opened = this.read(place);
    this.room = this.live
      .inRoom<Message>(place)
      .subscribe((event) => void this.opened.then(() => place === this.place && this.hear(place, event)));
  }

  close(): void {
    this.room?.unsubscribe();
    this.place = undefined;
  }

  reload(): void {
    if (this.place) this.open(this.place);
  }

  /** Takes a message of one's own, as the server answered. */
  add(message: Message): void {
    if (message.subjectId === this.place?.subjectId) this.take([message]);
  }

  async readOlder(limit = PAGE): Promise<void> {
    const [place, [first]] = [this.place, this.messages()];
    if (!place || !first || !this.hasOlder() || this.isReadingOlder()) return;
    this.isReadingOlder.set(true);
    try {
      const older = await this.api.listMessages({ ...place, before: first.position, limit });
      if (place !== this.place) return;
      this.hasOlder.set(older.length === limit);
      this.take(older);
    } catch {
      // The button is still there.
    } finally {
      this.isReadingOlder.set(false);
    }
  }

  /** Reads back to a message; whether it is there then. */
  async reach({ id }: Message): Promise<boolean> {
    const has = (): boolean => this.messages().some((message) => message.id === id);
    for (let page = 0; !has() && this.hasOlder() && page < MOST_PAGES; page += 1) await this.readOlder(MOST_MESSAGES);
    return has();
  }

  find(q: string): Promise<Message[]> {
    return this.place ? this.api.listMessages({ ...this.place, q, limit: MOST_MESSAGES }) : Promise.resolve([]);
  }

  /** Says that everything on screen was read. */
  markRead(): void {
    const [place, last] = [this.place, this.messages().at(-1)];
    if (!place || !last || last.position <= this.marked) return;
    this.marked = last.position;
    this.api.markRead({ body: { ...place, position: last.position } }).catch(() => (this.marked = 0));
  }

  private async read(place: ConversationPlace): Promise<void> {
    try {
      const [state, messages] = await Promise.all([
        this.api.getReadMark(place),
        this.api.listMessages({ ...place, limit: PAGE }),
      ]);
      if (place !== this.place) return;
      // What comes while somebody looks was never unread.
      this.readTo.set(state.unread ? state.position : Infinity);
      this.hasOlder.set(messages.length === PAGE);
      this.problem.set(undefined);
      this.take(messages);
      this.reached = Math.max(this.reached, messages.at(-1)?.position ?? 0);
    } catch (error) {
      if (place === this.place) this.problem.set(toProblem(error));
    }
  }

  private hear(place: ConversationPlace, event: RoomEvent<Message>): void {
    switch (event.kind) {
      case 'said':
        if (this.isRead()) this.take([event.what]);
        if (this.isInStep) this.reached = Math.max(this.reached, event.what.position);
        break;
      case 'lost':
        this.isInStep = false;
        break;
      case 'joined':
        this.opened = this.catchUp(place);
        break;
      case 'refused':
        this.opened = this.read(place);
    }
  }

  /** Reads what was said between the last message up to which all is known and now. */
  private async catchUp(place: ConversationPlace): Promise<void> {
    if (!this.isRead()) await this.read(place);
    if (!this.isRead()) return;
    try {
      for (;;) {
        const missed = await this.api.listMessages({ ...place, after: this.reached, limit: MOST_MESSAGES });
        if (place !== this.place) return;
        this.take(missed);
        this.reached = missed.at(-1)?.position ?? this.reached;
        if (missed.length < MOST_MESSAGES) break;
      }
      this.isInStep = true;
    } catch (error) {
      // Whoever is out of reach again catches up at the next connection.
      const problem = toProblem(error);
      if (problem.status === 404 || problem.status === 403) this.problem.set(problem);
    }
  }

  private take(messages: readonly Message[]): void {
    this.known.update((known) => merged(known ?? [], messages));
  }
}
