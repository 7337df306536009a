import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsDay } from '../platform/fields/index.js';

/** A day of the calendar in a query, `YYYY-MM-DD`. */
function QueryDay(description: string, example: string): PropertyDecorator {
  return applyDecorators(ApiProperty({ type: String, format: 'date', description, example }), IsDay());
}

/** The days of which a report tells. */
export class PeriodQuery {
  @QueryDay("First day, in the workshop's time zone.", '2026-01-01')
  from!: string;

  @QueryDay('Last day, included; at most ten years after the first.', '2026-12-31')
  to!: string;
}
