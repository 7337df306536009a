const MOST_LETTERS = 255;
/** No file system has them in names, and no program of good will sends them. */
const FORBIDDEN = /[\p{Cc}<>:"|?*]/u;

/**
 * The name of a file as 1C tells it (`webdata\000000001\import.xml`, with folders and backslashes), in one form;
 * `undefined` where it leads out of the exchange, or is none.
 */
export function fileNameOf(told: string): string | undefined {
  const plain = told.trim().replaceAll('\\', '/');
  if (!plain || plain.length > MOST_LETTERS || plain.startsWith('/') || FORBIDDEN.test(plain)) return undefined;
  const parts = plain.split('/').filter((part) => part !== '' && part !== '.');
  if (!parts.length || parts.some((part) => /^\.+$/.test(part))) return undefined;
  return parts.join('/');
}

/** What is done with a file: read, unpacked, or left (pictures, for one). */
export function useOf(name: string): 'read' | 'unpack' | 'leave' {
  if (/\.xml$/i.test(name)) return 'read';
  return /\.zip$/i.test(name) ? 'unpack' : 'leave';
}
