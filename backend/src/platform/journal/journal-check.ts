import { BooleanField, ChoiceField, IdField, IntegerField, NestedField } from '../fields/index.js';

/** The first place where the chain of the journal is broken. */
export class JournalFault {
  @IntegerField({ min: 1, example: 42 })
  position!: number;

  @ChoiceField(['missing', 'changed', 'added'], {
    name: 'JournalFaultKind',
    description: 'No entry has this place, the one that has it is not as it was sealed, or another has it too.',
  })
  kind!: 'missing' | 'changed' | 'added';

  @IdField({ optional: true, description: 'The entry that has this place now.' })
  entryId?: string;
}

/** Whether every entry of the journal stands as it was sealed. */
export class JournalCheck {
  @BooleanField({ example: true })
  isIntact!: boolean;

  @IntegerField({ example: 1024, description: 'Entries that stand as they were sealed, from the first on.' })
  entries!: number;

  @NestedField(() => JournalFault, { optional: true })
  fault?: JournalFault;
}
