import { Prop, Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  IMPORT_FAULT_CODES,
  IMPORT_KINDS,
  IMPORT_OUTCOMES,
  IMPORT_STATES,
  MAX_IMPORT_BYTES,
  MOST_IMPORT_ROWS,
  TEXT_ENCODINGS,
  TREE_SHAPES,
  type ImportFaultCode,
  type ImportKindName,
  type ImportOutcome,
  type ImportState,
  type Subject,
  type TextEncoding,
  type TreeShape,
} from '@verstak/domain';
import { Types } from 'mongoose';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import {
  BooleanField,
  ChoiceField,
  IdField,
  IntegerField,
  ListField,
  NestedField,
  TextField,
} from '../platform/fields/index.js';
import { MOST_COLUMNS } from '../platform/imports/table.js';

/** What a column of the file is. */
export class MappedColumn {
  @IntegerField({ max: MOST_COLUMNS - 1, example: 0, description: 'From 0.' })
  column!: number;

  @TextField({
    max: 60,
    example: 'company',
    description: 'A field of what is imported, or a role such as `tree.level`.',
  })
  field!: string;
}

/** How a file is read. What is left out is recognised. */
export class ImportMapping {
  @TextField({ optional: true, max: 200, example: 'Клиенты' })
  sheet?: string;

  @ChoiceField(TEXT_ENCODINGS, { optional: true, name: 'TextEncoding', description: 'Of a CSV.' })
  encoding?: TextEncoding;

  @IntegerField({
    optional: true,
    max: MOST_IMPORT_ROWS,
    example: 1,
    description: 'The row of the header; 0 for none.',
  })
  headerRow?: number;

  @ChoiceField(TREE_SHAPES, { optional: true, name: 'TreeShape', description: 'How it tells what belongs to what.' })
  shape?: TreeShape;

  @ListField(() => MappedColumn, { optional: true, max: MOST_COLUMNS })
  columns?: MappedColumn[];

  @BooleanField({
    optional: true,
    example: false,
    description: 'An empty cell clears the field; else it is left alone.',
  })
  emptyClears?: boolean;
}

/** Something wrong with a row, or with the whole file. */
export class ImportFault {
  @IntegerField({ example: 17, description: 'As a spreadsheet counts; 0 for the whole file.' })
  row!: number;

  @TextField({
    min: 0,
    max: 400,
    example: 'Эл. почта',
    description: 'The heading, or the letters of a column without one.',
  })
  column!: string;

  @ChoiceField(IMPORT_FAULT_CODES, { name: 'ImportFaultCode' })
  code!: ImportFaultCode;

  @TextField({ optional: true, example: 'isEmail', description: 'The rule that is broken, more closely.' })
  rule?: string;

  @TextField({ optional: true, max: 200, example: 'office@' })
  value?: string;

  @TextField({ max: 400, example: 'must be an email', description: 'What would be accepted.' })
  message!: string;
}

/** Why an import that was fit to be written, or to be taken back, was not. */
export class ImportRefusal {
  @TextField({ example: 'client.has_orders', description: 'A code of the errors of this API.' })
  code!: string;

  @TextField({ max: 1_000, example: 'The client has orders.' })
  detail!: string;
}

/** A cell as it was understood. */
export class ImportCell {
  @TextField({ max: 60, example: 'company' })
  field!: string;

  @TextField({ min: 0, max: 40_000, example: 'Ромашка ООО' })
  value!: string;
}

/** A row as it was understood, in the order of the tree. */
export class ImportRow {
  @IntegerField({ example: 17 })
  row!: number;

  @IntegerField({ example: 0, description: 'Rows that belong to none have 0.' })
  depth!: number;

  @ChoiceField(IMPORT_OUTCOMES, { optional: true, name: 'ImportOutcome', description: 'What the import would do.' })
  outcome?: ImportOutcome;

  @ListField(() => ImportCell, { max: MOST_COLUMNS })
  cells!: ImportCell[];

  @ListField(() => ImportFault)
  faults!: ImportFault[];
}

