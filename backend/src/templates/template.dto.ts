import { MAX_FILE_NAME, TAG_TYPES, TEMPLATE_KINDS, type TagType, type TemplateKind } from '@verstak/domain';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsInt, Min } from 'class-validator';
import {
  BooleanField,
  ChoiceField,
  IdField,
  NestedField,
  Pick,
  QueryChoice,
  QueryFlag,
  QueryNumber,
  TextField,
} from '../platform/fields/index.js';
import { EXPORT_LANGUAGES, type ExportLanguage } from '../platform/exports/table.js';
import { Change, Writable } from '../platform/records/bodies.js';
import { TableKeyFields } from './template-table.js';
import { TemplateFields } from './template.js';

/** What an uploaded file is called. */
export class VersionUpload {
  @TextField({ max: MAX_FILE_NAME, example: 'Предложение.docx' })
  fileName!: string;
}

/** What a new template is called and made of; its bytes are the body. */
export class TemplateUpload extends VersionUpload {
  @TextField({ max: 120, example: 'Коммерческое предложение' })
  name!: string;

  @ApiProperty({ enum: TEMPLATE_KINDS, enumName: 'TemplateKind' })
  @IsIn(TEMPLATE_KINDS)
  kind!: TemplateKind;

  @ApiProperty({ enum: EXPORT_LANGUAGES, enumName: 'ExportLanguage' })
  @IsIn(EXPORT_LANGUAGES)
  lang!: ExportLanguage;
}

/** How the rows of a table belong to documents; with a path, that it lies in OneDrive. */
export class TableWriting extends TableKeyFields {
  @TextField({
    optional: true,
    min: 1,
    max: 400,
    example: undefined,
    description: 'Where it lies in OneDrive; without it, it is the one that there is.',
  })
  path?: string;
}

/** What a copy is called. */
export class TemplateCopy extends Pick(TemplateFields, ['name']) {}

/** The fields to change; `null` clears one. */
export class TemplateChange extends Change(Writable(TemplateFields)) {}

export class TemplateArchiving {
  @BooleanField({ example: true })
  isArchived!: boolean;
}

/** Which templates are listed. */
export class TemplateListQuery {
  @QueryChoice(TEMPLATE_KINDS, 'Only those by which documents are made of such.', 'TemplateKind')
  kind?: TemplateKind;

  @QueryFlag('Archived templates instead of the others.')
  isArchived: boolean = false;
}

/** Of what tags are told. */
export class TagQuery {
  @ApiProperty({ enum: TEMPLATE_KINDS, enumName: 'TemplateKind' })
  @IsIn(TEMPLATE_KINDS)
  kind!: TemplateKind;
}

/** Which file of a template. */
export class TemplateFileQuery {
  @QueryNumber('The revision; the present one unless told.', { type: 'integer', minimum: 1 }, [IsInt(), Min(1)])
  revision?: number;
}

/** Of what a document is made. */
export class DocumentQuery {
  @IdField({ description: 'The order or the part.' })
  subjectId!: string;
}

/** A title in both languages. */
export class TagTitle {
  @TextField({ example: 'Номер заказа' })
  ru!: string;

  @TextField({ example: 'Order number' })
  en!: string;
}

/** A tag that templates may have, and what it means. */
export class TemplateTag {
  @TextField({ example: 'order.number' })
  name!: string;

  @ChoiceField(TAG_TYPES, { name: 'TagType', example: 'text' })
  type!: TagType;

  @NestedField(() => TagTitle)
  title!: TagTitle;

  @TextField({ optional: true, example: 'items', description: 'The list between whose ends it stands.' })
  list?: string;

  @TextField({
    optional: true,
    example: 'orders:prices',
    description: 'In documents of whoever lacks this permission it is left empty.',
  })
  readBy?: string;
}
