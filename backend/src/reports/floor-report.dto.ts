import { SCRAP_REASONS, type ScrapReason } from '@verstak/domain';
import { QueryLanguage, type ExportLanguage } from '../platform/exports/table.js';
import {
  ChoiceField,
  DecimalField,
  IdField,
  IntegerField,
  ListField,
  NestedField,
  QueryChoice,
  QueryId,
  TextField,
} from '../platform/fields/index.js';
import { PeriodQuery } from './period.dto.js';

/** Which work is told of. */
export class FloorReportQuery extends PeriodQuery {
  @QueryId('Only parts on this route.')
  routeId?: string;
}

/** The same with the language of titles and numbers. */
export class FloorExportQuery extends FloorReportQuery {
  @QueryLanguage()
  lang: ExportLanguage = 'ru';
}

export const FLOOR_TABLES = ['work', 'stages', 'scrap'] as const;
export type FloorTable = (typeof FLOOR_TABLES)[number];

/** A CSV holds one table. */
export class FloorCsvQuery extends FloorExportQuery {
  @QueryChoice(FLOOR_TABLES, 'Which table.')
  table: FloorTable = 'work';
}

const PIECES = { min: 0, max: Number.MAX_SAFE_INTEGER, places: 3 };
const SHARE = { min: 0, max: Number.MAX_SAFE_INTEGER, places: 2 };

/** Sums over stretches of work by when they ended; one that goes on counts once it has ended. */
export class WorkTotals {
  @DecimalField({ ...PIECES, example: 120, description: 'Good pieces that were reported.' })
  good!: number;

  @DecimalField({ ...PIECES, example: 3, description: 'Pieces that were lost.' })
  scrapped!: number;

  @IntegerField({ example: 28_800, description: 'From start to end.' })
  clockedSeconds!: number;

  @IntegerField({ example: 25_200, description: 'So much of it at stages for which time is planned.' })
  clockedByPlanSeconds!: number;

  @IntegerField({
    example: 26_400,
    description: 'What is planned for the good pieces, and to set up with the first of them at a stage of a part.',
  })
  earnedSeconds!: number;

  @DecimalField({
    ...SHARE,
    optional: true,
    example: 104.76,
    description: 'Earned per cent of what was clocked at stages for which time is planned; missing without any.',
  })
  earnedShare?: number;
}

/** What one person did. */
export class MasterWorkRow extends WorkTotals {
  @IdField()
  masterId!: string;

  @TextField({ example: 'Иван Петров' })
  name!: string;

  @IntegerField({ example: 14, description: 'Parts of which they finished a stage.' })
  parts!: number;
}

/** What one stage of a route takes; without `stageId`, everything that is made by hand. */
export class StageTimesRow extends WorkTotals {
  @IdField({ optional: true })
  stageId?: string;

  @TextField({ optional: true, example: 'Гравировка' })
  name?: string;

  @IdField({ optional: true })
  routeId?: string;

  @TextField({ optional: true, example: 'Гравировка на кружке' })
  routeName?: string;

  @IntegerField({
    example: 40,
    description: 'Parts that were done with it: the last stretch at it ended in the period.',
  })
  parts!: number;

  @IntegerField({
    optional: true,
    example: 1_200,
    description: 'The median of the work on one of them, all stretches together.',
  })
  medianSeconds?: number;

  @IntegerField({ optional: true, example: 2_400, description: 'What nine in ten of them do not exceed.' })
  ninetiethSeconds?: number;

  @IntegerField({ optional: true, example: 900, description: 'The median of what is planned for one of them.' })
  plannedSeconds?: number;

  @IntegerField({
    optional: true,
    example: 14_400,
    description:
      'The median of how long one waited: from the end of the stage before, or from when the part was made, to the first stretch.',
  })
  waitingSeconds?: number;
}

/** What was lost for one reason. */
export class ScrapRow {
  @ChoiceField(SCRAP_REASONS, { name: 'ScrapReason' })
  reason!: ScrapReason;

  @DecimalField({ ...PIECES, min: 0, example: 7 })
  pieces!: number;

  @IntegerField({ example: 4, description: 'How often.' })
  reports!: number;

  @DecimalField({ ...SHARE, max: 100, example: 43.75, description: 'Per cent of all pieces lost.' })
  share!: number;
}

/** Work on the shop floor in a period. */
export class FloorReport {
  @TextField({ example: '2026-01-01' })
  from!: string;

  @TextField({ example: '2026-12-31' })
  to!: string;

  @NestedField(() => WorkTotals)
  totals!: WorkTotals;

  @ListField(() => MasterWorkRow, { description: 'Most clocked first; at most 200.' })
  masters!: MasterWorkRow[];

  @ListField(() => StageTimesRow, { description: 'Most clocked first; at most 200.' })
  stages!: StageTimesRow[];

  @IntegerField({ example: 18, description: 'How many stages there are.' })
  stagesTotal!: number;

  @ListField(() => ScrapRow, { description: 'By when they were reported, most pieces first.' })
  scraps!: ScrapRow[];
}
