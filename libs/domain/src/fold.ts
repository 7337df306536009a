/** Lower case without accents; ё becomes е, й stays itself. */
export function fold(text: string): string {
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\u0400-\u04ff]+/g, (other) => other.normalize('NFKD').replace(/\p{M}/gu, ''));
}
