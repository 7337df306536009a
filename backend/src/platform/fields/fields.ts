import { applyDecorators } from '@nestjs/common';
import { Prop, type PropOptions } from '@nestjs/mongoose';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import {
  CODE_LENGTH,
  codeTokens,
  dayIn,
  dayToken,
  DISCOUNT_PLACES,
  MARGIN_PLACES,
  MAX_MONEY,
  MAX_TARGET_MARGIN,
  numberToken,
  QUANTITY_PLACES,
  searchTokens,
  sortKey,
  sumToken,
  type Permission,
} from '@verstak/domain';
import { Transform, Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsDate,
  IsIn,
  IsInt,
  IsMongoId,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { Schema } from 'mongoose';
import {
  registerField,
  type Class,
  type Counting,
  type CopyOf,
  type FieldMeta,
  type FilterForm,
  type Follows,
  type Search,
  type SumOf,
  type FieldKind,
  type Reference,
} from './field-registry.js';
import { canonicalPhone, PHONE, phoneTokensOf, plainPhone } from './phone.js';
import { QueryDay, QueryFlag, QueryIds, QueryInstant, QueryList, QueryNumber } from './query.js';
import { HasPlaces, HoldsDocument, HoldsDocuments, IsDay, IsEmailAddress, trimBlank } from './rules.js';
import { ID_FAULT, INSTANT_FAULT, toId, toInstant } from './wire.js';

/** What every kind of field can be told. */
export interface FieldOptions {
  description?: string;
  example?: unknown;
  optional?: boolean;
  /** May be left out of a body, where it has a value of its own; `null` is none. */
  omittable?: boolean;
  /** Who may read it: whoever holds this permission, or all of these. */
  readBy?: Permission | readonly Permission[];
  /** The list's search finds documents by it. */
  search?: boolean;
  sort?: boolean;
  computed?: boolean;
  hidden?: boolean;
  default?: unknown;
  copyOf?: CopyOf;
  sumOf?: SumOf;
  unrecorded?: boolean;
  withheld?: boolean;
  follows?: Follows;
}

/** What a field can be told by whose values lists can be narrowed. */
export interface FilteredOptions extends FieldOptions {
  /** Lists take some of its values, or the two ends of a range. */
  filter?: boolean;
}

/** What a field that holds ids can be told. */
export interface IdOptions extends FilteredOptions {
  /** Whose id it is, where it is not that of a member of a list. */
  of?: Reference;
}

interface Parts {
  kind: FieldKind;
  swagger: ApiPropertyOptions;
  store: PropOptions;
  validate: PropertyDecorator[];
  filter?: FilterForm;
  /** How documents are found by it; without it, by nothing. */
  search?: Search;
  meta?: Partial<FieldMeta>;
}

/**
 * Control characters but tab and line ends have no place in text for people; half a pair of surrogates and what is no
 * character at all could be neither stored nor exported as they are.
 */
const PRINTABLE = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\p{Surrogate}\ufffe\uffff]*$/u;

const trimmed = Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? trimBlank(value) : value));

/** Ids are compared as texts where they lie inside a list, so they have one form. */
const lowered = Transform(({ value }: { value: unknown }) => toId(value));

