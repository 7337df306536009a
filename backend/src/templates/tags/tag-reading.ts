import { Injectable } from '@nestjs/common';
import { ProductsService } from '../../catalog/products.service.js';
import { FilesService } from '../../files/files.service.js';
import type { StoredFile } from '../../files/stored-file.js';
import type { Order, OrderItem } from '../../orders/order.js';
import { callerPermissions } from '../../platform/access/caller.js';
import type { Stored } from '../../platform/database/entity.js';
import type { Class } from '../../platform/fields/index.js';
import { serialize } from '../../platform/fields/serializer.js';
import { ConsoleLinks } from './console-links.js';
import { Part } from '../../production/part.js';
import { qrPng } from '../../production/labels/qr.js';
import { ProductionService } from '../../production/production.service.js';
import type { PlacedPicture } from './tag.js';

/** Pixels of a QR code; on paper 2.5 cm of 96 to an inch. */
const CODE_PIXELS = 400;
const CODE_SIDE = 95;
/** On paper 4 cm. */
const PICTURE_SIDE = 150;

/** What the caller may read of a document, as answers of the API have it. */
export function readable<T extends object>(type: Class<T>, document: T): Partial<T> {
  return serialize(type, document, callerPermissions()) as Partial<T>; // of its declared fields
}

/** Reads what tags ask for beyond the document itself, as far as the caller may; each thing once for a document. */
export class TagReading {
  private readonly parts = new Map<string, Promise<Partial<Part>[]>>();
  private readonly pictures = new Map<string, Promise<Stored<StoredFile>[]>>();

  constructor(
    private readonly production: ProductionService,
    private readonly products: ProductsService,
    private readonly files: FilesService,
    private readonly links: ConsoleLinks,
  ) {}

  /** The code that opens an order in the console. */
  async orderCode(id: string): Promise<PlacedPicture> {
    return codeOf(this.links.ofOrder(id), id);
  }

  /** The code of a part, as on its label. */
  async partCode(code: string): Promise<PlacedPicture> {
    return codeOf(this.links.ofPart(code), code);
  }

  /** The parts of an order, or those made of one of its items; none for who may not read parts. */
  async partsOf({ id }: Partial<Order>, item?: Partial<OrderItem>): Promise<Partial<Part>[]> {
    if (!id || !callerPermissions().has('parts:read')) return [];
    const all = await once(this.parts, String(id), async () =>
      (await this.production.ofOrder(String(id))).map((part) => readable(Part, part)),
    );
    return item ? all.filter(({ itemId }) => String(itemId) === String(item.id)) : all;
  }

  /** What goes into a part. */
  async into({ id }: Partial<Part>): Promise<Partial<Part>[]> {
    if (!id) return [];
    return (await this.production.into(String(id))).map((part) => readable(Part, part));
  }

  /** Seconds that are planned for the parts of an item, with what goes into them. */
  async plannedSecondsOf(order: Partial<Order>, item: Partial<OrderItem>): Promise<number | undefined> {
    const parts = await this.partsOf(order, item);
    return parts.length ? parts.reduce((sum, { plannedSeconds = 0 }) => sum + plannedSeconds, 0) : undefined;
  }

  /** The first picture of an item, else that of its product. */
  async pictureOfItem(
    { id }: Partial<Order>,
    { id: itemId, productId }: Partial<OrderItem>,
  ): Promise<PlacedPicture | undefined> {
    const own = id
      ? (await this.picturesAt('Order', String(id))).find((file) => String(file.itemId) === String(itemId))
      : undefined;
    return this.placed(own ?? (productId ? await this.pictureOfProduct(String(productId)) : undefined));
  }

  /** The first picture of the item that a part is made for, else of the part itself. */
  async pictureOfPart({ id, orderId, itemId }: Partial<Part>): Promise<PlacedPicture | undefined> {
    const ofItem = orderId ? await this.picturesAt('Order', String(orderId)) : [];
    const own = ofItem.find((file) => itemId && String(file.itemId) === String(itemId));
    return this.placed(own ?? (id ? (await this.picturesAt('Part', String(id)))[0] : undefined));
  }

  private async pictureOfProduct(id: string): Promise<Stored<StoredFile> | undefined> {
    const product = (await this.products.byIds([id])).get(id);
    if (!product) return undefined;
    const pictures = await this.picturesAt('Product', id);
    const [first] = product.pictureIds ?? [];
    return pictures.find(({ _id }) => first && _id.equals(String(first))) ?? pictures[0];
  }

  private picturesAt(subject: 'Order' | 'Part' | 'Product', id: string): Promise<Stored<StoredFile>[]> {
    return once(this.pictures, id, () => this.files.pictures(subject, [id]));
  }

  private async placed(file: StoredFile | undefined): Promise<PlacedPicture | undefined> {
    return file && { ...(await this.files.onPaper(file)), side: PICTURE_SIDE, alt: file.alt ?? file.name };
  }
}

/** Begins to read for a document. */
@Injectable()
export class TagReadings {
  constructor(
    private readonly production: ProductionService,
    private readonly products: ProductsService,
    private readonly files: FilesService,
    private readonly links: ConsoleLinks,
  ) {}

  begin(): TagReading {
    return new TagReading(this.production, this.products, this.files, this.links);
  }
}

async function codeOf(address: string, alt: string): Promise<PlacedPicture> {
  const bytes = await qrPng(address, CODE_PIXELS);
  return { bytes, width: CODE_PIXELS, height: CODE_PIXELS, side: CODE_SIDE, alt };
}

function once<T>(known: Map<string, Promise<T>>, key: string, read: () => Promise<T>): Promise<T> {
  const found = known.get(key) ?? read();
  known.set(key, found);
  return found;
}
