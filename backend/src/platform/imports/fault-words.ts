import type { ImportFaultCode, UnreadableReason } from '@verstak/domain';
import type { ImportFault } from './import-columns.js';

const LONGEST_VALUE = 100;

/** A fault with what would be accepted, and enough of the value to recognise it. */
export function withWords(fault: Omit<ImportFault, 'message'>, message: string): ImportFault {
  const { value, rule, ...rest } = fault;
  return {
    ...rest,
    ...(rule ? { rule } : {}),
    ...(value ? { value: value.length > LONGEST_VALUE ? `${value.slice(0, LONGEST_VALUE)}…` : value } : {}),
    message,
  };
}

/** What to do about a row whose place in the tree is unclear. */
export function treeMessage(code: ImportFaultCode, rule: string, value: string): string {
  switch (code) {
    case 'level_skipped':
      return rule === 'numbering'
        ? `has no row ${value.replace(/\.\d+$/, '')} to belong to: add it, or number this one anew`
        : 'is more than one level below the row above: add the level between, or move the row up';
    case 'unknown_parent':
      return `no row is called ${value}: correct the name, or add that row`;
    case 'cycle':
      return 'belongs to itself by way of its parents: name another parent';
    case 'duplicate_designation':
      return `${value} stands in another row too: say which one is meant by a key, or number the rows anew`;
    case 'required':
      return 'must say where the row belongs';
    case 'out_of_range':
      return 'is too deep: 50 levels at most';
    default:
      return rule === 'numbering' ? 'must be a number such as 1.2.3' : 'must be a whole number such as 2';
  }
}

const UNREADABLE: Record<UnreadableReason, string> = {
  empty: 'The file has no rows: choose one with a table.',
  ending: 'The file is not what its name says: save the table as .xlsx or .csv and choose that.',
  old_format: 'The file is of a format that is not read: save it as .xlsx.',
  password: 'The file is protected by a password: save it without one.',
  macros: 'The file holds macros: save it as .xlsx, without them.',
  no_text: 'The file is no text: save the table as .csv or .xlsx.',
  quotes: 'A quotation mark is open to the end of the file: close it, or double it.',
  damaged: 'The file is damaged: open it in a spreadsheet, and save it anew.',
  too_many_rows: 'The table has more than 20,000 rows: import it in pieces.',
  too_many_columns: 'The table has more than 200 columns: leave out what is not needed.',
  too_large: 'The file is too large when it is unpacked: leave out pictures and other sheets.',
  too_slow: 'The file takes too long to read: leave out what is not needed.',
};

/** The fault of a file that is not read. */
export function unreadableFault(reason: UnreadableReason, row = 0): ImportFault {
  return { row, column: '', code: 'unreadable_file', rule: reason, message: UNREADABLE[reason] };
}
