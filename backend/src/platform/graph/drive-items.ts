import { oneDriveFailure } from './graph-failure.js';

/** A file or folder by its id, which it keeps wherever it goes, or by its path below the root. */
export type ItemRef = { id: string } | { path: string };

/** A file or folder of OneDrive. */
export interface DriveItem {
  id: string;
  name: string;
  isFolder: boolean;
  /** Bytes. */
  size: number;
  /** Another whenever anything of it is another. */
  eTag: string;
  changedAt?: Date;
  /** Where people open it in the browser. */
  webUrl?: string;
}

/** What Graph says of one. */
export interface DriveItemBody {
  id: string;
  name: string;
  size?: number;
  eTag?: string;
  lastModifiedDateTime?: string;
  webUrl?: string;
  file?: object;
  folder?: object;
  '@microsoft.graph.downloadUrl'?: string;
}

export function itemOf(body: DriveItemBody): DriveItem {
  const { id, name, size = 0, eTag = '', lastModifiedDateTime, webUrl, folder } = body;
  return {
    id,
    name,
    isFolder: !!folder,
    size,
    eTag,
    ...(lastModifiedDateTime ? { changedAt: new Date(lastModifiedDateTime) } : {}),
    ...(webUrl ? { webUrl } : {}),
  };
}

/** Where an item stands below a drive; `part` is what of it is asked, such as `children`. Throws where there is none such. */
export function placeOf(ref: ItemRef, part = ''): string {
  const tail = part && `/${part}`;
  if ('id' in ref) return `/items/${encoded(ref.id)}${tail}`;
  const path = pathOf(ref.path);
  if (!path) return `/root${tail}`;
  return `/root:/${path}${tail && `:${tail}`}`;
}

/** Where what is in a folder under a name stands below a drive. */
export function childOf(folder: ItemRef, name: string, part: string): string {
  if ('id' in folder) return `/items/${encoded(folder.id)}:/${encoded(name)}:/${part}`;
  return `/root:/${[pathOf(folder.path), encoded(name)].filter(Boolean).join('/')}:/${part}`;
}

/** A name that OneDrive takes, as near to the wished one as there is; at most 200 characters. */
export function takenName(wished: string): string {
  const name = wished
    .normalize('NFC')
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, '_')
    .replace(/^[\s~]+|[\s.]+$/g, '');
  const ending = /\.\w{1,8}$/.exec(name)?.[0] ?? '';
  return name.slice(0, Math.min(name.length - ending.length, 200 - ending.length)).trimEnd() + ending || '_';
}

function pathOf(path: string): string {
  return path.split('/').filter(Boolean).map(encoded).join('/');
}

/** A segment of a path (RFC 3986). Dots would lead elsewhere than into the drive. */
function encoded(segment: string): string {
  if (!segment || /^\.{1,2}$/.test(segment)) throw oneDriveFailure('onedrive.missing', { name: segment });
  return encodeURIComponent(segment).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}