function field(options: FilteredOptions, parts: Parts): PropertyDecorator {
  const {
    description,
    example,
    optional,
    omittable,
    search,
    sort,
    computed,
    hidden,
    copyOf,
    sumOf,
    unrecorded,
    withheld,
    follows,
  } = options;
  const readBy = options.readBy === undefined ? undefined : [options.readBy].flat();
  const note = readBy ? `Read with ${readBy.map((one) => `permission \`${one}\``).join(' and ')}.` : '';
  const swagger = {
    ...parts.swagger,
    required: !optional && !omittable,
    ...(readBy ? { 'x-read-by': readBy.join(' ') } : {}),
    description: [description, note].filter(Boolean).join(' ') || undefined,
    ...(example === undefined ? {} : { example }),
    ...(computed ? { readOnly: true } : {}),
  } as ApiPropertyOptions;
  const store = {
    ...(parts.store as object),
    ...(options.default === undefined ? {} : { default: options.default }),
    required: false,
  } as PropOptions;
  return applyDecorators(
    Prop(store),
    ...(hidden ? [] : [ApiProperty(swagger)]),
    ...parts.validate,
    ...(optional ? [IsOptional()] : []),
    ...(omittable ? [ValidateIf((_body, value) => value !== undefined)] : []),
    (target: object, name: string | symbol) =>
      registerField(target, {
        name: String(name),
        kind: parts.kind,
        optional,
        omittable,
        readBy,
        ...(search ? { search: parts.search } : {}),
        sort,
        computed,
        hidden,
        copyOf,
        sumOf,
        unrecorded,
        withheld,
        follows,
        ...(options.filter ? { filter: parts.filter } : {}),
        ...parts.meta,
      }),
  );
}

/** What a sorted field is sorted by in place of its value. */
function asSorted({ sort }: FieldOptions, sortAs: NonNullable<FieldMeta['sortAs']>): Partial<FieldMeta> {
  return sort ? { sortAs } : {};
}

const WORDS: Search = { kind: 'word', tokens: (value) => searchTokens(String(value)) };
const NUMBER: Search = { kind: 'number', tokens: (value) => [numberToken(Number(value))] };
const SUM: Search = { kind: 'sum', tokens: (value) => [sumToken(Number(value))] };
const DAY: Search = { kind: 'day', tokens: (value) => [dayToken(String(value))] };
const DAY_OF_INSTANT: Search = {
  kind: 'day',
  tokens: (value, { timeZone }) => [dayToken(dayIn(timeZone, value as Date))], // the declared type of the field
};
const PHONE_NUMBER: Search = {
  kind: 'phone',
  tokens: (value, { country }) => phoneTokensOf(String(value), country),
};

/** One line of text, trimmed unless it is taken `exactly`; `max` in characters (200 unless told). */
export function TextField(
  options: FieldOptions & {
    min?: number;
    max?: number;
    pattern?: RegExp;
    patternFault?: string;
    exactly?: boolean;
    searchAs?: Search;
    kind?: FieldKind;
  } = {},
): PropertyDecorator {
  const { min = options.optional ? 0 : 1, max = 200, pattern, patternFault, exactly } = options;
  return field(options, {
    kind: options.kind ?? 'text',
    swagger: {
      type: String,
      minLength: min,
      maxLength: max,
      ...(pattern && !pattern.unicode ? { pattern: pattern.source } : {}),
    },
    store: { type: String },
    search: options.searchAs ?? WORDS,
    meta: asSorted(options, (value) => sortKey(String(value))),
    validate: [
      ...(exactly ? [] : [trimmed]),
      IsString(),
      MinLength(min),
      MaxLength(max),
      Matches(PRINTABLE, { message: 'must not contain control characters or halves of characters' }),
      ...(pattern ? [Matches(pattern, { message: patternFault ?? `must match ${pattern.source}` })] : []),
    ],
  });
}

/** A text of several lines, at most 4,000 characters. */
export function NoteField(options: FieldOptions = {}): PropertyDecorator {
  return TextField({ kind: 'note', max: 4_000, ...options });
}

/**
 * A phone number as people write it: digits with spaces, brackets, dots and hyphens, an extension after `доб.`, `ext.`,
 * `x` or `#`. What copying adds unseen is left out, and any dash is a hyphen.
 */
export function PhoneField(options: FieldOptions = {}): PropertyDecorator {
  const plain = Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? plainPhone(value) : value));
  const text = TextField({
    kind: 'phone',
    max: 40,
    patternFault: 'must be a phone number such as +7 912 345-67-89, with an extension such as доб. 12',
    pattern: PHONE,
    example: '+7 912 345-67-89',
    searchAs: PHONE_NUMBER,
    ...options,
  });
  return applyDecorators(text, plain);
}

