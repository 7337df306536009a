/** Longest token kept; longer words are cut. */
const MAX_TOKEN = 40;

/** Most tokens kept of one document. */
const MAX_TOKENS = 200;

/**
 * Words of a text as they are searched: lower case, ё as е, accents dropped, hyphens and punctuation as gaps.
 * A hyphenated or dotted word also gives its joined form, and a phone number its digits.
 */
export function searchTokens(...texts: readonly (string | number | undefined | null)[]): string[] {
  const tokens = new Set<string>();
  for (const text of texts) {
    if (text === undefined || text === null) continue;
    for (const chunk of fold(String(text)).split(/\s+/)) {
      const words = chunk.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
      for (const word of words) tokens.add(word.slice(0, MAX_TOKEN));
      if (words.length > 1) tokens.add(words.join('').slice(0, MAX_TOKEN));
    }
    const digits = String(text).replace(/\D/g, '');
    if (digits.length >= 5 && /^[\d\s()+\-.]+$/.test(String(text))) tokens.add(digits);
  }
  return [...tokens].slice(0, MAX_TOKENS);
}

/** Words of a query: every one must begin a token of a document that matches. */
export function queryWords(query: string): string[] {
  const folded = fold(query).trim();
  if (/^[\d\s()+\-.]+$/.test(folded) && folded.replace(/\D/g, '').length >= 5) return [folded.replace(/\D/g, '')];
  return [
    ...new Set(
      folded
        .split(/\s+/)
        .map((word) => word.replace(/[^\p{L}\p{N}]+/gu, ''))
        .filter(Boolean),
    ),
  ]
    .map((word) => word.slice(0, MAX_TOKEN))
    .slice(0, 10);
}

/** Lower case without accents; ё becomes е, й stays itself. */
function fold(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\u0400-\u04ff]+/g, (other) => other.normalize('NFKD').replace(/\p{M}/gu, ''));
}
