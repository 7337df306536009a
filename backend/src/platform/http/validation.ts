import { ValidationPipe, type ArgumentMetadata, type ValidationError } from '@nestjs/common';
import type { FieldFault } from '@verstak/domain';
import type { Class } from '../fields/index.js';
import { refuseShapeless, UNKNOWN_FAULT } from './body-shape.js';
import { Invalid, MOST_FAULTS } from '../failure/failure.js';

const MESSAGES: Record<string, string> = {
  whitelistValidation: UNKNOWN_FAULT,
  nestedValidation: 'must be an object',
};

/** Checks bodies and queries against their declared fields; unknown fields are refused. */
export function validationPipe(): ValidationPipe {
  return new ShapedValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    validationError: { target: false, value: true },
    exceptionFactory: (errors) => Invalid(errors.flatMap((error) => faultsOf(error, '')).slice(0, MOST_FAULTS)),
  });
}

/** Looks at the shape of a value before it is validated, which costs so much more. */
class ShapedValidationPipe extends ValidationPipe {
  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { metatype } = metadata;
    // What is validated is a class, whose instances are made of the value.
    if (metatype && this.toValidate(metadata)) refuseShapeless(metatype as Class, value);
    return super.transform(value, metadata);
  }
}

/** A value of the wrong kind breaks every other rule too; saying so helps nobody. */
const KIND_RULES = ['isString', 'isInt', 'isNumber', 'isBoolean', 'isArray', 'isDate', 'isObject'];

/** Every broken rule of a field and of those inside it. */
export function faultsOf(error: ValidationError, prefix: string): FieldFault[] {
  const field = prefix + error.property;
  const broken = error.constraints ?? {};
  const kind = KIND_RULES.find((rule) => rule in broken);
  const own = (kind ? [kind] : Object.keys(broken)).map((rule) => ({
    field,
    rule,
    message: MESSAGES[rule] ?? withoutName(broken[rule] ?? '', error.property),
    value: /password/i.test(error.property) ? undefined : shown(error.value),
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => faultsOf(child, `${field}.`))];
}

function withoutName(message: string, name: string): string {
  return (message.startsWith(`${name} `) ? message.slice(name.length + 1) : message).replace(/\.$/, '');
}

/** Enough of a refused value to recognise it; passwords are never repeated. */
function shown(value: unknown): unknown {
  if (typeof value === 'string') return value.length > 100 ? `${value.slice(0, 100)}…` : value;
  if (typeof value === 'object' && value !== null) return Array.isArray(value) ? '[…]' : '{…}';
  return value;
}
