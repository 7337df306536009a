import {
  BooleanField,
  ChoiceField,
  IdField,
  InstantField,
  IntegerField,
  ListField,
  NestedField,
  TextField,
} from '../fields/index.js';

/** What can be wrong with the journal, and with documents beside it. */
export const JOURNAL_FAULTS = [
  'missing',
  'changed',
  'added',
  'planted',
  'hidden',
  'cut',
  'head',
  'document_changed',
  'document_missing',
  'document_planted',
] as const;

export type JournalFaultKind = (typeof JOURNAL_FAULTS)[number];

/** Something that was not done by the product. */
export class JournalFault {
  @ChoiceField(JOURNAL_FAULTS, {
    name: 'JournalFaultKind',
    description: [
      'Of the chain: no entry has this place (`missing`), the one that has it is not as it was sealed (`changed`),',
      'or another has it too (`added`). An entry that no process of the workshop wrote or sealed (`planted`),',
      'or that is kept from being sealed (`hidden`). The end was cut off (`cut`), or its record is gone, forged or of another chain (`head`).',
      'A document is not as the journal says (`document_changed`), is gone (`document_missing`), or is not known to it',
      '(`document_planted`).',
    ].join(' '),
  })
  kind!: JournalFaultKind;

  @IntegerField({ optional: true, min: -Number.MAX_SAFE_INTEGER, example: 42 })
  position?: number;

  @IdField({ optional: true, description: 'The entry that has this place now.' })
  entryId?: string;

  @TextField({ optional: true, example: 'Order' })
  entity?: string;

  @IdField({ optional: true, description: 'The document.' })
  entityId?: string;

  @TextField({ optional: true, max: 400, example: 'items.66f0c2a7e1b2c3d4e5f60718.quantity' })
  path?: string;
}

/** Whether every entry of the journal stands as it was sealed, and every document as the journal says. */
export class JournalCheck {
  @BooleanField({ example: true })
  isIntact!: boolean;

  @IntegerField({ example: 1024, description: 'Entries that stand as they were sealed, from the first on.' })
  entries!: number;

  @IntegerField({ example: 1, description: 'From which position on the chain is keyed; it never grows.' })
  keyedFrom!: number;

  @IntegerField({ example: 512, description: 'Documents that were compared with the journal.' })
  documents!: number;

  @NestedField(() => JournalFault, { optional: true, description: 'The first of the faults.' })
  fault?: JournalFault;

  @ListField(() => JournalFault, { max: 100, description: 'What was found, at most 100.' })
  faults!: JournalFault[];
}

/** How far the check that runs, or ran last, has come. */
export class JournalCheckProgress {
  @BooleanField({ example: true })
  isRunning!: boolean;

  @IntegerField({ example: 500, description: 'Entries and documents that were looked at.' })
  done!: number;

  @IntegerField({ example: 1536, description: 'Entries and documents there are.' })
  total!: number;

  @InstantField({ optional: true })
  startedAt?: Date;

  @BooleanField({ optional: true, example: true, description: 'What it found; missing until it has ended.' })
  isIntact?: boolean;
}
