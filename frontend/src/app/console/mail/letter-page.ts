import { Component, computed, effect, inject, input } from '@angular/core';
import { MatButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { LettersService } from '@verstak/api';
import { Formats } from '../../core/i18n/formats';
import { liveResource } from '../../core/live/live-resource';
import { LastViews } from '../../core/platform/last-views';
import { PageTitle } from '../../core/platform/page-title';
import { Toasts } from '../../core/toasts/toasts';
import { ListSteps } from '../../ui/list/list-steps';
import { PageHeader } from '../../ui/page-header/page-header';
import { DocumentState } from '../../ui/states/document-state';
import { NoteBar } from '../../ui/states/note-bar';
import { LetterStateChip } from './letter-state';
import { isOpen, Letters } from './letters';

/** One thing that is told of a letter. */
interface Fact {
  key: 'to' | 'kind' | 'createdAt' | 'sentAt' | 'attempts' | 'dueAt';
  value: string;
  link?: string;
}

/** One letter: to whom, what became of it and what it says. */
@Component({
  selector: 'app-letter-page',
  imports: [
    DocumentState,
    LetterStateChip,
    ListSteps,
    MatButton,
    MatIcon,
    NoteBar,
    PageHeader,
    RouterLink,
    TranslocoPipe,
  ],
  templateUrl: './letter-page.html',
  styleUrls: ['../../ui/details/details.scss', './letter-page.scss'],
})
export class LetterPage {
  private readonly api = inject(LettersService);
  private readonly toasts = inject(Toasts);
  private readonly formats = inject(Formats);
  protected readonly letters = inject(Letters);
  protected readonly list = inject(LastViews).to('/mail');
  protected readonly isOpen = isOpen;

  /** From the address. */
  readonly id = input.required<string>();

  protected readonly letter = liveResource({
    params: () => this.id(),
    load: (id) => this.api.getLetter({ id }),
    live: ['Letter'],
    hears: ({ id }) => id === this.id(),
  });
  protected readonly facts = computed((): Fact[] => {
    const letter = this.letter.value();
    if (!letter) return [];
    const { to, createdAt, sentAt, attempts, dueAt, aboutEntity, aboutId } = letter;
    const about = aboutEntity === 'Order' && aboutId ? { link: `/orders/${aboutId}` } : {};
    const moment = (key: Fact['key'], at?: string): Fact[] => (at ? [{ key, value: this.formats.moment(at) }] : []);
    return [
      ...(to ? [{ key: 'to', value: to } as const] : []),
      { key: 'kind', value: this.letters.kindOf(letter), ...about },
      ...moment('createdAt', createdAt),
      ...moment('sentAt', sentAt),
      ...(attempts ? [{ key: 'attempts', value: this.formats.number(attempts) } as const] : []),
      ...moment('dueAt', dueAt),
    ];
  });

  constructor() {
    const title = inject(PageTitle);
    effect(() => {
      const letter = this.letter.value();
      if (letter) title.say(letter.subject);
    });
  }

  protected async sendAgain(id: string): Promise<void> {
    await this.act(async () => {
      this.letter.put(await this.api.sendLetterAgain({ id }));
      this.toasts.say('mail.sendingAgain', { count: 1 });
    });
  }

  protected async drop(id: string): Promise<void> {
    await this.act(async () => {
      this.letter.put(await this.api.dropLetter({ id }));
      this.toasts.offerUndo('mail.dropped', {}, async () => this.letter.put(await this.api.sendLetterAgain({ id })));
    });
  }

  private async act(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.toasts.fail(error);
    }
  }
}
