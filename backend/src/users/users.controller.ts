import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers, AnswersList, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import type { Page } from '../platform/lists/paging.js';
import { Manager, Master, UserChange, UserCreate, UserListQuery } from './user.dto.js';
import { User } from './user.js';
import { UsersService } from './users.service.js';

@ApiTags('People')
@Controller('users')
export class UsersController {
  constructor(private readonly users: UsersService) {}

  @Get()
  @Allow('users:read')
  @ApiOperation({ summary: 'List users' })
  @AnswersPage(User)
  listUsers(@Query() query: UserListQuery): Promise<Page<User>> {
    return this.users.list(query);
  }

  @Get('masters')
  @Allow('orders:assign')
  @ApiOperation({ summary: 'List the active masters, by name' })
  @AnswersList(Master)
  listMasters(): Promise<User[]> {
    return this.users.listMasters();
  }

  @Get('managers')
  @Allow('orders:read', 'reports:read')
  @ApiOperation({ summary: 'List those who take orders, and those who have left, by name' })
  @AnswersList(Manager)
  listManagers(): Promise<User[]> {
    return this.users.listManagers();
  }

  @Get(':id')
  @Allow('users:read')
  @ApiOperation({ summary: 'Read one user' })
  @Answers(User, { errors: ['not_found'] })
  getUser(@Id() id: string): Promise<User> {
    return this.users.get(id);
  }

  @Post()
  @Allow('users:write')
  @Repeatable()
  @ApiOperation({ summary: 'Add a user' })
  @Answers(User, { status: 201, errors: ['conflict.duplicate', 'not_found', 'role.beyond', 'supplier.archived'] })
  createUser(@Body() body: UserCreate): Promise<User> {
    return this.users.create(body);
  }

  @Patch(':id')
  @Allow('users:write')
  @ApiOperation({ summary: 'Change name, role, supplier, state or password' })
  @Answers(User, { errors: ['not_found', 'conflict.version', 'role.beyond', 'user.last_admin', 'supplier.archived'] })
  changeUser(@Id() id: string, @Body() body: UserChange): Promise<User> {
    return this.users.change(id, body);
  }
}
