import { SUBJECTS, type Subject } from '@verstak/domain';
import { QueryChosen, QueryLanguage, type ExportLanguage } from '../platform/exports/table.js';
import {
  BooleanField,
  ChoiceField,
  FIELD_KINDS,
  IdField,
  IntegerField,
  ListField,
  NestedField,
  Omit,
  TextField,
  ValueField,
  type FieldKind,
} from '../platform/fields/index.js';
import { ListQuery } from '../platform/lists/paging.js';

const FILTER_FORMS = ['some', 'flag', 'range'] as const;
type FilterForm = (typeof FILTER_FORMS)[number];

/** Longest filter, as an address says it. */
const LONGEST_FILTER = 2_000;

/** A word that a field may hold. */
export class TableChoice {
  @TextField({ min: 0, example: 'ready' })
  value!: string;
}

/** One field of the rows of a table, or of a body that its routes take. */
export class TableField {
  @TextField({ example: 'clientId' })
  name!: string;

  @ChoiceField(FIELD_KINDS, { name: 'FieldKind', example: 'id' })
  kind!: FieldKind;

  @BooleanField({ example: true, description: 'It is never missing.' })
  isRequired!: boolean;

  @ListField(() => TableChoice, { optional: true, description: 'The words that it is one of.' })
  choices?: TableChoice[];

  @TextField({ optional: true, example: 'OrderStatus', description: 'What these words are called in this document.' })
  choicesName?: string;

  @ChoiceField(SUBJECTS, { optional: true, name: 'Subject', example: 'Client', description: 'Whose id it holds.' })
  of?: Subject;

  @TextField({ optional: true, example: undefined, description: 'The field beside it that says whose id it holds.' })
  kindBy?: string;

  @BooleanField({ example: false, description: 'Rows may be sorted by it.' })
  isSortable!: boolean;

  @ChoiceField(FILTER_FORMS, { optional: true, name: 'FilterForm', description: 'How rows are narrowed by it.' })
  filter?: FilterForm;

  @TextField({
    optional: true,
    example: 'clientId',
    description: 'What it is asked by; a range by this with `From` and `To` after it.',
  })
  filterBy?: string;

  @ListField(() => TableField, { optional: true, example: [], description: 'Of what lies in it.' })
  fields?: TableField[];
}

/** A body by which rows of a table are made or changed, and where it is sent. */
export class TableForm {
  @TextField({ example: '/api/v1/clients/{id}' })
  path!: string;

  @ListField(() => TableField)
  fields!: TableField[];
}

/** A table of the database, as it is declared. */
export class Table {
  @TextField({ example: 'clients' })
  name!: string;

  @TextField({ example: 'Client', description: 'What the journal calls one of its rows.' })
  entity!: string;

  @IntegerField({ example: 90, description: 'About how many rows there are.' })
  rows!: number;

  @TextField({ optional: true, example: 'name', description: 'The field by which people call a row.' })
  calledBy?: string;

  @BooleanField({ example: true, description: 'Rows are found by words.' })
  isSearchable!: boolean;

  @ListField(() => TableField)
  fields!: TableField[];

  @NestedField(() => TableForm, { optional: true, description: 'How one is added, where the caller may.' })
  adding?: TableForm;

  @NestedField(() => TableForm, { optional: true, description: 'How one is changed, where the caller may.' })
  changing?: TableForm;

  @TextField({
    optional: true,
    example: '/api/v1/clients/{id}',
    description: 'Where one is deleted, where the caller may.',
  })
  deleting?: string;
}

export const HIDDEN_REASONS = ['secrets', 'bytes', 'machinery', 'repeated'] as const;
export type HiddenReason = (typeof HIDDEN_REASONS)[number];

/** A collection that is no table here, and why. */
export class HiddenTable {
  @TextField({ example: 'leases' })
  name!: string;

  @ChoiceField(HIDDEN_REASONS, { name: 'HiddenReason', example: 'machinery' })
  reason!: HiddenReason;
}

/** All that is stored. */
export class Tables {
  @ListField(() => Table)
  tables!: Table[];

  @ListField(() => HiddenTable)
  hidden!: HiddenTable[];
}

/** A row of a table: the declared fields that the caller may read. */
export class TableRow {
  @IdField()
  id!: string;

  @ValueField({ example: { name: 'Ромашка ООО', number: 17 }, description: 'By the names of the fields.' })
  values!: Record<string, unknown>;

  @ValueField({ example: {}, description: 'What the documents are called whose ids it holds, by these ids.' })
  names!: Record<string, string>;
}

/** Which rows of a table are asked for. */
export class TableQuery extends ListQuery {
  @TextField({
    optional: true,
    max: LONGEST_FILTER,
    example: 'isArchived=true',
    description:
      'Filters that the fields declare, as an address says them: `status=ready,draft&dueFrom=2026-12-01T00:00:00Z`.',
  })
  filter?: string;
}

/** The same rows as a file. */
export class TableExportQuery extends Omit(TableQuery, ['page', 'pageSize']) {
  @QueryChosen()
  ids?: string[];

  @QueryLanguage()
  lang: ExportLanguage = 'ru';
}
