import { Component, type ElementRef, computed, effect, input, signal, viewChild } from '@angular/core';
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
      <div #page inert [style.zoom]="zoom()"></div>
    </div>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    /* As wide as there is room, however wide the paper: that is made to fit. */
    .frame {
      contain: inline-size;
      max-height: 70vh;
      overflow: hidden auto;
      scrollbar-gutter: stable;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: 8px;
      background: #fff;
    }
  `,
})
export class DocumentPreview {
  readonly file = input.required<Blob>();
  private readonly page = viewChild.required<ElementRef<HTMLElement>>('page');
  private readonly frame = viewChild.required<ElementRef<HTMLElement>>('frame');
  protected readonly hasFailed = signal(false);
  /** Px that there is room for, and that the paper takes as it is printed. */
  private readonly room = signal(0);
  private readonly paper = signal(0);
  protected readonly zoom = computed(() => (this.paper() > this.room() ? this.room() / this.paper() : 1));

  constructor() {
    effect(() => void this.show(this.file(), this.page().nativeElement));
    effect((onCleanup) => {
      const frame = this.frame().nativeElement;
      const sizes = new ResizeObserver(() => this.room.set(frame.clientWidth));
      sizes.observe(frame);
      onCleanup(() => sizes.disconnect());
    });
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
      const widths = [...pages.querySelectorAll('section')].map((page) =>
        Number.parseFloat(getComputedStyle(page).width),
      );
      this.paper.set(Math.max(0, ...widths));
      this.hasFailed.set(false);
    } catch {
      this.hasFailed.set(true);
    }
  }
}
