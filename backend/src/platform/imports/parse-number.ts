import type { CellValue } from './table.js';

const GROUPED_BY_COMMA = /^[+-]?\d{1,3}(,\d{3})+(\.\d+)?$/;
const GROUPED_BY_POINT = /^[+-]?\d{1,3}(\.\d{3}){2,}(,\d+)?$|^[+-]?\d{1,3}\.\d{3},\d+$/;
const PLAIN = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/;

/**
 * A number as people write it: `1 234,5`, `1234.5`, `1.234,50`. A comma before three digits groups thousands where
 * commas separate cells (the sheet is English then), or there are several; else it is decimal.
 */
export function parseNumber(value: CellValue, hasCommaSeparator: boolean): number | undefined {
  if (typeof value === 'number' || value === undefined) return value;
  const text = value.replace(/[\s\u00a0\u202f']/g, '').replace('−', '-');
  const isGrouped =
    GROUPED_BY_COMMA.test(text) && (hasCommaSeparator || text.split(',').length > 2 || text.includes('.'));
  if (isGrouped) return Number(text.replaceAll(',', ''));
  if (GROUPED_BY_POINT.test(text)) return Number(text.replaceAll('.', '').replace(',', '.'));
  return PLAIN.test(text) ? Number(text.replace(',', '.')) : undefined;
}
