import { FILE_SUBJECTS, type FileSubject } from '@verstak/domain';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import { Change, Writable } from '../platform/records/bodies.js';
import { IdField, Pick, QueryChoice, QueryFlag, QueryId } from '../platform/fields/index.js';
import { FileFields, StoredFile } from './stored-file.js';

/** What a file is called and where it belongs; its bytes are the body. */
export class FileUpload extends Writable(FileFields) {}

/** What a file is called that belongs nowhere yet; its bytes are the body. */
export class NamedUpload extends Pick(FileFields, ['name']) {}

/** What can be said otherwise of a file; `null` clears it. */
export class FileChange extends Change(Pick(StoredFile, ['alt'])) {}

/** Whose files are listed. */
export class FileListQuery {
  @ApiProperty({ enum: FILE_SUBJECTS, enumName: 'FileSubject' })
  @IsIn(FILE_SUBJECTS)
  subject!: FileSubject;

  @IdField({ description: 'The client, the order, the part, the product, the route or the workshop.' })
  subjectId!: string;

  @QueryId('Only files about this item of the order, and those of its parts.')
  itemId?: string;

  @QueryFlag('Files that were removed in the last 30 days instead of the others.')
  isRemoved: boolean = false;
}

export const PREVIEW_SIZES = ['large', 'medium', 'small'] as const;
export type PreviewSize = (typeof PREVIEW_SIZES)[number];

export class PreviewQuery {
  @QueryChoice(PREVIEW_SIZES, 'At most 1600, 800 or 320 pixels a side.', 'PreviewSize')
  size: PreviewSize = 'large';
}

export class ContentQuery {
  @QueryFlag('To be shown instead of saved; counts for pictures and PDF alone.')
  isInline: boolean = false;
}
