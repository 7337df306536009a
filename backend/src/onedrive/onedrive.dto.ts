import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { BooleanField, InstantField, IntegerField, ListField, TextField } from '../platform/fields/index.js';
import { MOST_ENTRIES } from '../platform/graph/one-drive.js';

const FOLDER_ID = /^[\w!.%-]+$/;

/** Which folder of OneDrive is looked into. */
export class OneDriveQuery {
  @ApiPropertyOptional({
    type: String,
    maxLength: 200,
    pattern: FOLDER_ID.source,
    example: '01BYE5RZ6QN3ZWBTUFOFD3GSPGOHDJD36K',
    description: 'The id of a folder; the root where none is named.',
  })
  @IsString()
  @MaxLength(200)
  @Matches(FOLDER_ID, { message: 'must be the id of a folder, as it stands among the files around it' })
  @IsOptional()
  folder?: string;
}

/** A file or folder of OneDrive. */
export class OneDriveFile {
  @TextField({ example: '01BYE5RZZ5MYLM2SMX75CJIAKSADVHY6FB', description: 'The same wherever the file is moved to.' })
  id!: string;

  @TextField({ max: 500, example: 'Прайс 2026.xlsx' })
  name!: string;

  @BooleanField({ example: false })
  isFolder!: boolean;

  @IntegerField({ min: 0, example: 24_512, description: 'Bytes.' })
  size!: number;

  @InstantField({ optional: true })
  changedAt?: Date;

  @TextField({
    optional: true,
    max: 2_000,
    example: 'https://romashka-my.sharepoint.com/personal/anna/Documents/Прайс 2026.xlsx',
    description: 'Where people open it in the browser.',
  })
  webUrl?: string;
}

/** What a folder holds. */
export class OneDriveFolder {
  @ListField(() => OneDriveFile, { max: MOST_ENTRIES, description: 'By name.' })
  items!: OneDriveFile[];

  @BooleanField({ example: true, description: 'There are no others.' })
  isWhole!: boolean;
}

/** A OneDrive that was found in order. */
export class OneDriveFound {
  @TextField({ max: 500, example: 'Анна Петрова', description: 'Whose it is.' })
  owner!: string;

  @IntegerField({ optional: true, min: 0, example: 1_054_000_000_000, description: 'Bytes that are left in it.' })
  remaining?: number;
}
