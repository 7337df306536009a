import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { DERIVED } from '../platform/database/derived-fields.js';
import { BooleanField, Filters, Omit, Pick, QueryFlag, QueryId } from '../platform/fields/index.js';
import { QueryChosen, QueryLanguage, type ExportLanguage } from '../platform/exports/table.js';
import { ListQuery } from '../platform/lists/paging.js';
import { Change, Writable } from '../platform/records/bodies.js';
import { Product, ProductFields } from './product.js';

/** A product as it is listed. */
export class ProductListItem extends Omit(Product, [
  'description',
  'pictureIds',
  'options',
  'questions',
  'materials',
  ...DERIVED,
]) {}

/** A new product. */
export class ProductCreate extends Writable(ProductFields) {}

/** The fields to change, `null` clears one; of options, questions and materials all, in their order. */
export class ProductChange extends Change(ProductCreate) {}

export class ProductArchiving {
  @BooleanField({ example: true })
  isArchived!: boolean;
}

/** Which products a list has; those of a category with those of the categories in it. */
export class ProductListQuery extends Filters(Product, ListQuery) {
  @QueryFlag('Archived products instead of the others.')
  override isArchived: boolean = false;

  @QueryId('Only what takes this from stock: it is made of it, or sold as it lies there.')
  stockItemId?: string;
}

/** The same products as a file, all of them or some that were chosen. */
export class ProductExportQuery extends Omit(ProductListQuery, ['page', 'pageSize']) {
  @QueryChosen()
  ids?: string[];

  @QueryLanguage()
  lang: ExportLanguage = 'ru';
}

/** Which of the products that customers see a list has. */
export class ShownQuery extends Pick(ProductListQuery, [
  'page',
  'pageSize',
  'sort',
  'q',
  'categoryId',
  'priceFrom',
  'priceTo',
  'isStocked',
]) {
  @ApiPropertyOptional({
    type: String,
    maxLength: 2_000,
    example: 'Размер=на+8&Размер=на+12',
    description:
      'Only with one of these choices of each of these options, by their names, as in a query (application/x-www-form-urlencoded); at most 20.',
  })
  @IsString()
  @MaxLength(2_000)
  @IsOptional()
  choices?: string;

  @QueryFlag('Those alone of which one can be had now.')
  isAvailable?: boolean;
}

/** The same products, whatever page of them. */
export class ShownView extends Omit(ShownQuery, ['page', 'pageSize', 'sort']) {}
