/** What files may belong to: within an order to one of its items or parts, within a route to one of its stages. */
export const FILE_SUBJECTS = ['Client', 'Order', 'Part', 'Product', 'Route', 'Workshop'] as const;

export type FileSubject = (typeof FILE_SUBJECTS)[number];

/** Largest file, in bytes. */
export const MAX_FILE_BYTES = 100 * 1024 * 1024;

/** Most files that one subject holds at a time. */
export const MOST_FILES = 200;

/** Pictures that a browser shows without running anything in them; what else comes is downloaded. */
export const PICTURE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'] as const;

/** Whether a browser may show a file of this media type beside the product's own pages. */
export function isShownInline(mediaType: string): boolean {
  return mediaType === 'application/pdf' || (PICTURE_TYPES as readonly string[]).includes(mediaType);
}
