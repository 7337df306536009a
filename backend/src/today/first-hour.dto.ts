import { BooleanField, ChoiceField, IdField } from '../platform/fields/index.js';

/** What makes a new workshop run, in the order in which it is done. */
export const FIRST_HOUR_TASKS = [
  'identity',
  'reckoning',
  'people',
  'route',
  'product',
  'order',
  'label',
  'scan',
  'import',
  'backup',
] as const;

export type FirstHourTask = (typeof FIRST_HOUR_TASKS)[number];

/** One task of the first hour, and whether it is done, as the data tells. */
export class FirstHourStep {
  @ChoiceField(FIRST_HOUR_TASKS, { name: 'FirstHourTask', example: 'product' })
  task!: FirstHourTask;

  @BooleanField({
    example: false,
    description: 'By the people of the workshop: what a demo brought counts for nothing.',
  })
  isDone!: boolean;

  @IdField({ optional: true, example: undefined, description: 'Of `label`: the newest part, to print one for.' })
  partId?: string;
}
