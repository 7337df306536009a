import {
  Component,
  DestroyRef,
  ElementRef,
  Injector,
  afterNextRender,
  computed,
  effect,
  inject,
  input,
  linkedSignal,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { MatButton, MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import { ConversationsService, type Mentionable, type Message } from '@verstak/api';
import { isOutsider } from '@verstak/domain';
import { Formats } from '../../core/i18n/formats';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toasts/toasts';
import { EmptyState } from '../../ui/states/empty-state';
import { ProblemState } from '../../ui/states/problem-state';
import { Skeleton } from '../../ui/states/skeleton';
import { FileTarget } from '../files/file-target';
import { ConversationLog, type ConversationPlace } from './conversation-log';
import { rowsOf } from './conversation-rows';
import { MessageBubble } from './message-bubble';
import { MessageComposer } from './message-composer';
import { OutgoingMessages } from './outgoing';

/** So near to its end somebody reads along, in pixels. */
const NEAR = 48;

/**
 * A conversation about something: what was said by days, what is new, what is on its way, and where one writes. It
 * follows others live, and keeps what could not be sent.
 */
@Component({
  selector: 'app-conversation',
  imports: [
    EmptyState,
    MatButton,
    MatIcon,
    MatIconButton,
    MessageBubble,
    MessageComposer,
    ProblemState,
    Skeleton,
    TranslocoPipe,
  ],
  providers: [ConversationLog],
  templateUrl: './conversation.html',
  styleUrl: './conversation.scss',
  host: { '(document:visibilitychange)': 'look()', '(window:scroll)': 'look()' },
})
export class Conversation extends FileTarget {
  private readonly api = inject(ConversationsService);
  private readonly session = inject(Session);
  private readonly formats = inject(Formats);
  private readonly toasts = inject(Toasts);
  private readonly injector = inject(Injector);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef);
  protected readonly log = inject(ConversationLog);
  protected readonly outgoing = inject(OutgoingMessages);
  private readonly pane = viewChild<ElementRef<HTMLElement>>('pane');
  private readonly composer = viewChild(MessageComposer);

  readonly place = input.required<ConversationPlace>();

  private readonly placed = computed(() => this.place(), {
    equal: (one, other) => one.subject === other.subject && one.subjectId === other.subjectId,
  });
  /** Customers and suppliers know of no notes, and mention nobody. */
  protected readonly isOfWorkshop = computed(() => !isOutsider(this.session.user()?.permissions ?? []));
  protected readonly people = signal<readonly Mentionable[]>([]);
  protected readonly names = computed(() => this.people().map(({ name }) => name));
  protected readonly rows = computed(() =>
    rowsOf(this.log.messages(), this.log.readTo(), this.session.user()?.id, (instant) =>
      this.formats.relativeDay(instant),
    ),
  );
  protected readonly unsent = computed(() => this.outgoing.at(this.placed()));
  protected readonly isAtEnd = signal(true);
  /** Where the person read to before they scrolled away from the end. */
  private readonly seen = signal(0);
  protected readonly news = computed(() => {
    const userId = this.session.user()?.id;
    return this.log.messages().filter(({ position, authorId }) => position > this.seen() && authorId !== userId).length;
  });

  protected readonly isSearching = signal(false);
  protected readonly found = signal<readonly Message[] | undefined>(undefined);
  /** The message that a search led to. */
  protected readonly shown = linkedSignal({ source: this.placed, computation: () => '' });
  private timer?: ReturnType<typeof setTimeout>;
  private isFresh = true;

  constructor() {
    super();
    effect(() => {
      const place = this.placed();
      untracked(() => this.open(place));
    });
    effect(() => {
      const last = this.log.messages().at(-1);
      const waiting = this.unsent().length;
      if (last || waiting) untracked(() => this.follow());
    });
    this.outgoing.sent.pipe(takeUntilDestroyed()).subscribe((message) => this.log.add(message));
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.timer);
      this.log.close();
    });
  }

  protected moment({ createdAt }: Message): string {
    return this.formats.moment(createdAt);
  }

  protected mayTake(): boolean {
    return this.composer() !== undefined;
  }

  protected take(files: readonly File[]): void {
    this.composer()?.take(files);
    this.composer()?.focus();
  }

  /** What is on screen while somebody looks is read. */
  protected look(): void {
    const pane = this.pane()?.nativeElement;
    if (!pane) return;
    this.isAtEnd.set(pane.scrollHeight - pane.scrollTop - pane.clientHeight < NEAR);
    const isSeen = document.visibilityState === 'visible' && pane.getBoundingClientRect().bottom - NEAR < innerHeight;
    if (!this.isAtEnd() || !isSeen) return;
    this.seen.set(this.log.messages().at(-1)?.position ?? 0);
    this.log.markRead();
  }

  protected toEnd(): void {
    this.afterwards(() => {
      const pane = this.pane()?.nativeElement;
      pane?.scrollTo({ top: pane.scrollHeight });
      this.look();
    });
  }

  /** Earlier messages come in above; what was read stays where it is. */
  protected async readOlder(): Promise<void> {
    const pane = this.pane()?.nativeElement;
    const below = pane ? pane.scrollHeight - pane.scrollTop : 0;
    await this.log.readOlder();
    this.afterwards(() => pane?.scrollTo({ top: pane.scrollHeight - below }));
  }

  protected toggleSearch(): void {
    this.isSearching.update((isSearching) => !isSearching);
    this.found.set(undefined);
    if (!this.isSearching()) return this.composer()?.focus();
    this.afterwards(() => this.host.nativeElement.querySelector<HTMLElement>('input[type=search]')?.focus());
  }

  protected search(words: string): void {
    clearTimeout(this.timer);
    if (!words.trim()) return this.found.set(undefined);
    this.timer = setTimeout(async () => {
      try {
        this.found.set((await this.log.find(words)).reverse());
      } catch (error) {
        this.toasts.fail(error);
      }
    }, 250);
  }

  protected async show(message: Message): Promise<void> {
    if (!(await this.log.reach(message))) return;
    this.shown.set(message.id);
    this.afterwards(() => {
      const row = this.host.nativeElement.querySelector<HTMLElement>(`[data-message="${message.id}"]`);
      row?.scrollIntoView({ block: 'center' });
      row?.focus();
    });
  }

  private open(place: ConversationPlace): void {
    this.isFresh = true;
    this.seen.set(0);
    this.isAtEnd.set(true);
    this.log.open(place);
    this.people.set([]);
    if (!this.isOfWorkshop()) return;
    this.api.listMentionable(place).then(
      (people) => place === this.placed() && this.people.set(people.filter(({ id }) => id !== this.session.user()?.id)),
      // Nobody is offered then; the message itself is sent all the same.
      () => undefined,
    );
  }

  /** Shows what is new to who reads along; whoever has just come sees first what they have not read. */
  private follow(): void {
    const [isFresh, isAtEnd] = [this.isFresh, this.isAtEnd()];
    if (!this.log.isRead()) return;
    this.isFresh = false;
    this.afterwards(() => {
      const pane = this.pane()?.nativeElement;
      if (!pane) return;
      const line = isFresh ? pane.querySelector<HTMLElement>('.unread') : null;
      if (line) pane.scrollTo({ top: line.offsetTop - 8 });
      else if (isAtEnd) pane.scrollTo({ top: pane.scrollHeight });
      if (isFresh && line) this.seen.set(this.log.readTo());
      this.look();
    });
  }

  private afterwards(act: () => void): void {
    afterNextRender(act, { injector: this.injector });
  }
}
