import {
  Component,
  type ElementRef,
  afterNextRender,
  effect,
  inject,
  input,
  output,
  signal,
  untracked,
  viewChild,
} from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { type ProductQuestion, type ShopArtwork, ShopService } from '@verstak/api';
import { MAX_ARTWORK_BYTES, plainFileName } from '@verstak/domain';
import { refusalOf } from '../core/refusal';

/** A question for a file: what is picked is sent at once, and answers the question by the token that it is given. */
@Component({
  selector: 'shop-file-question',
  imports: [TranslocoPipe],
  template: `
    <label class="field">
      <span>
        {{ question().name }}
        @if (!question().isRequired) {
          ({{ 'shop.optional' | transloco }})
        }
      </span>
      <input #picker type="file" [attr.aria-describedby]="question().id" (change)="take(picker.files?.[0])" />
    </label>
    <p class="muted" role="status" [id]="question().id">
      {{
        (isSending() ? 'shop.file.sending' : file() ? 'shop.file.sent' : 'shop.file.hint')
          | transloco: { name: file()?.name, megabytes }
      }}
    </p>
    @if (fault(); as fault) {
      <p class="fault" role="alert">{{ 'shop.file.faults.' + fault | transloco: { megabytes } }}</p>
    }
  `,
  styles: `
    p {
      margin: 4px 0 0;
      font-size: 14px;
      overflow-wrap: anywhere;
    }
  `,
})
export class FileQuestion {
  private readonly api = inject(ShopService);

  readonly question = input.required<ProductQuestion>();
  /** What was sent; nothing while it is on its way. */
  readonly file = input<ShopArtwork>();
  readonly answered = output<ShopArtwork | undefined>();
  /** Whether a file is on its way. */
  readonly sending = output<boolean>();

  private readonly picker = viewChild.required<ElementRef<HTMLInputElement>>('picker');
  protected readonly isSending = signal(false);
  protected readonly fault = signal('');
  protected readonly megabytes = MAX_ARTWORK_BYTES / 1024 / 1024;

  constructor() {
    let wasThere = false;
    effect(() => {
      const isThere = this.file() !== undefined;
      // It went into the cart: another one is picked then.
      if (wasThere && !isThere && !untracked(this.isSending)) this.picker().nativeElement.value = '';
      wasThere = isThere;
    });
    // What was picked on the page as it came from the server, before anything heard of it.
    afterNextRender(() => void this.take(this.picker().nativeElement.files?.[0]));
  }

  protected async take(file: File | undefined): Promise<void> {
    if (this.file()) this.answered.emit(undefined);
    this.fault.set('');
    if (!file) return;
    if (file.size > MAX_ARTWORK_BYTES) return this.fault.set('tooLarge');
    this.tell(true);
    try {
      // Bytes are sent as bytes, whatever the file is said to be.
      const body = file.slice(0, file.size, 'application/octet-stream');
      this.answered.emit(await this.api.sendShopArtwork({ name: plainFileName(file.name), body }));
    } catch (error) {
      this.fault.set(FAULTS[refusalOf(error).code] ?? 'refused');
    } finally {
      this.tell(false);
    }
  }

  private tell(isSending: boolean): void {
    this.isSending.set(isSending);
    this.sending.emit(isSending);
  }
}

/** What a refusal is called in words. */
const FAULTS: Readonly<Record<string, string>> = {
  offline: 'offline',
  'request.too_large': 'tooLarge',
  'request.too_many': 'tooMany',
};
