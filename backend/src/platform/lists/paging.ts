import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { readsNumber } from '../fields/index.js';

/** One page of a list. */
export interface Page<T> {
  items: T[];
  /** Number of all that match. */
  total: number;
  page: number;
  pageSize: number;
}

/** What of a list is asked for, and in which order. */
export interface ListView {
  sort?: string;
  q?: string;
  /** Only these. */
  ids?: string[];
}

/** Which page of a list is asked for. */
export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 10_000, default: 1 })
  @readsNumber()
  @IsInt()
  @Min(1)
  @Max(10_000)
  @IsOptional()
  page: number = 1;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 25 })
  @readsNumber()
  @IsInt()
  @Min(1)
  @Max(200)
  @IsOptional()
  pageSize: number = 25;
}

/** What every list can be asked: page, order and words. */
export class ListQuery extends PageQuery implements ListView {
  @ApiPropertyOptional({
    type: String,
    example: '-createdAt',
    description: 'A field, with `-` before it for descending.',
  })
  @IsString()
  @MaxLength(60)
  @IsOptional()
  sort?: string;

  @ApiPropertyOptional({ type: String, maxLength: 200, description: 'Words; each must begin a word of the document.' })
  @IsString()
  @MaxLength(200)
  @IsOptional()
  q?: string;
}