/** What a telephone dials for the number in a field beside it, `+79123456789;ext=12`; none where it is no whole number. */
export function DialledField(of: string, options: FieldOptions = {}): PropertyDecorator {
  const follows = { of, as: (value: unknown, { country }: Counting) => canonicalPhone(String(value), country) };
  const description = `\`${of}\` as it is dialled from anywhere (RFC 3966).`;
  return TextField({ computed: true, optional: true, example: '+79123456789', description, follows, ...options });
}

export function EmailField(options: FieldOptions = {}): PropertyDecorator {
  return field(
    { example: 'anna@example.org', ...options },
    {
      kind: 'email',
      swagger: { type: String, format: 'email', maxLength: 254 },
      store: { type: String },
      search: WORDS,
      meta: asSorted(options, (value) => sortKey(String(value))),
      validate: [trimmed, IsEmailAddress(), MaxLength(254)],
    },
  );
}

/** An address of the web, with or without what it begins with; nothing that a browser would run. */
const WEBSITE = /^$|^(https?:\/\/)?[^\s/@:]+\.\S+$/;

/** Where a company is found in the web: `example.org`, `https://example.org/catalog`. */
export function WebsiteField(options: FieldOptions = {}): PropertyDecorator {
  const patternFault = 'must be the address of a site such as example.org';
  return TextField({ kind: 'website', pattern: WEBSITE, patternFault, example: 'example.org', ...options });
}

/** A field of numbers, the ends of whose ranges are such numbers. */
function numeric(options: FilteredOptions, parts: Omit<Parts, 'store' | 'filter'>): PropertyDecorator {
  const { swagger, validate } = parts;
  const parameter = (says: string): PropertyDecorator => QueryNumber(says, swagger, validate);
  return field(options, { ...parts, store: { type: Number }, filter: { kind: 'range', parameter } });
}

/** Whole minor units of the workshop's currency; `wire` tells how it is written where not as these. */
export function MoneyField(
  options: FilteredOptions & { min?: number; wire?: ApiPropertyOptions } = {},
): PropertyDecorator {
  const { min = 0, wire } = options;
  const description = wire ? options.description : [options.description, 'Minor units.'].filter(Boolean).join(' ');
  return numeric(
    { example: 4_830_000, ...options, description },
    {
      kind: 'money',
      swagger: wire ?? { type: 'integer', format: 'int64', minimum: min, maximum: MAX_MONEY },
      validate: [IsInt(), Min(min), Max(MAX_MONEY)],
      search: SUM,
    },
  );
}

/** A decimal with at most `places` digits after the point. */
export function DecimalField(
  options: FilteredOptions & { min: number; max: number; places: number; kind?: FieldKind },
): PropertyDecorator {
  const { min, max, places, kind = 'quantity' } = options;
  return numeric(options, {
    kind,
    swagger: { type: Number, minimum: min, maximum: max, multipleOf: 10 ** -places },
    validate: [HasPlaces(places), Min(min), Max(max)],
  });
}

/** A positive quantity with up to 3 decimal places, at most a million. */
export function QuantityField(options: FilteredOptions & { min?: number } = {}): PropertyDecorator {
  return DecimalField({ min: 0.001, max: 1_000_000, places: QUANTITY_PLACES, example: 2, ...options });
}

/** A discount from 0 to 100 per cent with up to 2 decimal places. */
export function PercentField(options: FilteredOptions = {}): PropertyDecorator {
  return DecimalField({ min: 0, max: 100, places: DISCOUNT_PLACES, kind: 'share', example: 5, ...options });
}

/** A margin in per cent of the price, with a decimal; less than nothing where something costs more than it brings. */
export function MarginField(options: FilteredOptions = {}): PropertyDecorator {
  const bounds = { min: -MAX_MONEY, max: 100, places: MARGIN_PLACES } as const;
  return DecimalField({ ...bounds, kind: 'share', example: 42.5, ...options });
}

