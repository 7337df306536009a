import { Filters, InstantField, IntegerField, TextField } from '../platform/fields/index.js';
import { ListQuery } from '../platform/lists/paging.js';
import { Letter } from './letter.js';

/** Longest text of a letter. */
export const MAX_TEXT = 100_000;

/** A letter in a list, with how it goes on. */
export class LetterListItem extends Letter {
  @IntegerField({
    optional: true,
    computed: true,
    example: 3,
    description: 'How often it was tried, until it is sent.',
  })
  attempts?: number;

  @InstantField({ optional: true, computed: true, description: 'When it is tried next by itself.' })
  dueAt?: Date;
}

/** A letter with what it says, as long as it is not sent. */
export class LetterDetails extends LetterListItem {
  @TextField({
    optional: true,
    computed: true,
    max: MAX_TEXT,
    readBy: 'users:write',
    example: 'Здравствуйте, Анна.',
    description: 'It may hold a link by which a password is set.',
  })
  text?: string;
}

/** Which letters a list has. */
export class LetterListQuery extends Filters(Letter, ListQuery) {}

/** How many letters are to be sent again. */
export class LettersSentAgain {
  @IntegerField({ example: 12, description: 'At most 200 at once, the oldest first.' })
  count!: number;
}
