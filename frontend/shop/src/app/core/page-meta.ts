import { DOCUMENT, PLATFORM_ID, Service, inject } from '@angular/core';
import { isPlatformServer } from '@angular/common';
import { Meta, Title } from '@angular/platform-browser';
import type { ShopInfo, ShopPicture } from '@verstak/api';
import { pictureAddress } from './picture-address';
import { Shop } from './shop';

/** What search engines are told beside title and description. */
export interface ForSearch {
  /** Where the page stands within the shop, `/products/<id>`: one address for all ways to it. */
  path: string;
  /** What stands for the page where somebody shares it. */
  picture?: ShopPicture;
  /** What the page is about by schema.org, at its address. */
  data?: (shop: ShopInfo, address: string) => object;
}

/** What a page is called and about, for browsers and search engines. */
@Service()
export class PageMeta {
  private readonly title = inject(Title);
  private readonly meta = inject(Meta);
  private readonly shop = inject(Shop);
  private readonly document = inject(DOCUMENT);
  private readonly isServer = isPlatformServer(inject(PLATFORM_ID));

  say(title: string, description: string, search?: ForSearch): void {
    const about = this.shop.about();
    this.title.setTitle(about ? `${title} – ${about.name}` : title);
    this.meta.updateTag({ name: 'description', content: description.slice(0, 300) });
    // Engines read what the server has rendered, and each address anew.
    if (this.isServer && about && search) this.tellEngines(title, about, search);
  }

  private tellEngines(title: string, about: ShopInfo, { path, picture, data }: ForSearch): void {
    // Without an address of its own the workshop is not on the net.
    if (!about.url) return;
    const address = `${about.url}/shop${path}`;
    this.element('link', { rel: 'canonical', href: address });
    if (picture) {
      this.meta.updateTag({ property: 'og:title', content: title });
      this.meta.updateTag({ property: 'og:image', content: `${about.url}${pictureAddress(picture, 'large')}` });
      this.meta.updateTag({ property: 'og:image:alt', content: picture.alt ?? title });
    }
    if (!data) return;
    // Within a script `</script>` would end it.
    const text = JSON.stringify(data(about, address)).replaceAll('<', '\\u003c');
    this.element('script', { type: 'application/ld+json' }).textContent = text;
  }

  /** The one element of its name in the head with the first of the attributes, with the others as given. */
  private element(name: string, attributes: Record<string, string>): HTMLElement {
    const [[key, value] = []] = Object.entries(attributes);
    const found = this.document.head.querySelector<HTMLElement>(`${name}[${key}="${value}"]`);
    const element = found ?? this.document.head.appendChild(this.document.createElement(name));
    for (const [attribute, text] of Object.entries(attributes)) element.setAttribute(attribute, text);
    return element;
  }
}