/** A file of somebody on its way into the workshop. */
@Schema({ collection: 'imports', versionKey: false })
export class Import extends Entity {
  @ChoiceField(IMPORT_KINDS, { name: 'ImportKind', filter: true, description: 'What is imported.' })
  kind!: ImportKindName;

  @TextField({ max: 200, example: 'Клиенты.xlsx' })
  name!: string;

  @IdField({ of: 'User', computed: true })
  ownerId!: string;

  @IdField({
    of: 'Supplier',
    optional: true,
    computed: true,
    filter: true,
    example: undefined,
    description: 'The supplier whose offers it holds.',
  })
  supplierId?: string;

  @IntegerField({ computed: true, min: 1, max: MAX_IMPORT_BYTES, example: 48_213, description: 'In bytes.' })
  size!: number;

  @ChoiceField(IMPORT_STATES, { computed: true, name: 'ImportState', example: 'ready' })
  state!: ImportState;

  @NestedField(() => ImportMapping, { optional: true })
  mapping?: ImportMapping;

  @IntegerField({ optional: true, computed: true, example: 90 })
  rowsTotal?: number;

  @IntegerField({ optional: true, computed: true, example: 0, description: 'Nothing is written while there are any.' })
  faultsTotal?: number;

  @IntegerField({ optional: true, computed: true, example: 80, description: 'New documents.' })
  toCreate?: number;

  @IntegerField({ optional: true, computed: true, example: 10, description: 'Documents that become others.' })
  toChange?: number;

  @IntegerField({ optional: true, computed: true, example: 1, description: 'Rows that belong to none.' })
  roots?: number;

  @IntegerField({ optional: true, computed: true, example: 5, description: 'Levels of the tree.' })
  levels?: number;

  @NestedField(() => ImportFault, { optional: true, computed: true })
  unreadable?: ImportFault;

  @NestedField(() => ImportRefusal, { optional: true, computed: true })
  refusal?: ImportRefusal;

  @IntegerField({
    optional: true,
    computed: true,
    unrecorded: true,
    max: 100,
    example: 40,
    description: 'Of what goes on.',
  })
  percent?: number;

  /** The headings that were recognised: the same ones are mapped as they were. */
  @Prop({ type: String })
  headingsKey?: string;

  /** Where the file lies, and what was made of it. */
  @Prop({ type: Types.ObjectId })
  contentId?: Types.ObjectId;

  @Prop({ type: Types.ObjectId })
  checkedId?: Types.ObjectId;
}

export const ImportSchema = SchemaFactory.createForClass(Import);
indexLists(ImportSchema, Import, ['ownerId']);
// How the same headings were mapped before.
ImportSchema.index({ ownerId: 1, headingsKey: 1 });
// What is to be done, the first first.
ImportSchema.index({ state: 1, _id: 1 });

/** How far the work on an import is; apart from it, so that telling is no change of what is being changed. */
@Schema({ collection: 'importProgress', versionKey: false })
export class ImportProgress {
  /** The id of the import. */
  @Prop({ type: Types.ObjectId })
  _id!: Types.ObjectId;

  @Prop({ type: Number })
  percent!: number;

  /** How often the work was begun: what ends the process each time is not begun for ever. */
  @Prop({ type: Number })
  attempts!: number;
}

export const ImportProgressSchema = SchemaFactory.createForClass(ImportProgress);

/** A document that an import has written, and the version that it then had. */
export interface Written {
  id: string;
  version: number;
  isNew: boolean;
  /** What it is, where not of the kind that was imported. */
  of?: Subject;
}

/** What an import has written, to be taken back. */
@Schema({ collection: 'importedDocuments', versionKey: false })
export class ImportedDocuments {
  /** The id of the import. */
  @Prop({ type: Types.ObjectId })
  _id!: Types.ObjectId;

  @Prop({ type: [Object] })
  documents!: Written[];
}

export const ImportedDocumentsSchema = SchemaFactory.createForClass(ImportedDocuments);
