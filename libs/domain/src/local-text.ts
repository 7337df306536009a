/** Languages in which customers are spoken to. */
export const TEXT_LANGUAGES = ['ru', 'en'] as const;

export type TextLanguage = (typeof TEXT_LANGUAGES)[number];

/** A text in each language in which somebody has written it. */
export type LocalText = { readonly [language in TextLanguage]?: string | undefined };

/** Pages that a shop owes its customers: its offer, what it keeps of them, how goods come back, and who it is. */
export const SHOP_PAGES = ['offer', 'privacy', 'returns', 'company'] as const;

export type ShopPageName = (typeof SHOP_PAGES)[number];

/** A text in a language, else in the other one; with the language that it is in, `undefined` where there is none. */
export function textIn(
  text: LocalText | undefined,
  language: TextLanguage,
): { text: string; language: TextLanguage } | undefined {
  const found = [language, ...TEXT_LANGUAGES].find((one) => text?.[one]);
  const written = found && text?.[found];
  return written ? { text: written, language: found } : undefined;
}
