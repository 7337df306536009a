import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { TextField, type FieldOptions } from '../platform/fields/index.js';

/** Where something lies that is fetched by schedule; at most 2,000 characters. */
export function FeedAddressField(options: FieldOptions): PropertyDecorator {
  return applyDecorators(TextField({ kind: 'secret', max: 2_000, ...options }), IsFeedAddress());
}

function IsFeedAddress(): PropertyDecorator {
  return ValidateBy({
    name: 'isUrl',
    validator: {
      validate: (value) => typeof value === 'string' && isFeedAddress(value),
      defaultMessage: () => 'must be an http or https address such as https://example.org/price.csv',
    },
  });
}

function isFeedAddress(value: string): boolean {
  const url = /^https?:\/\/\S+$/i.test(value) ? URL.parse(value) : null;
  try {
    return !!url && decodeURIComponent(url.username + url.password) !== undefined;
  } catch {
    return false;
  }
}
