import type { ValidationPipe } from '@nestjs/common';
import type { FieldFault, ImportFaultCode } from '@verstak/domain';
import { Failure } from '../platform/failure/failure.js';
import type { Class } from '../platform/fields/index.js';
import { validationPipe } from '../platform/http/validation.js';
import { withWords } from '../platform/imports/fault-words.js';
import type { ImportFault } from '../platform/imports/import-columns.js';
import type { ReadRow } from '../platform/imports/read-rows.js';

const NUMBER_RULES = new Set(['isNumber', 'isInt']);

/** Rows as bodies of the API: what would be refused there is a fault of the row here, by the same rules. */
export class RowBodies {
  private readonly pipe: ValidationPipe = validationPipe();

  constructor(private readonly columnOf: (field: string) => string) {}

  /** The body as it is stored, or what is wrong with it. */
  async read<T extends object>(
    type: Class<T>,
    { row }: ReadRow,
    body: object,
  ): Promise<{ body: T; faults?: never } | { faults: ImportFault[]; body?: never }> {
    try {
      return { body: (await this.pipe.transform(body, { type: 'body', metatype: type })) as T };
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'request.validation') throw error;
      const faults = (error.details.errors ?? []).map((fault) => this.fault(row, codeOf(fault), fault));
      return { faults };
    }
  }

  /** No column holds a field that the row cannot do without. */
  lacks({ row }: ReadRow, field: string): ImportFault {
    const message = `no column holds ${field}: choose one, or leave the row out`;
    return withWords({ row, column: '', code: 'required', rule: 'column', value: field }, message);
  }

  /** The row names a route that is not there. */
  unknownRoute({ row }: ReadRow, value: string): ImportFault {
    const message = `there is no route ${value}: correct the name, or add the route`;
    return this.fault(row, 'unknown_route', { field: 'routeName', rule: 'known', message, value });
  }

  fault(row: number, code: ImportFaultCode, { field, rule, message, value }: FieldFault): ImportFault {
    const shown = typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
    const where = { row, column: this.columnOf(field), code, rule };
    return withWords(shown ? { ...where, value: shown } : where, message);
  }
}

function codeOf({ rule, value }: FieldFault): ImportFaultCode {
  if (value === undefined || value === '') return 'required';
  return NUMBER_RULES.has(rule) ? 'not_a_number' : 'out_of_range';
}
