import type { ImportFault } from '../platform/imports/import-columns.js';
import type { ReadRow } from '../platform/imports/read-rows.js';
import type { Checked, Checking, Plan } from './import-kinds.js';

/** Rows between two looks at who else waits. */
const TURN = 100;

/** What one row would do, or what is wrong with it. */
export interface PlannedRow {
  plan?: Plan;
  faults?: readonly ImportFault[];
}

/** What each row would do, one after another, with others served meanwhile. */
export async function planRows(
  rows: readonly ReadRow[],
  { tell }: Pick<Checking, 'tell'>,
  planRow: (row: ReadRow) => Promise<PlannedRow>,
): Promise<Checked> {
  const plans: Plan[] = [];
  const faults: ImportFault[] = [];
  for (const [index, row] of rows.entries()) {
    if (index % TURN === 0) await tell(index);
    const planned = await planRow(row);
    plans.push(planned.plan ?? { outcome: 'same' });
    faults.push(...(planned.faults ?? []));
  }
  return { plans, faults };
}
