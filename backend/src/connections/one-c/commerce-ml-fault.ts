/** Why a file is not read any further. */
export type UnreadableXml =
  /** It is no XML, or broken. */
  | 'not_xml'
  /** It ends before its end. */
  | 'cut_off'
  /** It is XML of something else. */
  | 'foreign'
  /** Its bytes are not of the encoding that it tells, or that one is neither UTF-8 nor Windows-1251. */
  | 'encoding'
  | 'too_deep'
  | 'too_large';

/** Letters of a file that are shown. */
const MOST_SHOWN = 200;

/** A file that cannot be read from a line on; what it told before that line has been told. */
export class CommerceMlFault extends Error {
  /** What was found there. */
  readonly found: string;

  constructor(
    readonly reason: UnreadableXml,
    /** From 1. */
    readonly line: number,
    found: string,
  ) {
    super(`${reason} in line ${line}: ${found.slice(0, MOST_SHOWN)}`);
    this.found = found.slice(0, MOST_SHOWN);
  }
}

/** What of one good, offer or document cannot be taken. */
export type RecordFaultReason =
  | 'no_id'
  | 'id_too_long'
  | 'no_name'
  | 'text_too_long'
  /** A characteristic of a good: there are no such pieces of products here. */
  | 'characteristic'
  | 'price'
  /** A price for several units together. */
  | 'price_unit'
  | 'price_type'
  | 'currency'
  | 'quantity'
  | 'date'
  | 'status'
  /** A document that is no order of goods. */
  | 'operation';

/** A fault of one field: the element by its name in the file, and its value, cut to what a line can show. */
export interface RecordFault {
  reason: RecordFaultReason;
  field: string;
  value: string;
}

/** Makes a fault of a field's value. */
export function faultOf(reason: RecordFaultReason, field: string, value: string): RecordFault {
  return { reason, field, value: value.slice(0, MOST_SHOWN) };
}
