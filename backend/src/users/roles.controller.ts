import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers, AnswersList, AnswersNothing, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { HeldRole, RoleChange, RoleCreate, RoleSight, RoleSketch } from './role.dto.js';
import { RolesService } from './roles.service.js';

@ApiTags('People')
@Controller('roles')
export class RolesController {
  constructor(private readonly roles: RolesService) {}

  @Get()
  @Allow('users:read')
  @ApiOperation({ summary: 'All roles with their permissions, in the order in which they were made' })
  @AnswersList(HeldRole)
  listRoles(): Promise<HeldRole[]> {
    return this.roles.list();
  }

  @Get(':id')
  @Allow('users:read')
  @ApiOperation({ summary: 'Read one role' })
  @Answers(HeldRole, { errors: ['not_found'] })
  getRole(@Id() id: string): Promise<HeldRole> {
    return this.roles.get(id);
  }

  @Get(':id/history')
  @Allow('users:read')
  @ApiOperation({ summary: 'Every change of a role, newest first' })
  @AnswersPage(JournalEntry, { errors: ['not_found'] })
  getRoleHistory(@Id() id: string, @Query() query: PageQuery): Promise<Page<JournalEntry>> {
    return this.roles.history(id, query);
  }

  @Post()
  @Allow('users:write')
  @Repeatable()
  @ApiOperation({ summary: 'Add a role' })
  @Answers(HeldRole, {
    status: 201,
    errors: ['conflict.duplicate', 'role.too_many', 'role.outsider', 'role.prerequisite', 'role.beyond'],
  })
  createRole(@Body() body: RoleCreate): Promise<HeldRole> {
    return this.roles.create(body);
  }

  @Post('preview')
  @Allow('users:read')
  @ApiOperation({ summary: 'What whoever held some permissions would see, and might do with it' })
  @Answers(RoleSight)
  previewRole(@Body() { permissions }: RoleSketch): RoleSight {
    return this.roles.sight(permissions);
  }

  @Patch(':id')
  @Allow('users:write')
  @ApiOperation({
    summary: 'Change the name or the permissions of a role',
    description: 'With effect at once for all who hold it, without another sign-in.',
  })
  @Answers(HeldRole, {
    errors: [
      'not_found',
      'conflict.version',
      'conflict.duplicate',
      'role.built_in',
      'role.outsider',
      'role.prerequisite',
      'role.beyond',
      'user.last_admin',
    ],
  })
  changeRole(@Id() id: string, @Body() body: RoleChange): Promise<HeldRole> {
    return this.roles.change(id, body);
  }

  @Delete(':id')
  @Allow('users:write')
  @ApiOperation({ summary: 'Delete a role that nobody holds' })
  @AnswersNothing({ errors: ['not_found', 'role.built_in', 'role.in_use'] })
  deleteRole(@Id() id: string): Promise<void> {
    return this.roles.delete(id);
  }
}
