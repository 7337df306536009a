import { Schema, SchemaFactory } from '@nestjs/mongoose';
import { FEED_FAULTS, LEAST_FEED_MINUTES, MOST_FEED_MINUTES, type FeedFault } from '@verstak/domain';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import {
  AddressField,
  BooleanField,
  ChoiceField,
  IdField,
  InstantField,
  IntegerField,
  NestedField,
  TextField,
} from '../platform/fields/index.js';

/** Most characters of what is told of a file. */
export const LONGEST_TOLD = 300;

/** The first row that was not understood. */
export class FeedRowFault {
  @IntegerField({ min: 1, example: 14, description: 'As a spreadsheet counts, from 1.' })
  row!: number;

  @TextField({ optional: true, max: LONGEST_TOLD, example: 'Цена', description: 'What its column is headed by.' })
  column?: string;

  @TextField({ optional: true, max: LONGEST_TOLD, example: 'по запросу' })
  value?: string;
}

/** How a check went. */
export class FeedRun {
  @InstantField()
  startedAt!: Date;

  @InstantField()
  finishedAt!: Date;

  @ChoiceField(FEED_FAULTS, {
    optional: true,
    name: 'FeedFault',
    example: undefined,
    description: 'Why it came to nothing: no offer was changed then, unless it is `internal`.',
  })
  fault?: FeedFault;

  @IntegerField({ optional: true, example: undefined, description: 'With `status`: what the server answered.' })
  status?: number;

  @TextField({
    optional: true,
    max: LONGEST_TOLD,
    example: undefined,
    description: 'With `columns`: what the columns are headed by.',
  })
  headings?: string;

  @IntegerField({ example: 240, description: 'Rows of the table.' })
  rows!: number;

  @IntegerField({ example: 12, description: 'Offers that have another price, stock or lead time since.' })
  changed!: number;

  @IntegerField({ example: 30, description: 'Rows that are about no offer of the supplier; they are not added.' })
  unknown!: number;

  @IntegerField({ example: 1, description: 'Rows that were not understood, and left out.' })
  faulty!: number;

  @NestedField(() => FeedRowFault, { optional: true, description: 'The first of them.' })
  rowFault?: FeedRowFault;
}

/** What people write of a stock check. */
export class StockFeedFields extends Entity {
  @AddressField({
    // The journal tells only that it is another.
    withheld: true,
    readBy: 'suppliers:write',
    example: 'https://keramika.example/price.csv?key=4f2a',
    description: 'Where a .csv, .xlsx or .json lies: http or https, with a user and a password where it needs them.',
  })
  url!: string;

  @IntegerField({
    min: LEAST_FEED_MINUTES,
    max: MOST_FEED_MINUTES,
    example: 60,
    description: 'Minutes between checks.',
  })
  everyMinutes!: number;

  @BooleanField({ example: true, description: 'It is checked by schedule; else only where somebody asks.' })
  isOn!: boolean;
}

/** From where price and stock of a supplier’s offers are read, how often, and what came of it last. */
@Schema({ collection: 'stockFeeds', versionKey: false })
export class StockFeed extends StockFeedFields {
  @IdField({ of: 'Supplier', computed: true, description: 'Whose offers they are.' })
  supplierId!: string;

  @InstantField({
    computed: true,
    optional: true,
    unrecorded: true,
    description: 'When it is checked next by schedule.',
  })
  nextAt?: Date;

  @InstantField({
    computed: true,
    optional: true,
    unrecorded: true,
    example: undefined,
    description: 'It is being checked: until then at the latest, after which what checked it has gone.',
  })
  busyUntil?: Date;

  @NestedField(() => FeedRun, { computed: true, optional: true, unrecorded: true })
  lastRun?: FeedRun;
}

export const StockFeedSchema = SchemaFactory.createForClass(StockFeed);
StockFeedSchema.index({ supplierId: 1 }, { unique: true });
StockFeedSchema.index({ nextAt: 1 });
indexLists(StockFeedSchema, StockFeed);
