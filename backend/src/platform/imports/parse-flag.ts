const YES = new Set(['да', 'д', 'yes', 'y', 'true', 'истина', '1', '+', '✓', 'x', 'х']);
const NO = new Set(['нет', 'н', 'no', 'n', 'false', 'ложь', '0', '-', '–', '—']);

/** Yes or no as people write it in either language: `да`, `no`, `1`. */
export function parseFlag(text: string): boolean | undefined {
  const word = text.trim().toLowerCase();
  if (YES.has(word)) return true;
  return NO.has(word) ? false : undefined;
}
