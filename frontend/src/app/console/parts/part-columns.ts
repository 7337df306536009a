import type { Part } from '@verstak/api';
import type { Column } from '../../ui/table/column';

/** Columns of the list of parts. */
export const PART_COLUMNS: readonly Column<Part>[] = [
  {
    key: 'number',
    header: 'parts.field.number',
    type: 'number',
    isSortable: true,
    hideBelow: 1100,
    card: 'none',
    width: '64px',
  },
  { key: 'designation', header: 'parts.field.designation', type: 'code', isSortable: true, width: '130px' },
  { key: 'title', header: 'parts.field.title', isSortable: true, card: 'title', isFluid: true },
  { key: 'quantity', header: 'parts.field.quantity', type: 'template', align: 'end', width: '80px' },
  { key: 'orderNumber', header: 'parts.field.orderNumber', type: 'template', isSortable: true, hideBelow: 1100 },
  { key: 'routeName', header: 'parts.field.routeName', isSortable: true, hideBelow: 1300 },
  { key: 'stageName', header: 'parts.field.stageName', isSortable: true, hideBelow: 700 },
  { key: 'workCentre', header: 'parts.field.workCentre', isSortable: true, hideBelow: 1300 },
  { key: 'state', header: 'parts.field.state', type: 'template', isSortable: true, card: 'end', width: '120px' },
  { key: 'dueAt', header: 'parts.field.dueAt', type: 'template', isSortable: true, hideBelow: 900, width: '110px' },
  { key: 'progress', header: 'parts.field.progress', type: 'template', hideBelow: 700, width: '104px' },
  { key: 'masterName', header: 'parts.field.masterName', isSortable: true, hideBelow: 1300 },
];

/** Whether nothing is left to be made of a part, so that it is late no more. */
export function isClosed({ state }: Pick<Part, 'state'>): boolean {
  return state === 'done' || state === 'cancelled';
}
