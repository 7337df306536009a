import {
  Component,
  type ElementRef,
  afterRenderEffect,
  computed,
  inject,
  input,
  linkedSignal,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { ConversationsService, FilesService, type Message, type MessageFile } from '@verstak/api';
import { MAX_MESSAGE, MOST_MESSAGES, newKey } from '@verstak/domain';
import { follow } from '../core/follow';
import { refusalOf } from '../core/refusal';
import { Shop } from '../core/shop';

/** What a customer and the workshop say about an order; read again and again while it is looked at. */
@Component({
  selector: 'shop-order-talk',
  imports: [TranslocoPipe],
  templateUrl: './order-talk.html',
  styleUrl: './order-talk.scss',
})
export class OrderTalk {
  private readonly api = inject(ConversationsService);
  private readonly files = inject(FilesService);
  protected readonly shop = inject(Shop);

  readonly orderId = input.required<string>();

  private readonly place = computed(() => ({ subject: 'Order' as const, subjectId: this.orderId() }));
  protected readonly most = MAX_MESSAGE;
  /** What was said, in its order; nothing before it was read. */
  protected readonly messages = linkedSignal<string, readonly Message[] | undefined>({
    source: this.orderId,
    computation: () => undefined,
  });
  protected readonly hasEarlier = signal(false);
  protected readonly isSending = signal(false);
  protected readonly fault = signal<'offline' | 'tooMany' | 'refused' | undefined>(undefined);
  private readonly list = viewChild<ElementRef<HTMLElement>>('list');
  private readonly field = viewChild.required<ElementRef<HTMLTextAreaElement>>('field');
  /** What is sent once more after an answer that was lost has the same key. */
  private attempt: { text: string; key: string } | undefined;

  constructor() {
    afterRenderEffect(() => {
      this.orderId();
      untracked(() => void this.read());
    });
    follow(() => void this.read());
    // What was said last is in sight.
    afterRenderEffect(() => {
      const last = this.messages()?.at(-1);
      if (last) this.list()?.nativeElement.scrollTo({ top: this.list()?.nativeElement.scrollHeight ?? 0 });
    });
  }

  protected async earlier(): Promise<void> {
    const known = this.messages() ?? [];
    const before = known[0]?.position;
    if (before === undefined) return;
    const found = await this.pageOf({ before });
    if (found) this.messages.set([...found, ...known]);
  }

  protected async send(event: Event): Promise<void> {
    event.preventDefault();
    const { nativeElement } = this.field();
    const text = nativeElement.value.trim();
    if (!text || this.isSending()) return;
    this.attempt = this.attempt?.text === text ? this.attempt : { text, key: newKey() };
    this.isSending.set(true);
    this.fault.set(undefined);
    try {
      const body = { ...this.place(), text, mentions: [], isInternal: false, attachments: 0 };
      this.take([await this.api.writeMessage({ body, 'Idempotency-Key': this.attempt.key })]);
      this.attempt = undefined;
      nativeElement.value = '';
    } catch (error) {
      const { code } = refusalOf(error);
      this.fault.set(code === 'offline' ? 'offline' : code === 'request.too_many' ? 'tooMany' : 'refused');
    } finally {
      this.isSending.set(false);
    }
  }

  /** Hands a file over to the browser, which may not ask for it itself: it has no token. */
  protected async open({ id, name }: MessageFile): Promise<void> {
    const address = URL.createObjectURL(await this.files.getFileContent({ id }));
    const link = Object.assign(document.createElement('a'), { href: address, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }

  /** Reads what is new, the newest at first, and notes that it was read. */
  private async read(): Promise<void> {
    const known = this.messages();
    const after = known?.at(-1)?.position;
    const found = await this.pageOf(after === undefined ? {} : { after });
    if (!found) return;
    this.take(found);
    const position = found.at(-1)?.position;
    if (position) await this.api.markRead({ body: { ...this.place(), position } }).catch(() => undefined);
  }

  /** Messages in their order; nothing where they cannot be read now. */
  private async pageOf(which: { before?: number; after?: number }): Promise<readonly Message[] | undefined> {
    try {
      const found = await this.api.listMessages({ ...this.place(), ...which, limit: MOST_MESSAGES });
      if (which.after === undefined) this.hasEarlier.set(found.length === MOST_MESSAGES);
      return found;
    } catch {
      return undefined;
    }
  }

  /** Adds what came, each once, whichever way it came. */
  private take(came: readonly Message[]): void {
    const known = this.messages() ?? [];
    const ids = new Set(known.map(({ id }) => id));
    const all = [...known, ...came.filter(({ id }) => !ids.has(id))];
    if (all.length > known.length || !this.messages()) this.messages.set(all.sort((a, b) => a.position - b.position));
  }
}
