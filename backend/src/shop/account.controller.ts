import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Public } from '../platform/access/allow.js';
import { Answers, AnswersNothing, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { ShopAccount, ShopAccountChange, ShopAccountCreate } from './account.dto.js';
import { AccountsService } from './accounts.service.js';
import { ShopOwnOrder, ShopOwnOrderListItem } from './shop.dto.js';
import { ShopOrdersService } from './shop-orders.service.js';

/** What a customer who has an account may do, and nobody else. */
@ApiTags('Shop account')
@Controller('shop/account')
export class ShopAccountController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly orders: ShopOrdersService,
  ) {}

  @Post()
  @Public()
  @Repeatable()
  @ApiOperation({
    summary: 'Make an account in the shop',
    description: 'The answer is the same whether the address was known; the customer then signs in as everybody does.',
  })
  @AnswersNothing({ errors: ['request.too_many'] })
  registerShopAccount(@Body() body: ShopAccountCreate): Promise<void> {
    return this.accounts.register(body);
  }

  @Get()
  @Allow('shop:account')
  @ApiOperation({ summary: 'The own account' })
  @Answers(ShopAccount)
  getShopAccount(): Promise<ShopAccount> {
    return this.accounts.get();
  }

  @Patch()
  @Allow('shop:account')
  @ApiOperation({ summary: 'Change what the own account says of the customer' })
  @Answers(ShopAccount)
  changeShopAccount(@Body() body: ShopAccountChange): Promise<ShopAccount> {
    return this.accounts.change(body);
  }

  @Get('orders')
  @Allow('shop:account')
  @ApiOperation({
    summary: 'Own orders, the latest first',
    description: 'Those made in the own account, and those of the client with whom it is linked.',
  })
  @AnswersPage(ShopOwnOrderListItem)
  listOwnShopOrders(@Query() query: PageQuery): Promise<Page<ShopOwnOrderListItem>> {
    return this.orders.listOwn(query);
  }

  @Get('orders/:id')
  @Allow('shop:account')
  @ApiOperation({ summary: 'An own order: how far it is, what is in it' })
  @Answers(ShopOwnOrder, { errors: ['not_found'] })
  getOwnShopOrder(@Id() id: string): Promise<ShopOwnOrder> {
    return this.orders.getOwn(id);
  }

  @Post('orders/:id/cancel')
  @Allow('shop:account')
  @Repeatable()
  @ApiOperation({ summary: 'Cancel an own order of which nothing has been begun' })
  @Answers(ShopOwnOrder, { errors: ['not_found', 'order.closed'] })
  cancelOwnShopOrder(@Id() id: string): Promise<ShopOwnOrder> {
    return this.orders.cancelOwn(id);
  }
}
