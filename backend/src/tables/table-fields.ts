import type { Permission } from '@verstak/domain';
import { fieldsOf, filterStem, lackingFor, type Class, type FieldMeta } from '../platform/fields/index.js';
import type { TableField } from './table.dto.js';

/** The declared fields of a class, in their order, as far as whoever holds these permissions may read them. */
export function fieldsToTell(type: Class, permissions: ReadonlySet<Permission>): TableField[] {
  return fieldsOf(type)
    .filter((field) => !field.hidden && !lackingFor(field, permissions))
    .map((field) => fieldToTell(field, permissions));
}

function fieldToTell(field: FieldMeta, permissions: ReadonlySet<Permission>): TableField {
  const { name, kind, optional, omittable, choices, choicesName, of, sort = false, filter, type } = field;
  return {
    name,
    kind,
    isRequired: !optional && !omittable,
    choices: choices?.map((value) => ({ value })),
    choicesName,
    ...(typeof of === 'object' ? { kindBy: of.kindBy } : { of }),
    isSortable: sort,
    filter: filter?.kind,
    filterBy: filter && (filter.kind === 'range' ? filterStem(field) : name),
    fields: type && fieldsToTell(type(), permissions),
  };
}
