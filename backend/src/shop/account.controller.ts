import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, Public } from '../platform/access/allow.js';
import { Answers, AnswersNothing, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { AccountLinksService } from './account-links.service.js';
import {
  ShopAccount,
  ShopAccountAddress,
  ShopAccountChange,
  ShopAccountConfirmation,
  ShopAccountCreate,
  ShopAccountLeaving,
  ShopPasswordReset,
} from './account.dto.js';
import { AccountsService } from './accounts.service.js';
import { ShopCart, ShopCartAddition, ShopCartChange, ShopRepeat } from './cart.dto.js';
import { CartsService } from './carts.service.js';
import { ShopOwnOrder, ShopOwnOrderListItem } from './shop.dto.js';
import { ShopOrdersService } from './shop-orders.service.js';

/** What a customer who has an account may do, and nobody else. */
@ApiTags('Shop account')
@Controller('shop/account')
export class ShopAccountController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly links: AccountLinksService,
    private readonly carts: CartsService,
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

  @Post('letter')
  @Allow('shop:account')
  @Repeatable()
  @ApiOperation({ summary: 'Send the letter again by which the address is confirmed' })
  @AnswersNothing({ errors: ['request.too_many'] })
  sendShopAccountLetter(): Promise<void> {
    return this.accounts.writeAgain();
  }

  @Post('confirm')
  @Allow('shop:account')
  @Repeatable()
  @ApiOperation({
    summary: 'Confirm the address by the link of a letter',
    description: 'For the account of who is signed in alone: the letter proves the address, the password the person.',
  })
  @Answers(ShopAccount, { errors: ['not_found', 'request.too_many'] })
  confirmShopAccount(@Body() { link }: ShopAccountConfirmation): Promise<ShopAccount> {
    return this.accounts.confirm(link);
  }

  @Post('forgotten')
  @Public()
  @Repeatable()
  @ApiOperation({
    summary: 'Ask for a letter by which a new password is set',
    description: 'The answer is the same whether there is an account with this address.',
  })
  @AnswersNothing({ errors: ['request.too_many'] })
  forgetShopPassword(@Body() { email }: ShopAccountAddress): Promise<void> {
    return this.links.forgotten(email);
  }

  @Post('password')
  @Public()
  @Repeatable()
  @ApiOperation({
    summary: 'Set a new password by the link of a letter',
    description: 'All sessions of the customer end, and the address is confirmed. Answers with the address.',
  })
  @Answers(ShopAccountAddress, { errors: ['not_found', 'request.too_many'] })
  resetShopPassword(@Body() { link, password }: ShopPasswordReset): Promise<ShopAccountAddress> {
    return this.accounts.setPassword(link, password);
  }

  @Post('leave')
  @Allow('shop:account')
  @ApiOperation({ summary: 'Delete the own account', description: 'The orders stay with the workshop.' })
  @AnswersNothing({ errors: ['auth.password_wrong', 'auth.session_ended', 'request.too_many'] })
  leaveShop(@Body() { password }: ShopAccountLeaving): Promise<void> {
    return this.accounts.leave(password);
  }

  @Get('cart')
  @Allow('shop:account')
  @ApiOperation({ summary: 'The own cart, the same on all devices' })
  @Answers(ShopCart)
  getShopCart(): Promise<ShopCart> {
    return this.carts.get();
  }

  @Post('cart')
  @Allow('shop:account')
  @Repeatable()
  @ApiOperation({
    summary: 'Put more into the own cart',
    description: 'Such as the cart of a guest who has signed in. The same product, wanted in the same way, adds up.',
  })
  @Answers(ShopCart)
  addToShopCart(@Body() { lines }: ShopCartAddition): Promise<ShopCart> {
    return this.carts.add(lines);
  }

  @Patch('cart')
  @Allow('shop:account')
  @ApiOperation({ summary: 'Say how much of something is wanted', description: '0 takes it out of the cart.' })
  @Answers(ShopCart)
  changeShopCart(@Body() body: ShopCartChange): Promise<ShopCart> {
    return this.carts.setQuantity(body);
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

  @Get('orders/:id/repeat')
  @Allow('shop:account')
  @ApiOperation({
    summary: 'What of an own order can be had again',
    description: 'As lines for the cart, at today’s prices, with what cannot be had and what costs otherwise.',
  })
  @Answers(ShopRepeat, { errors: ['not_found'] })
  repeatOwnShopOrder(@Id() id: string): Promise<ShopRepeat> {
    return this.orders.repeatOwn(id);
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
