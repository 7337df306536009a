import type { ElementRef } from '@angular/core';
import { Component, computed, inject, input, linkedSignal, output, signal, untracked, viewChild } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatButtonToggle, MatButtonToggleGroup } from '@angular/material/button-toggle';
import { MatIcon } from '@angular/material/icon';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Mentionable } from '@verstak/api';
import { MAX_MESSAGE, MOST_ATTACHMENTS, MOST_MENTIONS, searchTokens } from '@verstak/domain';
import { keysOf } from '../../core/keyboard/keys';
import { Preferences } from '../../core/preferences/preferences';
import { Session } from '../../core/session/session';
import { Avatar } from '../../ui/avatar/avatar';
import { pickedIn } from '../files/file-target';
import type { ConversationPlace } from './conversation-log';
import { type MessageDraft, draftOf, keepDraft } from './message-draft';
import { mentionAt, mentionedIn } from './message-parts';
import { OutgoingMessages } from './outgoing';

/** People offered at a time. */
const OFFERED = 6;

let count = 0;

/** Where a message is written: to all or to the workshop alone, with files, mentioning people; kept until it is sent. */
@Component({
  selector: 'app-message-composer',
  imports: [
    Avatar,
    MatButtonToggle,
    MatButtonToggleGroup,
    MatIcon,
    MatIconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    TranslocoPipe,
  ],
  templateUrl: './message-composer.html',
  styleUrl: './message-composer.scss',
  host: { '[class.internal]': 'draft().isInternal' },
})
export class MessageComposer {
  private readonly session = inject(Session);
  private readonly outgoing = inject(OutgoingMessages);
  protected readonly preferences = inject(Preferences);
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');
  protected readonly id = `message-${(count += 1)}`;

  readonly place = input.required<ConversationPlace>();
  readonly people = input<readonly Mentionable[]>([]);
  /** Something can be written for the workshop alone. */
  readonly hasNotes = input(true);
  /** Something goes on its way. */
  readonly sent = output();

  protected readonly MOST_ATTACHMENTS = MOST_ATTACHMENTS;
  protected readonly draft = linkedSignal<MessageDraft>(() => draftOf(this.userId, this.place()));
  protected readonly files = linkedSignal<ConversationPlace, readonly File[]>({
    source: this.place,
    computation: () => [],
  });
  protected readonly isOverfull = linkedSignal({ source: this.files, computation: () => false });
  protected readonly excess = computed(() => Math.max(0, this.draft().text.trim().length - MAX_MESSAGE));
  protected readonly maySend = computed(
    () => this.excess() === 0 && (this.draft().text.trim() !== '' || this.files().length > 0),
  );

  private readonly cursor = signal(0);
  private readonly isShut = linkedSignal({ source: () => this.draft().text, computation: () => false });
  private readonly mention = computed(() => mentionAt(this.draft().text, this.cursor()));
  protected readonly offered = computed(() => {
    const typed = this.mention()?.typed;
    if (typed === undefined || this.isShut()) return [];
    const [begun = ''] = searchTokens(typed);
    return this.people()
      .filter(({ name }) => searchTokens(name).some((word) => word.startsWith(begun)))
      .slice(0, OFFERED);
  });
  protected readonly chosen = linkedSignal({ source: this.offered, computation: () => 0 });

  focus(): void {
    this.field().nativeElement.focus();
  }

  /** Adds files to what is being written. */
  take(files: readonly File[]): void {
    const all = [...this.files(), ...files];
    this.files.set(all.slice(0, MOST_ATTACHMENTS));
    this.isOverfull.set(all.length > MOST_ATTACHMENTS);
  }

  protected picked(field: HTMLInputElement): void {
    this.take(pickedIn(field));
    this.focus();
  }

  protected detach(file: File): void {
    this.files.update((files) => files.filter((one) => one !== file));
    this.focus();
  }

  protected paste(event: ClipboardEvent): void {
    const files = [...(event.clipboardData?.files ?? [])];
    if (!files.length) return;
    event.preventDefault();
    this.take(files);
  }

  protected typed(): void {
    const { value } = this.field().nativeElement;
    this.write({ ...this.draft(), text: value });
    this.moved();
  }

  protected moved(): void {
    this.cursor.set(this.field().nativeElement.selectionStart);
  }

  protected chooseAudience(isInternal: boolean): void {
    this.write({ ...this.draft(), isInternal });
    this.focus();
  }

  protected press(event: KeyboardEvent): void {
    const keys = keysOf(event);
    if (event.isComposing || this.pressOffered(keys)) {
      if (!event.isComposing) event.preventDefault();
      return;
    }
    if (keys !== 'Ctrl+Enter' && !(keys === 'Enter' && this.preferences.sendsByEnter())) return;
    event.preventDefault();
    this.send();
  }

  protected mentionOne({ name }: Mentionable): void {
    const mention = this.mention();
    if (!mention) return;
    const { text } = this.draft();
    const before = `${text.slice(0, mention.start)}@${name} `;
    this.write({ ...this.draft(), text: before + text.slice(this.cursor()) });
    this.cursor.set(before.length);
    const field = this.field().nativeElement;
    field.value = this.draft().text;
    field.focus();
    field.setSelectionRange(before.length, before.length);
  }

  protected send(): void {
    if (!this.maySend()) return;
    const { text, isInternal } = this.draft();
    const files = untracked(this.files);
    const mentions = mentionedIn(text, this.people())
      .slice(0, MOST_MENTIONS)
      .map(({ id }) => id);
    const said = text.trim();
    this.outgoing.add(
      { ...this.place(), ...(said ? { text: said } : {}), mentions, isInternal, attachments: files.length },
      files,
    );
    // The next one goes to the same people.
    this.write({ text: '', isInternal });
    this.files.set([]);
    this.sent.emit();
    this.focus();
  }

  /** Whether a key is for the people who are offered. */
  private pressOffered(keys: string): boolean {
    const offered = this.offered();
    const person = offered[this.chosen()];
    if (!person) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[keys];
    if (step) this.chosen.update((index) => (index + step + offered.length) % offered.length);
    else if (keys === 'Enter' || keys === 'Tab') this.mentionOne(person);
    else if (keys === 'Escape') this.isShut.set(true);
    else return false;
    return true;
  }

  private write(draft: MessageDraft): void {
    this.draft.set(draft);
    keepDraft(this.userId, this.place(), draft);
  }

  private get userId(): string {
    return this.session.user()?.id ?? '';
  }
}
