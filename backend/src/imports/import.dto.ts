import { IMPORT_KINDS, TREE_SHAPES, type ImportKindName } from '@verstak/domain';
import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';
import {
  BooleanField,
  Filters,
  IdField,
  IntegerField,
  ListField,
  NestedField,
  QueryFlag,
  TextField,
} from '../platform/fields/index.js';
import { MOST_COLUMNS } from '../platform/imports/table.js';
import { ListQuery, PageQuery } from '../platform/lists/paging.js';
import { Import, ImportMapping } from './import.js';

/** What a file is called and what it holds; its bytes are the body. */
export class ImportUpload {
  @ApiProperty({ enum: IMPORT_KINDS, enumName: 'ImportKind' })
  @IsIn(IMPORT_KINDS)
  kind!: ImportKindName;

  @TextField({ max: 200, example: 'Клиенты.xlsx' })
  name!: string;

  @IdField({ optional: true, example: undefined, description: 'Whose offers it holds; a supplier’s are their own.' })
  supplierId?: string;
}

/** How the file is to be read. */
export class ImportChange {
  @NestedField(() => ImportMapping)
  mapping!: ImportMapping;
}

export class ImportListQuery extends Filters(Import, ListQuery) {}

export class ImportRowQuery extends PageQuery {
  @QueryFlag('Only rows with something wrong.')
  isFaulty: boolean = false;
}

/** A title in both languages. */
export class BothLanguages {
  @TextField({ example: 'Компания' })
  ru!: string;

  @TextField({ example: 'Company' })
  en!: string;
}

/** What a column may be. */
export class ImportField {
  @TextField({ example: 'company' })
  field!: string;

  @NestedField(() => BothLanguages)
  title!: BothLanguages;

  @BooleanField({ example: false })
  isRequired!: boolean;
}

/** A column of the file, with some of what it holds. */
export class FileColumn {
  @IntegerField({ max: MOST_COLUMNS - 1, example: 0 })
  column!: number;

  @TextField({ example: 'A' })
  letters!: string;

  @TextField({ min: 0, max: 400, example: 'Компания' })
  heading!: string;

  @TextField({ min: 0, max: 400, example: 'Ромашка ООО · Василёк' })
  sample!: string;
}

/** A sheet of the file. */
export class FileSheet {
  @TextField({ min: 0, example: 'Клиенты' })
  name!: string;
}

/** What is in the file, and what its columns may be. */
export class ImportColumns {
  @ListField(() => FileSheet)
  sheets!: FileSheet[];

  @ListField(() => FileColumn)
  columns!: FileColumn[];

  @ListField(() => ImportField)
  fields!: ImportField[];

  @BooleanField({ example: false, description: `Rows belong to one another: one of ${TREE_SHAPES.join(', ')}.` })
  isTree!: boolean;
}
