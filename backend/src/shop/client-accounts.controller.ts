import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers, AnswersList, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { ClientShopAccount, ClientShopAccountLink } from './account.dto.js';
import { ClientAccountsService } from './client-accounts.service.js';

@ApiTags('Clients')
@Controller('clients/:id/shop-accounts')
export class ClientAccountsController {
  constructor(private readonly accounts: ClientAccountsService) {}

  @Get()
  @Allow('clients:contacts')
  @ApiOperation({
    summary: 'Accounts of the shop that are linked with a client, or have its address',
    description: 'Those linked follow the orders of the client once the address is confirmed.',
  })
  @AnswersList(ClientShopAccount, { errors: ['not_found'] })
  listClientShopAccounts(@Id() id: string): Promise<ClientShopAccount[]> {
    return this.accounts.list(id);
  }

  @Post()
  @Allow('clients:write')
  @Repeatable()
  @ApiOperation({
    summary: 'Link an account of the shop with a client, or take the link away',
    description: 'Whoever links it vouches for the customer: the address counts as confirmed.',
  })
  @Answers(ClientShopAccount, { errors: ['not_found'] })
  linkClientShopAccount(@Id() id: string, @Body() body: ClientShopAccountLink): Promise<ClientShopAccount> {
    return this.accounts.link(id, body);
  }
}
