import { LABEL_BOUNDS, MOST_COPIES, MOST_LABELLED } from '@verstak/domain';
import { IsInt, Max, Min } from 'class-validator';
import { EXPORT_LANGUAGES, type ExportLanguage } from '../../platform/exports/table.js';
import { ChoiceField, IdsField, IntegerField, NestedField, QueryNumber } from '../../platform/fields/index.js';
import { LabelSheet } from './label-layout.js';

const PIXELS = { minimum: 64, maximum: 2_048, default: 512 } as const;

/** How large a picture of a code is. */
export class CodePictureQuery {
  @QueryNumber('Pixels of a side.', { type: 'integer', ...PIXELS }, [IsInt(), Min(PIXELS.minimum), Max(PIXELS.maximum)])
  size: number = PIXELS.default;
}

const MOST_ON_PAGE = LABEL_BOUNDS.columns.max * LABEL_BOUNDS.rows.max;

/** Which labels are printed, and on what. */
export class LabelPrint {
  @IdsField({ min: 1, max: MOST_LABELLED, description: 'The parts, in the order of their labels.' })
  ids!: string[];

  @NestedField(() => LabelSheet)
  layout!: LabelSheet;

  @IntegerField({
    min: 1,
    max: MOST_ON_PAGE,
    omittable: true,
    example: 1,
    description: 'The place of the first label on the first page, row by row from 1.',
  })
  first = 1;

  @IntegerField({ min: 1, max: MOST_COPIES, omittable: true, example: 1, description: 'Labels of each part.' })
  copies = 1;

  @ChoiceField(EXPORT_LANGUAGES, { omittable: true, description: 'Of days, numbers and words.' })
  lang: ExportLanguage = 'ru';
}
