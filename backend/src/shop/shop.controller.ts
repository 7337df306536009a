import { Body, Controller, Get, Param, Post, Query, Req, Res, type StreamableFile } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ShownQuery, ShownView } from '../catalog/product.dto.js';
import { NamedUpload, PreviewQuery } from '../files/file.dto.js';
import { FilesService } from '../files/files.service.js';
import { PREVIEW_TYPE } from '../files/previews.js';
import type { ReceivedFile } from '../files/received-file.js';
import { serve } from '../files/served.js';
import { asVisitor } from '../platform/access/caller.js';
import { Public } from '../platform/access/allow.js';
import { Answers, AnswersFile, AnswersList, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { Receives } from '../platform/http/received-bodies.js';
import type { Page } from '../platform/lists/paging.js';
import { ArtworkReceiver } from './artwork-receiver.js';
import { ArtworkService } from './artwork.service.js';
import { ShopCatalogService } from './shop-catalog.service.js';
import { ShopCartService } from './shop-cart.service.js';
import { ShopInfoService } from './shop-info.service.js';
import { ShopOrdersService } from './shop-orders.service.js';
import {
  ShopArtwork,
  ShopCartToCheck,
  ShopCartCheck,
  ShopCategory,
  ShopInfo,
  ShopOption,
  ShopOrder,
  ShopOrderCreate,
  ShopPage,
  ShopProduct,
  ShopProductListItem,
} from './shop.dto.js';

/** What is under an id never changes; one that is shown no more may be seen for a day where it was. */
const KEPT = 'public, max-age=86400';

@ApiTags('Shop')
@Controller('shop')
export class ShopController {
  constructor(
    private readonly catalog: ShopCatalogService,
    private readonly carts: ShopCartService,
    private readonly orders: ShopOrdersService,
    private readonly artwork: ArtworkService,
    private readonly files: FilesService,
    private readonly info: ShopInfoService,
  ) {}

  @Get()
  @Public()
  @ApiOperation({
    summary: 'Whose shop it is',
    description: 'Its name, looks and texts, how and when it is reached, and what its prices and days are in.',
  })
  @Answers(ShopInfo)
  getShop(): Promise<ShopInfo> {
    return this.info.get();
  }

  @Get('logo')
  @Public()
  @ApiOperation({
    summary: 'The logo of the workshop, as WebP',
    description: 'At most 1600, 800 or 320 pixels a side.',
  })
  @AnswersFile(PREVIEW_TYPE, { errors: ['not_found'] })
  async getShopLogo(
    @Query() { size }: PreviewQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    return serve(await this.info.logo(size), request, reply);
  }

  @Get('pages/:name')
  @Public()
  @ApiOperation({
    summary: 'A page such as the offer or what is kept of customers',
    description: 'In each language in which it was written, as plain text.',
  })
  @Answers(ShopPage, { errors: ['not_found'] })
  getShopPage(@Param('name') name: string): Promise<ShopPage> {
    return this.info.page(name);
  }

  @Get('categories')
  @Public()
  @ApiOperation({
    summary: 'Categories in which something is shown, each before what is in it',
    description: 'A category without anything for customers is left out, unless one in it has something.',
  })
  @AnswersList(ShopCategory)
  listShopCategories(): Promise<ShopCategory[]> {
    return asVisitor(() => this.catalog.listCategories());
  }

  @Get('products')
  @Public()
  @ApiOperation({
    summary: 'Products that customers see, by name',
    description:
      'Those of a category with those of the categories in it. Of options only whether they change the price.',
  })
  @AnswersPage(ShopProductListItem)
  listShopProducts(@Query() query: ShownQuery): Promise<Page<ShopProductListItem>> {
    return asVisitor(() => this.catalog.listProducts(query));
  }

  @Get('options')
  @Public()
  @ApiOperation({
    summary: 'Options by whose choices the products of a category are looked for',
    description: 'With how many of them have each choice. Without a category none: unlike things have unlike options.',
  })
  @AnswersList(ShopOption)
  listShopOptions(@Query() query: ShownView): Promise<ShopOption[]> {
    return asVisitor(() => this.catalog.listOptions(query));
  }

  @Get('products/:id')
  @Public()
  @ApiOperation({
    summary: 'One product with its options and pictures',
    description: 'With the first day on which it can be had when it is ordered now.',
  })
  @Answers(ShopProduct, { errors: ['not_found'] })
  getShopProduct(@Id() id: string): Promise<ShopProduct> {
    return asVisitor(() => this.catalog.getProduct(id));
  }

  @Get('pictures/:id')
  @Public()
  @ApiOperation({
    summary: 'A picture of a product, as WebP',
    description: 'Encoded anew, without what a camera writes into it, at most 1600, 800 or 320 pixels a side.',
  })
  @AnswersFile(PREVIEW_TYPE, { errors: ['not_found'] })
  async getShopPicture(
    @Id() id: string,
    @Query() { size }: PreviewQuery,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    return serve(await asVisitor(() => this.files.preview(id, size)), request, reply, KEPT);
  }

  @Post('artwork')
  @Public()
  @Repeatable()
  @Receives(ArtworkReceiver)
  @ApiOperation({
    summary: 'Send a file that a product asks for',
    description:
      'The body is the bytes as they are, at most 25 MiB: a picture, a PDF, a drawing, or an archive of them. The answer has a token that answers the question in an order. Nobody can read the file back; without an order it is gone after a day.',
  })
  @Answers(ShopArtwork, { status: 201, errors: ['file.incomplete', 'file.no_space', 'request.too_many'] })
  sendShopArtwork(@Query() query: NamedUpload, @Req() { body }: FastifyRequest): Promise<ShopArtwork> {
    return asVisitor(() => this.artwork.add(query, body as ReceivedFile));
  }

  @Post('cart/check')
  @Public()
  @ApiOperation({
    summary: 'How a cart stands now',
    description: 'Prices, by when it can be had, and what of it cannot be ordered as it is. It changes nothing.',
  })
  @Answers(ShopCartCheck)
  checkShopCart(@Body() body: ShopCartToCheck): Promise<ShopCartCheck> {
    return asVisitor(() => this.carts.check(body));
  }

  @Post('orders')
  @Public()
  @Repeatable()
  @ApiOperation({
    summary: 'Order as a customer',
    description: 'Prices are computed by the shop. The answer has the key by which the order is seen and cancelled.',
  })
  @Answers(ShopOrder, { status: 201, errors: ['not_found', 'file.too_many', 'stock.short', 'request.too_many'] })
  createShopOrder(@Body() body: ShopOrderCreate): Promise<ShopOrder> {
    return this.orders.create(body);
  }

  @Get('orders/:key')
  @Public()
  @ApiOperation({
    summary: 'See an own order by its key',
    description: 'How far it is, what is in it and what is to be paid; nothing of who ordered.',
  })
  @Answers(ShopOrder, { errors: ['not_found'] })
  getShopOrder(@Param('key') key: string): Promise<ShopOrder> {
    return this.orders.get(key);
  }

  @Post('orders/:key/cancel')
  @Public()
  @Repeatable()
  @ApiOperation({
    summary: 'Cancel an own order of which nothing has been begun',
    description: 'Once it is handed to masters, or ready, the workshop has to be called.',
  })
  @Answers(ShopOrder, { errors: ['not_found', 'order.closed'] })
  cancelShopOrder(@Param('key') key: string): Promise<ShopOrder> {
    return this.orders.cancel(key);
  }
}
