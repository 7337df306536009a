import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import {
  ArrayUnique,
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsMongoId,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';
import { ID_FAULT, INSTANT_FAULT, toId, toInstant } from '../fields/index.js';

/** One page of a list. */
export interface Page<T> {
  items: T[];
  /** Number of all that match. */
  total: number;
  page: number;
  pageSize: number;
}

/** A text of a query string turned into what it stands for; anything else stays as it is and is refused. */
const read = (parse: (text: string) => unknown): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? parse(value) : value));

const QueryNumber = (): PropertyDecorator => read((text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text));

/** An optional filter that is true or false. */
export function QueryFlag(description: string): PropertyDecorator {
  const parse = (text: string): unknown => (text === 'true' ? true : text === 'false' ? false : text);
  return applyDecorators(ApiPropertyOptional({ type: Boolean, description }), read(parse), IsBoolean(), IsOptional());
}

/** An optional filter by the id of a document. */
export function QueryId(description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, description }),
    read(toId),
    IsString(),
    IsMongoId({ message: ID_FAULT }),
    IsOptional(),
  );
}

/** An optional filter by an instant, ISO 8601 with a zone. */
export function QueryInstant(description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: String, format: 'date-time', description }),
    read(toInstant),
    IsDate({ message: INSTANT_FAULT }),
    IsOptional(),
  );
}

/** An optional filter by some words of a closed list, separated by commas. */
export function QueryList(choices: readonly string[], enumName: string, description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ enum: [...choices], enumName, isArray: true, description }),
    read((text) => text.split(',')),
    IsIn([...choices], { each: true }),
    ArrayUnique(),
    IsOptional(),
  );
}

/** One of a few words, with a default: the first. */
export function QueryChoice(choices: readonly string[], description: string, enumName?: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ enum: [...choices], description, default: choices[0], ...(enumName ? { enumName } : {}) }),
    IsIn([...choices]),
    IsOptional(),
  );
}

/** What of a list is asked for, and in which order. */
export interface ListView {
  sort?: string;
  q?: string;
}

/** Which page of a list is asked for. */
export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 10_000, default: 1 })
  @QueryNumber()
  @IsInt()
  @Min(1)
  @Max(10_000)
  @IsOptional()
  page: number = 1;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 200, default: 25 })
  @QueryNumber()
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
