import { type SchemaPath, maxLength, minLength, required, validate } from '@angular/forms/signals';
import { passwordStrength } from '@verstak/domain';

/** The fewest characters of a password. */
export const MIN_PASSWORD = 10;
/** The most characters, and the most bytes. */
const MOST = 72;

/** What a new password must be, as the server demands it. */
export function passwordRules(path: SchemaPath<string>): void {
  required(path);
  minLength(path, MIN_PASSWORD);
  maxLength(path, MOST);
  validate(path, ({ value }) => (new TextEncoder().encode(value()).length > MOST ? { kind: 'maxBytes' } : undefined));
  validate(path, ({ value }) =>
    value() && passwordStrength(value()) === 'guessable' ? { kind: 'guessable' } : undefined,
  );
}