/** A margin that is aimed at, from 0 to 99 per cent of the price with up to 2 decimals. */
export function TargetMarginField(description: string): PropertyDecorator {
  const bounds = { min: 0, max: MAX_TARGET_MARGIN, places: DISCOUNT_PLACES } as const;
  return DecimalField({ ...bounds, kind: 'share', optional: true, readBy: 'stock:cost', example: 40, description });
}

export function IntegerField(options: FilteredOptions & { min?: number; max?: number } = {}): PropertyDecorator {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = options;
  return numeric(options, {
    kind: 'count',
    swagger: { type: 'integer', minimum: min, maximum: max },
    validate: [IsInt(), Min(min), Max(max)],
    search: NUMBER,
  });
}

/** The whole number people call the document by (`№ 1024`): drawn when it is made, never changed or reused. */
export function NumberedField(options: FilteredOptions = {}): PropertyDecorator {
  const numbered = { computed: true, sort: true, search: true, example: 1024, ...options };
  return numeric(numbered, {
    kind: 'number',
    swagger: { type: 'integer', minimum: 1, maximum: Number.MAX_SAFE_INTEGER },
    validate: [IsInt(), Min(1), Max(Number.MAX_SAFE_INTEGER)],
    search: NUMBER,
    meta: { drawn: 'number' },
  });
}

const CODE: Search = { kind: 'code', tokens: (value) => codeTokens(String(value)) };

/** The random code by which a document is opened from a label: drawn when it is made, never changed or reused. */
export function CodeField(options: FieldOptions = {}): PropertyDecorator {
  const coded = { computed: true, search: true, example: 'K7M492XA', ...options };
  return field(coded, {
    kind: 'code',
    swagger: { type: String, minLength: CODE_LENGTH, maxLength: CODE_LENGTH },
    store: { type: String },
    search: CODE,
    validate: [IsString(), MinLength(CODE_LENGTH), MaxLength(CODE_LENGTH)],
    meta: { drawn: 'code' },
  });
}

export function BooleanField(options: FilteredOptions = {}): PropertyDecorator {
  return field(options, {
    kind: 'flag',
    swagger: { type: Boolean },
    store: { type: Boolean },
    validate: [IsBoolean()],
    filter: { kind: 'flag', parameter: QueryFlag },
  });
}

/** An instant: ISO 8601 with a zone on the wire, UTC in the database. */
export function InstantField(options: FilteredOptions = {}): PropertyDecorator {
  return field(
    { example: '2026-01-25T09:00:00.000Z', ...options },
    {
      kind: 'instant',
      swagger: { type: String, format: 'date-time' },
      store: { type: Date },
      validate: [Transform(({ value }: { value: unknown }) => toInstant(value)), IsDate({ message: INSTANT_FAULT })],
      filter: { kind: 'range', parameter: QueryInstant, isEndOutside: true },
      search: DAY_OF_INSTANT,
    },
  );
}

/** A day of the calendar without a time, `YYYY-MM-DD`. */
export function DayField(options: FilteredOptions = {}): PropertyDecorator {
  return field(
    { example: '2026-01-25', ...options },
    {
      kind: 'day',
      swagger: { type: String, format: 'date' },
      store: { type: String },
      validate: [IsDay()],
      filter: { kind: 'range', parameter: QueryDay },
      search: DAY,
    },
  );
}

/** One of a closed list of words; documents are found by what each of them is `called`, in any language. */
export function ChoiceField(
  choices: readonly string[],
  options: FilteredOptions & { name?: string; called?: readonly Readonly<Record<string, string>>[] } = {},
): PropertyDecorator {
  return field(
    { example: choices[0], ...options },
    {
      kind: 'choice',
      swagger: { enum: [...choices], ...(options.name ? { enumName: options.name } : {}) } as ApiPropertyOptions,
      store: { type: String, enum: [...choices, null] },
      validate: [IsIn([...choices])],
      // As they are listed: statuses by their life.
      meta: {
        choices,
        choicesName: options.name,
        ...asSorted(options, (value) => choices.indexOf(String(value))),
      },
      filter: { kind: 'some', parameter: (says) => QueryList(choices, options.name, says) },
      search: {
        kind: 'word',
        tokens: (value) => (options.called ?? []).flatMap((words) => searchTokens(words[String(value)] ?? '')),
      },
    },
  );
}

