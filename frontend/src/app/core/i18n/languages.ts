/** Languages of the console; the first is the default. */
export const LANGUAGES = ['ru', 'en'] as const;

export type Language = (typeof LANGUAGES)[number];

/** How each language names itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { ru: 'Русский', en: 'English' };

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.includes(value as Language);
}
