import { fileTypeFromBuffer } from 'file-type';
import { isUtf8 } from 'node:buffer';

/** So many bytes of the beginning tell the type. */
export const HEAD_BYTES = 64 * 1024;

/** What follows is bytes, whatever it is. */
export const UNKNOWN_TYPE = 'application/octet-stream';

/** The media type of a file by how it begins; text where it is, and `application/octet-stream` of what nobody knows. */
export async function mediaTypeOf(head: Buffer): Promise<string> {
  const known = await fileTypeFromBuffer(head);
  if (known) return known.mime;
  return isText(head) ? 'text/plain' : UNKNOWN_TYPE;
}

/** Whether all of it is UTF-8 without control characters but those of lines; its last character may be cut in two. */
function isText(head: Buffer): boolean {
  const isWhole = [0, 1, 2, 3].some((cut) => isUtf8(head.subarray(0, head.length - cut)));
  return isWhole && !/[^\P{Cc}\t-\r]/u.test(head.toString('utf8'));
}
