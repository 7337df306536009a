import { mongoError } from '../errors.js';
import { isDoc, typeName, type Doc, type Value } from '../values/index.js';

const MAX_DEPTH = 100;

function checkDepth(value: Value, depth: number): void {
  if (depth > MAX_DEPTH) throw mongoError('Overflow', `Document exceeds maximum nesting depth of ${MAX_DEPTH}`);
  if (Array.isArray(value)) {
    for (const item of value) if (typeof item === 'object') checkDepth(item, depth + 1);
  } else if (isDoc(value)) {
    for (const field of value.values()) if (typeof field === 'object') checkDepth(field, depth + 1);
  }
}

/** Refuses a document that MongoDB does not store: nested too deep, or with an `_id` that cannot be one. */
export function checkStorable(doc: Doc): void {
  checkDepth(doc, 1);
  const id = doc.get('_id');
  if (id === undefined) return;
  if (Array.isArray(id) || ['regex', 'undefined'].includes(typeName(id))) {
    throw mongoError('InvalidIdField', `The '_id' value cannot be of type ${typeName(id)}`);
  }
  if (isDoc(id)) {
    for (const name of id.keys()) {
      if (name.startsWith('$') && !['$ref', '$id', '$db'].includes(name)) {
        throw mongoError(
          'DollarPrefixedFieldName',
          `_id fields may not contain '$'-prefixed fields: ${name} is not valid for storage.`,
        );
      }
    }
  }
}
