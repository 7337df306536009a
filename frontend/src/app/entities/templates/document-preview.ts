import { Component, type ElementRef, effect, input, signal, viewChild } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';

/** Shows a document of Word as it is printed: in a tree of its own, in which nothing can be clicked. */
@Component({
  selector: 'app-document-preview',
  imports: [TranslocoPipe],
  template: `
    @if (hasFailed()) {
      <p role="alert">{{ 'templates.previewFailed' | transloco }}</p>
    }
    <div
      #frame
      class="frame"
      role="region"
      tabindex="0"
      [hidden]="hasFailed()"
      [attr.aria-label]="'templates.preview' | transloco"
    >
      <div #page inert></div>
    </div>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    /* As wide as there is room, however wide the paper. */
    .frame {
      contain: inline-size;
      max-height: 70vh;
      overflow: auto;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: 8px;
      background: #fff;
    }
  `,
})
export class DocumentPreview {
  readonly file = input.required<Blob>();
  private readonly page = viewChild.required<ElementRef<HTMLElement>>('page');
  protected readonly hasFailed = signal(false);

  constructor() {
    effect(() => void this.show(this.file(), this.page().nativeElement));
  }

  private async show(file: Blob, host: HTMLElement): Promise<void> {
    const tree = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    try {
      const { renderAsync } = await import('docx-preview');
      const [styles, pages] = [document.createElement('div'), document.createElement('div')];
      tree.replaceChildren(styles, pages);
      await renderAsync(file, pages, styles, {
        ignoreFonts: true,
        renderAltChunks: false,
        useBase64URL: true,
        inWrapper: false,
        breakPages: true,
      });
      this.hasFailed.set(false);
    } catch {
      this.hasFailed.set(true);
    }
  }
}