/** The id of another document. */
export function IdField(options: IdOptions = {}): PropertyDecorator {
  return field(
    { example: '66f0c2a7e1b2c3d4e5f60718', ...options },
    {
      kind: 'id',
      swagger: { type: String, pattern: '^[0-9a-f]{24}$' },
      store: { type: Schema.Types.ObjectId },
      validate: [lowered, IsString(), IsMongoId({ message: ID_FAULT })],
      filter: { kind: 'some', parameter: QueryIds },
      meta: { isId: true, of: options.of },
    },
  );
}

/** Ids of documents, each at most once, at most `max` (100 unless told). */
export function IdsField(options: IdOptions & { min?: number; max?: number } = {}): PropertyDecorator {
  const { min = 0, max = 100 } = options;
  return field(
    { example: ['66f0c2a7e1b2c3d4e5f60718'], ...options },
    {
      kind: 'ids',
      swagger: {
        type: String,
        isArray: true,
        pattern: '^[0-9a-f]{24}$',
        minItems: min,
        maxItems: max,
        uniqueItems: true,
      },
      store: { type: [Schema.Types.ObjectId] },
      validate: [
        Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? value.map(toId) : value)),
        IsArray(),
        ArrayUnique(),
        ArrayMinSize(min),
        ArrayMaxSize(max),
        IsMongoId({ each: true, message: ID_FAULT }),
      ],
      filter: { kind: 'some', parameter: QueryIds },
      meta: { isId: true, of: options.of, max },
    },
  );
}

/** A list of words out of a closed list, each at most once, at least `min` (none unless told). */
export function ChoicesField(
  choices: readonly string[],
  options: FieldOptions & { name?: string; min?: number } = {},
): PropertyDecorator {
  const { min = 0 } = options;
  return field(
    { example: choices.slice(0, 2), ...options },
    {
      kind: 'choices',
      swagger: {
        enum: [...choices],
        isArray: true,
        ...(min ? { minItems: min } : {}),
        ...(options.name ? { enumName: options.name } : {}),
      } as ApiPropertyOptions,
      store: { type: [String] },
      validate: [
        IsArray(),
        ArrayUnique(),
        ArrayMinSize(min),
        ArrayMaxSize(choices.length),
        IsIn([...choices], { each: true }),
      ],
      meta: { choices, choicesName: options.name, max: choices.length },
    },
  );
}

// `@nestjs/swagger` knows a lazy type by the function's name, which must be `type`.

/** Nested documents of one class, at most `max` (500 unless told). */
export function ListField(
  type: () => Class,
  options: FieldOptions & { min?: number; max?: number } = {},
): PropertyDecorator {
  const { min = 0, max = 500 } = options;
  return field(options, {
    kind: 'list',
    swagger: { type: () => type(), isArray: true, minItems: min, maxItems: max } as ApiPropertyOptions,
    store: { type: [Schema.Types.Mixed], members: type } as PropOptions,
    validate: [HoldsDocuments(), ArrayMinSize(min), ArrayMaxSize(max), ValidateNested({ each: true }), Type(type)],
    meta: { type, list: true, max },
  });
}

/** One nested document. */
export function NestedField(type: () => Class, options: FieldOptions = {}): PropertyDecorator {
  return field(options, {
    kind: 'document',
    swagger: { type: () => type() } as ApiPropertyOptions,
    store: { type: Schema.Types.Mixed, members: type } as PropOptions,
    validate: [HoldsDocument(), ValidateNested(), Type(type)],
    meta: { type },
  });
}

/** Any JSON value: what a change was from and to. */
export function ValueField(options: FieldOptions = {}): PropertyDecorator {
  return field(options, {
    kind: 'any',
    swagger: { type: Object, additionalProperties: true, nullable: true } as ApiPropertyOptions,
    store: { type: Schema.Types.Mixed },
    validate: [],
    meta: { isFree: true },
  });
}
