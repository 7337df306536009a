import { ValidationPipe, type ValidationError } from '@nestjs/common';
import type { FieldFault } from '@verstak/domain';
import { Invalid } from './failure.js';

/** Checks bodies and queries against their declared fields; unknown fields are refused. */
export function validationPipe(): ValidationPipe {
  return new ValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: true },
    exceptionFactory: (errors) => Invalid(errors.flatMap((error) => faultsOf(error, ''))),
  });
}

/** Every broken rule of a field and of those inside it. */
export function faultsOf(error: ValidationError, prefix: string): FieldFault[] {
  const field = prefix + error.property;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    field,
    rule,
    message:
      rule === 'whitelistValidation' ? 'is not a field of this request; leave it out' : message.replace(/\.$/, ''),
    value: /password/i.test(error.property) ? undefined : shown(error.value),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, `${field}.`))];
}

/** Enough of a refused value to recognise it; passwords are never repeated. */
function shown(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 100 ? `${value.slice(0, 100)}…` : value;
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[…]' : '{…}';
  return value;
}
