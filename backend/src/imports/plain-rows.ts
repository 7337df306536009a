import type { Entity, Stored } from '../platform/database/entity.js';
import type { Class } from '../platform/fields/index.js';
import type { ImportColumn, ImportFault } from '../platform/imports/import-columns.js';
import type { ReadRow } from '../platform/imports/read-rows.js';
import { changesOf, type RowPlanner } from './document-import.js';
import type { Checking } from './import-kinds.js';
import type { PlannedRow } from './plan-rows.js';
import type { RowBodies } from './row-bodies.js';

/** How rows become documents whose fields are those of the columns. */
export interface PlainRows<D, C, X> {
  create: Class<C>;
  change: Class<X>;
  columns: readonly ImportColumn[];
  /** What else is wrong with a row after which a document would have these fields. */
  faultsOf?: (row: ReadRow, fields: Partial<D>) => ImportFault[];
}

/** What rows would do that say nothing but the fields of one document each. */
export function plainRows<D extends Entity, C extends object, X extends object>(
  { create, change, columns, faultsOf = () => [] }: PlainRows<D, C, X>,
  bodies: RowBodies,
  { fields }: Checking,
): RowPlanner<D> {
  const lacking = columns.filter(({ field, isRequired }) => isRequired && !fields.has(field));
  const creation = async (row: ReadRow, said: object): Promise<PlannedRow> => {
    if (lacking.length) return { faults: lacking.map(({ field }) => bodies.lacks(row, field)) };
    const { body, faults } = await bodies.read(create, row, said);
    if (!body) return { faults };
    return planned(faultsOf(row, body), { outcome: 'create', by: { create: body } });
  };
  const alteration = async (row: ReadRow, said: object, document: Stored<D>): Promise<PlannedRow> => {
    const { body, faults } = await bodies.read(change, row, said);
    if (!body) return { faults };
    const changes = changesOf(document, body);
    if (!Object.keys(changes).length) return { plan: { outcome: 'same' } };
    const by = { id: document._id.toHexString(), change: changes };
    return planned(faultsOf(row, { ...document, ...changes }), { outcome: 'change', by });
  };
  return (row, said, document) => (document ? alteration(row, said, document) : creation(row, said));
}

function planned(faults: readonly ImportFault[], plan: NonNullable<PlannedRow['plan']>): PlannedRow {
  return faults.length ? { faults } : { plan };
}
