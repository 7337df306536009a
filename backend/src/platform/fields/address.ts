import { applyDecorators } from '@nestjs/common';
import { ValidateBy } from 'class-validator';
import { TextField, type FieldOptions } from './fields.js';

/**
 * An http or https address that the product itself asks, at most 2,000 characters. It may hold a user, a password or
 * a key, so it is kept as a secret.
 */
export function AddressField(options: FieldOptions & { example: string }): PropertyDecorator {
  const message = `must be an http or https address such as ${options.example}`;
  const isAddress = ValidateBy({ name: 'isUrl', validator: { validate: isWebAddress, defaultMessage: () => message } });
  return applyDecorators(TextField({ kind: 'secret', max: 2_000, ...options }), isAddress);
}

function isWebAddress(value: unknown): boolean {
  const url = typeof value === 'string' && /^https?:\/\/\S+$/i.test(value) ? URL.parse(value) : null;
  try {
    return !!url && decodeURIComponent(url.username + url.password) !== undefined;
  } catch {
    return false;
  }
}
