/** What files may belong to: a client, an order, within an order one of its items or parts, a part, a product, the workshop. */
export const FILE_SUBJECTS = ['Client', 'Order', 'Part', 'Product', 'Workshop'] as const;

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
