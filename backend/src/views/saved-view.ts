import { Schema, SchemaFactory } from '@nestjs/mongoose';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import { BooleanField, ChoiceField, IdField, TextField } from '../platform/fields/index.js';

/** The lists whose views can be saved. */
export const VIEWED_LISTS = ['orders', 'clients', 'suppliers', 'requests', 'parts', 'stock'] as const;
export type ViewedList = (typeof VIEWED_LISTS)[number];

/** What somebody narrows a list to again and again. */
export class SavedViewFields extends Entity {
  @ChoiceField(VIEWED_LISTS, { name: 'ViewedList', filter: true, description: 'The list that is narrowed.' })
  list!: ViewedList;

  @TextField({ max: 60, sort: true, example: 'К выдаче' })
  name!: string;

  @TextField({
    min: 0,
    max: 2_000,
    pattern: /^[\w.,=&%~*+:-]*$/,
    patternFault: 'must be the query of an address, encoded, such as status=ready&q=%D0%BA',
    example: 'status=ready',
    description: "The query of the list's address in the console: filters, words and sort.",
  })
  query!: string;

  @BooleanField({ example: false, description: 'Everybody who sees the list has it; needs permission `views:share`.' })
  isShared!: boolean;
}

/** A narrowed list under a name, somebody's own or everybody's. */
@Schema({ collection: 'savedViews', versionKey: false })
export class SavedView extends SavedViewFields {
  @IdField({ of: 'User', computed: true, description: 'Who saved it.' })
  ownerId!: string;
}

export const SavedViewSchema = SchemaFactory.createForClass(SavedView);
indexLists(SavedViewSchema, SavedView);
SavedViewSchema.index({ ownerId: 1 });
