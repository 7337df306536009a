import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional, type ApiPropertyOptions } from '@nestjs/swagger';
import { MOST_IDS } from '@verstak/domain';
import { Transform } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsMongoId,
  IsOptional,
  IsString,
} from 'class-validator';
import { IsDay } from './rules.js';
import { ID_FAULT, INSTANT_FAULT, toId, toInstant } from './wire.js';

/** A text of a query string turned into what it stands for; anything else stays as it is and is refused. */
const read = (parse: (text: string) => unknown): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? parse(value) : value));

/** A number as a query string says it. */
export const readsNumber = (): PropertyDecorator =>
  read((text) => (/^-?\d{1,15}(\.\d{1,9})?$/.test(text) ? Number(text) : text));

/** Several values, whether separated by commas or each named anew. */
const readsList = (parse: (text: string) => unknown = (text) => text): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => {
    const members: unknown = typeof value === 'string' ? value.split(',') : value;
    return Array.isArray(members) ? members.map((one: unknown) => (typeof one === 'string' ? parse(one) : one)) : value;
  });

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

/** Some documents by their ids, separated by commas; an optional filter unless told. */
export function QueryIds(description: string, { isRequired = false } = {}): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: String, isArray: true, maxItems: MOST_IDS, required: isRequired, description }),
    readsList(toId),
    IsArray(),
    ArrayMaxSize(MOST_IDS),
    ArrayUnique(),
    IsMongoId({ each: true, message: ID_FAULT }),
    ...(isRequired ? [ArrayMinSize(1)] : [IsOptional()]),
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

/** An optional filter by a day of the calendar. */
export function QueryDay(description: string): PropertyDecorator {
  return applyDecorators(ApiPropertyOptional({ type: String, format: 'date', description }), IsDay(), IsOptional());
}

/** An optional filter by a number that these rules allow. */
export function QueryNumber(
  description: string,
  schema: ApiPropertyOptions,
  rules: readonly PropertyDecorator[],
): PropertyDecorator {
  const declared = { ...schema, required: false, description } as ApiPropertyOptions;
  return applyDecorators(ApiPropertyOptional(declared), readsNumber(), ...rules, IsOptional());
}

/** An optional filter by some words of a closed list, separated by commas. */
export function QueryList(
  choices: readonly string[],
  enumName: string | undefined,
  description: string,
): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ enum: [...choices], isArray: true, description, ...(enumName ? { enumName } : {}) }),
    readsList(),
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
