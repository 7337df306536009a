/** A piece of a message as it is shown: plain text, somebody's name, or an address of the web. */
export interface MessagePart {
  kind: 'text' | 'mention' | 'link';
  text: string;
}

const LINK = /https?:\/\/[^\s<>"«»]+[^\s<>"«».,;:!?)\]}]/;

/** A message taken apart at the names that it may mention, each after an @, and at addresses of the web. */
export function partsOf(text: string, names: readonly string[]): MessagePart[] {
  // The longest first: «Анна Петрова» is not «Анна».
  const mentions = [...names]
    .sort((one, other) => other.length - one.length)
    .map((name) => `@${escaped(name)}(?![\\p{L}\\d])`);
  const pattern = new RegExp([LINK.source, ...mentions].join('|'), 'gu');
  const parts: MessagePart[] = [];
  let end = 0;
  for (const { 0: found, index } of text.matchAll(pattern)) {
    if (index > end) parts.push({ kind: 'text', text: text.slice(end, index) });
    parts.push({ kind: found.startsWith('@') ? 'mention' : 'link', text: found });
    end = index + found.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

/** Those of these people whom a text names after an @. */
export function mentionedIn<T extends { name: string }>(text: string, people: readonly T[]): T[] {
  const named = new Set(
    partsOf(
      text,
      people.map(({ name }) => name),
    ).flatMap(({ kind, text: part }) => (kind === 'mention' ? [part.slice(1)] : [])),
  );
  return people.filter(({ name }) => named.has(name));
}

/** The beginning of a name that is being typed after an @ before the cursor, and where it begins. */
export function mentionAt(text: string, cursor: number): { start: number; typed: string } | undefined {
  const [, , typed] = /(^|[\s(«"])@([\p{L}\d.-]*)$/u.exec(text.slice(0, cursor)) ?? [];
  return typed === undefined ? undefined : { start: cursor - typed.length - 1, typed };
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
