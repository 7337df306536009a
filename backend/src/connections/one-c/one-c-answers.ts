/** An answer that the protocol knows, line by line. */
function lines(...all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}

/** Done. */
export function success(...more: readonly string[]): string {
  return lines('success', ...more);
}

/** Not done yet: 1C asks again. */
export function progress(words: string): string {
  return lines('progress', words);
}

/** Refused; what 1C shows is one line. */
export function failure(words: string): string {
  return lines('failure', words.replace(/\s+/g, ' ').trim());
}

/** What 1C is told before it sends: whether files may be packed, and the bytes of a piece. */
export function initial(fileLimit: number, ...more: readonly string[]): string {
  return lines('zip=yes', `file_limit=${fileLimit}`, ...more);
}

/** What an answer says first. */
export function stateOf(answer: string): string {
  return answer.slice(0, answer.indexOf('\n'));
}
