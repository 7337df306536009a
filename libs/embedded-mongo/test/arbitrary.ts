import { Binary, BSONRegExp, BSONSymbol, Code, Decimal128, MaxKey, MinKey, ObjectId, Timestamp } from 'bson';
import fc from 'fast-check';
import { BsonUndefined, DBPointer, double, type Doc, type Value } from '../src/values/types.js';

const text = fc.oneof(
  fc.string({ maxLength: 6, unit: 'binary' }),
  fc.constantFrom('', 'a', 'A', 'ab', 'é', 'ё', '\u{1f600}', '\uffff'),
);
const name = text.map((value) => value.replaceAll('\0', ''));
const objectId = fc.uint8Array({ minLength: 12, maxLength: 12 }).map((bytes) => new ObjectId(bytes));

const decimal = fc
  .tuple(
    fc.boolean(),
    fc.bigInt({ min: 0n, max: 10n ** 34n - 1n }),
    fc.oneof(fc.integer({ min: -20, max: 20 }), fc.integer({ min: -6176, max: 6111 })),
  )
  .map(([negative, coefficient, exponent]) =>
    Decimal128.fromString(`${negative ? '-' : ''}${coefficient}E${exponent}`),
  );

/** Numbers of every type, often equal or next to one another. */
export const anyNumber: fc.Arbitrary<Value> = fc.oneof(
  fc.integer(),
  fc.integer({ min: -3, max: 3 }),
  fc.double().map(double),
  fc.integer({ min: -3, max: 3 }).map(double),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.bigInt({ min: -3n, max: 3n }),
  fc.bigInt({ min: 2n ** 53n - 3n, max: 2n ** 53n + 3n }),
  fc.integer({ min: -3, max: 3 }).map((n) => double(2 ** 53 + n)),
  decimal,
  fc
    .constantFrom(
      '0',
      '-0',
      '0.1',
      '1.0',
      '1E400',
      '-1E400',
      '1E-400',
      'NaN',
      'Infinity',
      '-Infinity',
      '9007199254740993',
    )
    .map((t) => Decimal128.fromString(t)),
  fc.constantFrom(0.1, -0, NaN, Infinity, -Infinity, 5e-324, Number.MAX_VALUE),
);

/** Values of every BSON type, nested a little. */
export const { value: anyValue, document: anyDoc } = fc.letrec<{ value: Value; document: Doc; array: Value[] }>(
  (tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      anyNumber,
      text,
      fc.boolean(),
      fc.constant(null),
      fc.constant(BsonUndefined.value),
      fc.constant(new MinKey()),
      fc.constant(new MaxKey()),
      objectId,
      fc.date({ noInvalidDate: true }),
      fc.tuple(fc.integer(), fc.integer()).map(([low, high]) => new Timestamp({ t: high >>> 0, i: low >>> 0 })),
      fc
        .tuple(fc.uint8Array({ maxLength: 5 }), fc.constantFrom(0, 2, 4, 128))
        .map(([bytes, subtype]) => new Binary(bytes, subtype)),
      fc.tuple(name, fc.constantFrom('', 'i', 'im')).map(([pattern, options]) => new BSONRegExp(pattern, options)),
      text.map((code) => new Code(code)),
      text.map((symbol) => new BSONSymbol(symbol)),
      fc.tuple(text, objectId).map(([namespace, id]) => new DBPointer(namespace, id)),
      fc.tuple(text, tie('document')).map(([code, scope]) => new Code(code, scope)),
      tie('array'),
      tie('document'),
    ),
    array: fc.array(tie('value'), { maxLength: 3 }),
    document: fc.array(fc.tuple(name, tie('value')), { maxLength: 4 }).map((fields) => new Map(fields) as Doc),
  }),
);
