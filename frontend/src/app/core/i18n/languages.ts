/** Languages of the console; the first is the default. */
export const LANGUAGES = ['ru', 'en'] as const;

export type Language = (typeof LANGUAGES)[number];

/** How each language names itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { ru: 'Русский', en: 'English' };

/** The first of the languages that a browser prefers (`en-GB`, `ru`) which the console has, else its first. */
export function preferredLanguage(preferred: readonly string[]): Language {
  return preferred.map((tag) => tag.split('-')[0]?.toLowerCase()).find(isLanguage) ?? LANGUAGES[0];
}

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.includes(value as Language);
}
