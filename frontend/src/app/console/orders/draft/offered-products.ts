import { Service, inject, signal } from '@angular/core';
import { CatalogService, type Product } from '@verstak/api';
import { Formats } from '../../../core/i18n/formats';
import { Session } from '../../../core/session/session';
import type { EntityOption } from '../../../ui/fields/entity-field';

const SHOWN = 8;

/** Products of the catalog as lines of an order are made of them; each is read once as long as an order is typed. */
@Service({ autoProvided: false })
export class OfferedProducts {
  private readonly api = inject(CatalogService);
  private readonly formats = inject(Formats);
  private readonly session = inject(Session);
  private readonly known = signal<ReadonlyMap<string, Product>>(new Map());
  private readonly asked = new Map<string, Promise<Product>>();

  /** The product as far as it has been read; asks for it the first time. */
  get(id: string): Product | undefined {
    const product = this.known().get(id);
    if (!product && !this.asked.has(id)) void this.load(id).catch(() => undefined);
    return product;
  }

  /** The product; throws where it cannot be read. */
  async load(id: string): Promise<Product> {
    const asked = this.asked.get(id) ?? this.api.getProduct({ id });
    this.asked.set(id, asked);
    const product = await asked;
    this.known.update((known) => new Map(known).set(id, product));
    return product;
  }

  /** Products whose words begin as typed, with what tells two of one name apart. */
  readonly search = async (words: string): Promise<readonly EntityOption[]> => {
    if (!this.session.may(['read', 'Product'])) return [];
    const { items } = await this.api.listProducts({ q: words.trim(), pageSize: SHOWN });
    return items.map(({ id, name: label, article, price, unit }) => {
      const detail = [article, `${this.formats.money(price)} / ${unit}`].filter(Boolean).join(' · ');
      return { id, label, detail };
    });
  };
}
