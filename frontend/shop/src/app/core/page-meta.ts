import { Service, inject } from '@angular/core';
import { Meta, Title } from '@angular/platform-browser';
import { Shop } from './shop';

/** What a page is called and about, for browsers and search engines. */
@Service()
export class PageMeta {
  private readonly title = inject(Title);
  private readonly meta = inject(Meta);
  private readonly shop = inject(Shop);

  say(title: string, description: string): void {
    const name = this.shop.name();
    this.title.setTitle(name ? `${title} – ${name}` : title);
    this.meta.updateTag({ name: 'description', content: description.slice(0, 300) });
  }
}
