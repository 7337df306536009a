import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../platform/access/allow.js';
import { Answers, AnswersList, AnswersNothing, AnswersPage, Repeatable } from '../platform/http/answers.js';
import { Id } from '../platform/http/id.js';
import { JournalEntry } from '../platform/journal/journal-entry.js';
import { PageQuery, type Page } from '../platform/lists/paging.js';
import { CategoriesService } from './categories.service.js';
import { CategoryChange, CategoryCreate } from './category.dto.js';
import { Category } from './category.js';

@ApiTags('Catalog')
@Controller('categories')
export class CategoriesController {
  constructor(private readonly categories: CategoriesService) {}

  @Get()
  @Allow('orders:read', 'catalog:write')
  @ApiOperation({ summary: 'All categories of the catalog, each before what is in it' })
  @AnswersList(Category)
  async listCategories(): Promise<Category[]> {
    return (await this.categories.tree()).inOrder();
  }

  @Get(':id')
  @Allow('orders:read', 'catalog:write')
  @ApiOperation({ summary: 'Read one category' })
  @Answers(Category, { errors: ['not_found'] })
  getCategory(@Id() id: string): Promise<Category> {
    return this.categories.get(id);
  }

  @Get(':id/history')
  @Allow('catalog:write')
  @ApiOperation({ summary: 'Every change of a category, newest first' })
  @AnswersPage(JournalEntry, { errors: ['not_found'] })
  getCategoryHistory(@Id() id: string, @Query() query: PageQuery): Promise<Page<JournalEntry>> {
    return this.categories.history(id, query);
  }

  @Post()
  @Allow('catalog:write')
  @Repeatable()
  @ApiOperation({ summary: 'Add a category' })
  @Answers(Category, { status: 201, errors: ['category.too_many'] })
  createCategory(@Body() body: CategoryCreate): Promise<Category> {
    return this.categories.create(body);
  }

  @Patch(':id')
  @Allow('catalog:write')
  @ApiOperation({
    summary: 'Change some fields of a category',
    description: 'With another `parentId` or `position` it moves, and the others there make room.',
  })
  @Answers(Category, { errors: ['not_found', 'conflict.version'] })
  changeCategory(@Id() id: string, @Body() body: CategoryChange): Promise<Category> {
    return this.categories.change(id, body);
  }

  @Delete(':id')
  @Allow('catalog:write')
  @ApiOperation({ summary: 'Delete a category that is empty' })
  @AnswersNothing({ errors: ['not_found', 'category.not_empty'] })
  deleteCategory(@Id() id: string): Promise<void> {
    return this.categories.delete(id);
  }
}
