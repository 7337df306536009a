import { Injectable } from '@nestjs/common';
import { SHOP_PAGES } from '@verstak/domain';
import type { PreviewSize } from '../files/file.dto.js';
import { FilesService } from '../files/files.service.js';
import type { Served } from '../files/served.js';
import { asSystem } from '../platform/access/caller.js';
import { NotFound } from '../platform/failure/failure.js';
import { WorkshopService } from '../workshop/workshop.service.js';
import { pictureOf } from './shop-catalog.service.js';
import type { ShopInfo, ShopPage } from './shop.dto.js';

/** What the shop tells of its workshop. */
@Injectable()
export class ShopInfoService {
  constructor(
    private readonly workshop: WorkshopService,
    private readonly files: FilesService,
  ) {}

  async get(): Promise<ShopInfo> {
    const { workshop: whole, logo } = await this.workshop.withLogo();
    const { url, urlFault, ...workshop } = whole;
    const pages = SHOP_PAGES.filter((name) => workshop.pages?.[name]);
    // An address that was not set may be another's tomorrow: search engines are told none.
    return { ...workshop, pages, ...(logo && { logo: pictureOf(logo) }), ...(urlFault ? {} : { url }) };
  }

  /** 404 where nobody has written it. */
  async page(asked: string): Promise<ShopPage> {
    const [name] = SHOP_PAGES.filter((one) => one === asked);
    const text = name && (await this.workshop.get()).pages?.[name];
    if (!text) throw NotFound('page', asked);
    return { name, text };
  }

  /** The logo as WebP; 404 where there is none. */
  async logo(size: PreviewSize): Promise<Served> {
    const { logo } = await this.workshop.withLogo();
    if (!logo) throw NotFound('logo', 'shop');
    return asSystem('the logo of the shop', () => this.files.preview(logo._id.toHexString(), size));
  }
}
