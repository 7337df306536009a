import { Schema, SchemaFactory } from '@nestjs/mongoose';
import { Entity } from '../platform/database/entity.js';
import { IdField, IntegerField, NoteField, TextField } from '../platform/fields/index.js';

/** Most categories of a catalog: they are all read at once. */
export const MOST_CATEGORIES = 1_000;

/** Most categories one in the other. */
export const MOST_LEVELS = 6;

/** Most letters of what a category is called. */
export const MAX_CATEGORY_NAME = 120;

/** What is written of a category. */
export class CategoryFields extends Entity {
  @TextField({ max: MAX_CATEGORY_NAME, search: true, example: 'Кружки' })
  name!: string;

  @IdField({
    of: 'Category',
    optional: true,
    example: undefined,
    description: 'The category in which it is; without one, at the top.',
  })
  parentId?: string;

  @IntegerField({
    omittable: true,
    max: MOST_CATEGORIES,
    example: 0,
    description: 'Its place among the others in the same category, from 0; the last one unless told.',
  })
  position!: number;

  @NoteField({ optional: true, example: 'Белые и цветные, от 250 до 450 мл' })
  description?: string;
}

/** A shelf of the catalog, with others in it. */
@Schema({ collection: 'categories', versionKey: false })
export class Category extends CategoryFields {
  @IntegerField({ max: MOST_CATEGORIES, example: 0, description: 'Its place among the others in the same category.' })
  override position!: number;
}

export const CategorySchema = SchemaFactory.createForClass(Category);
CategorySchema.index({ parentId: 1, position: 1 });
