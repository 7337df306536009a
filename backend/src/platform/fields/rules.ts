import { isCalendarDay, passwordStrength } from '@verstak/domain';
import { isEmail, ValidateBy } from 'class-validator';

/** A finite number with at most `places` digits after the point. */
export function HasPlaces(places: number): PropertyDecorator {
  return ValidateBy({
    name: 'isNumber',
    validator: {
      validate: (value) =>
        typeof value === 'number' && Number.isFinite(value) && Number(value.toFixed(places)) === value,
      defaultMessage: () => `must be a number with at most ${places} digits after the point`,
    },
  });
}

/** A list whose members are all documents, neither texts nor lists. */
export function HoldsDocuments(): PropertyDecorator {
  return ValidateBy({
    name: 'isArray',
    validator: {
      validate: (value) => Array.isArray(value) && value.every(isDocument),
      defaultMessage: () => 'must be a list of objects',
    },
  });
}

/** A document, neither a text nor a list. */
export function HoldsDocument(): PropertyDecorator {
  return ValidateBy({
    name: 'isObject',
    validator: { validate: isDocument, defaultMessage: () => 'must be an object' },
  });
}

/** A text of at most `bytes` bytes in UTF-8. */
export function MaxBytes(bytes: number): PropertyDecorator {
  return ValidateBy({
    name: 'maxBytes',
    validator: {
      validate: (value) => typeof value === 'string' && Buffer.byteLength(value) <= bytes,
      defaultMessage: () => `must be at most ${bytes} bytes long: ${bytes} Latin or ${bytes / 2} Cyrillic letters`,
    },
  });
}

/** A password that nobody guesses at once. */
export function IsHardToGuess(): PropertyDecorator {
  return ValidateBy({
    name: 'guessable',
    validator: {
      validate: (value) => typeof value === 'string' && passwordStrength(value) !== 'guessable',
      defaultMessage: () => 'is easily guessed; several words that do not belong together are not',
    },
  });
}

/** What shows nothing: spaces and what is invisible (joiners, marks of direction, fillers). */
const BLANK = /[\s\p{Default_Ignorable_Code_Point}\u2800]/u;
/** What tells how the character before it is drawn. */
const STYLE = /[\ufe00-\ufe0f]/;

const isBlank = (character: string): boolean => BLANK.test(character) && !STYLE.test(character);

/** A text without what shows nothing at its two ends; beyond the first plane all is kept, as in flags. */
export function trimBlank(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && isBlank(text.charAt(start))) start += 1;
  while (end > start && isBlank(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/**
 * An address for e-mail; one with half a character in it is none, where the validator alone would throw, and neither is
 * one with what nobody sees.
 */
export function IsEmailAddress(): PropertyDecorator {
  return ValidateBy({
    name: 'isEmail',
    validator: {
      validate: (value) => typeof value === 'string' && value.isWellFormed() && !BLANK.test(value) && isEmail(value),
      defaultMessage: () => 'must be an email',
    },
  });
}

/** A day of the calendar, `YYYY-MM-DD`. */
export function IsDay(): PropertyDecorator {
  return ValidateBy({
    name: 'isDay',
    validator: {
      validate: (value) => typeof value === 'string' && isCalendarDay(value),
      defaultMessage: () => 'must be a calendar day from 1900 to 2199, such as 2026-11-25',
    },
  });
}

function isDocument(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
