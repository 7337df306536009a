import { ALL_TABLE_KEYS, TABLE_ORIGINS, type TableKey, type TableOrigin } from '@verstak/domain';
import { ChoiceField, InstantField, IntegerField, ListField, TextField } from '../platform/fields/index.js';
import { MOST_COLUMNS } from '../platform/imports/table.js';

/** Longest heading that is taken for a tag. */
const LONGEST_HEADING = 200;

/** What a column is headed by: its tag between the ends of `{#table}`. */
export class TableHeading {
  @TextField({ max: LONGEST_HEADING, example: 'Размер' })
  text!: string;
}

/** How the rows of a table belong to what a document is made of. */
export class TableKeyFields {
  @TextField({ optional: true, max: 200, example: undefined, description: 'The sheet; the first one unless told.' })
  sheet?: string;

  @TextField({
    optional: true,
    max: LONGEST_HEADING,
    example: 'Заказ',
    description: 'The column that tells to what a row belongs; without it all rows stand in every document.',
  })
  key?: string;

  @ChoiceField(ALL_TABLE_KEYS, {
    optional: true,
    name: 'TableKey',
    description: 'What of the order or the part has to stand there.',
  })
  keyOf?: TableKey;
}

/** The table of a template: a list of its rows, whose tags are its headings. */
export class TemplateTable extends TableKeyFields {
  @ChoiceField(TABLE_ORIGINS, { name: 'TableOrigin' })
  origin!: TableOrigin;

  @TextField({ max: 400, example: 'Размеры.xlsx', description: 'The name of the file, or its path in OneDrive.' })
  name!: string;

  @ListField(() => TableHeading, { max: MOST_COLUMNS })
  headings!: TableHeading[];

  @IntegerField({ example: 240, description: 'Rows when it was read last.' })
  rowsTotal!: number;

  @InstantField({ description: 'When it was read last.' })
  at!: Date;

  /** Where the bytes of an uploaded file lie. */
  @TextField({ optional: true, computed: true, hidden: true })
  contentId?: string;
}

/** Where a table lies. */
export type TableSource = Pick<TemplateTable, 'origin' | 'name' | 'contentId'>;
