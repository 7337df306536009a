import { Schema, SchemaFactory } from '@nestjs/mongoose';
import {
  LONGEST_TAG,
  MAX_TEMPLATE_BYTES,
  MOST_TAGS,
  MOST_TEMPLATE_VERSIONS,
  TEMPLATE_KINDS,
  type TemplateKind,
} from '@verstak/domain';
import { Entity } from '../platform/database/entity.js';
import { indexLists } from '../platform/database/index-lists.js';
import { EXPORT_LANGUAGES, type ExportLanguage } from '../platform/exports/table.js';
import {
  BooleanField,
  ChoiceField,
  IdField,
  InstantField,
  IntegerField,
  ListField,
  NestedField,
  NoteField,
  TextField,
} from '../platform/fields/index.js';
import { TemplateTable } from './template-table.js';

/** For how many days an offer holds that was told nothing. */
export const VALID_DAYS = 14;

/** A tag that stands in a template. */
export class FoundTag {
  @TextField({ max: LONGEST_TAG, example: 'order.nubmer' })
  name!: string;

  @BooleanField({ example: false, description: 'It has two ends: what lies between them is repeated, or left out.' })
  isList!: boolean;

  @BooleanField({
    optional: true,
    unrecorded: true,
    example: false,
    description: 'It is left empty: nothing is called so.',
  })
  isUnknown?: boolean;

  @TextField({ optional: true, unrecorded: true, example: 'order.number', description: 'What is called most like it.' })
  nearest?: string;
}

/** A file of Word that a template was or is. */
export class TemplateVersion {
  /** Also that of its bytes. */
  @IdField({ computed: true })
  id!: string;

  @IntegerField({ min: 1, example: 3, description: 'The first is 1.' })
  revision!: number;

  @TextField({ max: 200, example: 'Предложение.docx' })
  fileName!: string;

  @IntegerField({ min: 1, max: MAX_TEMPLATE_BYTES, example: 48_213, description: 'In bytes.' })
  size!: number;

  @TextField({ example: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' })
  sha256!: string;

  @InstantField()
  at!: Date;

  @TextField({ example: 'Ольга' })
  byName!: string;
}

/** What people write of a template, beside its file. */
export class TemplateFields extends Entity {
  @TextField({ max: 120, search: true, sort: true, example: 'Коммерческое предложение' })
  name!: string;

  @ChoiceField(EXPORT_LANGUAGES, { name: 'ExportLanguage', description: 'How days, sums and their words are written.' })
  lang!: ExportLanguage;

  @NoteField({ optional: true, search: true, example: 'Для постоянных клиентов' })
  note?: string;

  @IntegerField({
    optional: true,
    min: 1,
    max: 365,
    example: 14,
    description: `Days for which an offer holds, for the tag \`order.validUntil\`; ${VALID_DAYS} unless told.`,
  })
  validDays?: number;
}

/** A file of Word with tags, which are filled from an order or a part. */
@Schema({ collection: 'templates', versionKey: false })
export class Template extends TemplateFields {
  @ChoiceField(TEMPLATE_KINDS, {
    computed: true,
    name: 'TemplateKind',
    filter: true,
    description: 'What documents are made of by it.',
  })
  kind!: TemplateKind;

  @BooleanField({ computed: true, filter: true, example: false, description: 'No documents are made by it.' })
  isArchived!: boolean;

  @BooleanField({
    optional: true,
    computed: true,
    unrecorded: true,
    example: false,
    description: 'It comes with the product: nobody changes it, and anybody may copy it.',
  })
  isShipped?: boolean;

  @ListField(() => TemplateVersion, {
    computed: true,
    max: MOST_TEMPLATE_VERSIONS,
    description: 'Its files, the present one last.',
  })
  versions!: TemplateVersion[];

  @NestedField(() => TemplateTable, {
    optional: true,
    computed: true,
    description: 'A table of Excel, whose rows are the list `table`.',
  })
  table?: TemplateTable;

  @ListField(() => FoundTag, { computed: true, max: MOST_TAGS, description: 'The tags of the present file.' })
  tags!: FoundTag[];
}

export const TemplateSchema = SchemaFactory.createForClass(Template);
TemplateSchema.index({ words: 1 });
indexLists(TemplateSchema, Template, ['isArchived']);

/** The file that documents are made by. */
export function presentVersion({ versions }: Pick<Template, 'versions'>): TemplateVersion {
  const present = versions.at(-1);
  if (!present) throw new Error('A template has at least one file');
  return present;
}
