import type { StoredFile } from '@verstak/api';
import { type FileSubject, isShownInline } from '@verstak/domain';

/** Where files belong: a document, an item or part of an order, or a stage of a route. */
export interface FilePlace {
  subject: FileSubject;
  subjectId: string;
  itemId?: string;
  partId?: string;
  stageId?: string;
}

/** What is shown of a file, whether it stands in a list of files or in a message. */
export type ShownFile = Pick<
  StoredFile,
  'id' | 'name' | 'alt' | 'mediaType' | 'size' | 'hasPreview' | 'width' | 'height'
>;

export const FILES_PATH = '/api/v1/files';

/** The address of a file's bytes: to be shown where the browser may, else to be saved. The session's cookie opens it. */
export function contentAddress({ id, mediaType }: Pick<StoredFile, 'id' | 'mediaType'>, isShown = false): string {
  return `${FILES_PATH}/${id}/content${isShown && isShownInline(mediaType) ? '?isInline=true' : ''}`;
}

export function previewAddress({ id }: Pick<StoredFile, 'id'>, size: 'small' | 'large'): string {
  return `${FILES_PATH}/${id}/preview?size=${size}`;
}
