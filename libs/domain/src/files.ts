/** What files may belong to: within an order to one of its items or parts, within a route to one of its stages. */
export const FILE_SUBJECTS = ['Client', 'Order', 'Part', 'Product', 'Route', 'Workshop', 'Message'] as const;

export type FileSubject = (typeof FILE_SUBJECTS)[number];

/** Largest file, in bytes. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;

/** Longest name of a file, in characters. */
export const MAX_FILE_NAME = 200;

/** A file's name as it is taken: no control characters, folders or marks of direction; cut with its ending kept. */
export function plainFileName(name: string): string {
  const plain = name.replace(/[\p{Cc}\p{Surrogate}/\\\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '').trim() || 'file';
  if (plain.length <= MAX_FILE_NAME) return plain;
  const ending = /\.[^.]{1,10}$/.exec(plain)?.[0] ?? '';
  return plain.slice(0, MAX_FILE_NAME - ending.length) + ending;
}

/** Largest artwork that somebody who is not signed in may send, in bytes. */
export const MAX_ARTWORK_BYTES = 25 * 1024 * 1024;

/** Most files that one subject holds at a time. */
export const MOST_FILES = 200;

/** Pictures that a browser shows without running anything in them; what else comes is downloaded. */
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'] as const;

/** What artwork comes as beside pictures, fonts and solids: documents, drawings (SVG, DXF) and archives of all that. */
const ARTWORK_TYPES = [
  'application/pdf',
  'application/postscript',
  'application/eps',
  'application/x-indesign',
  'application/xml',
  'text/plain',
  'application/zip',
  'application/x-rar-compressed',
  'application/x-7z-compressed',
];

/** Whether content of this media type can be artwork. */
export function isArtwork(mediaType: string): boolean {
  return /^(image|font|model)\//.test(mediaType) || ARTWORK_TYPES.includes(mediaType);
}

/** Whether a browser may show a file of this media type beside the product's own pages. */
export function isShownInline(mediaType: string): boolean {
  return mediaType === 'application/pdf' || (PICTURE_TYPES as readonly string[]).includes(mediaType);
}
