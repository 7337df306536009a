import { randomUUID } from 'node:crypto';
import type { Config } from '../config/config.module.js';
import { requireNoTransaction } from '../database/unit.js';
import { Failure } from '../failure/failure.js';
import {
  childOf,
  itemOf,
  placeOf,
  takenName,
  type DriveItem,
  type DriveItemBody,
  type ItemRef,
} from './drive-items.js';
import { GraphClient } from './graph-client.js';
import { oneDriveFailure } from './graph-failure.js';
import { ComeAgain, PACE, repeated } from './repeats.js';
import { FRAGMENT_UNIT, UploadSession, type Progress } from './upload-session.js';

/** Entries of a page, and most that are read of one folder. */
const PAGE = 200;
export const MOST_ENTRIES = 1_000;
/** Larger files go by fragments: in some clouds this is the most that goes at once. */
const SMALL_BYTES = 4_000_000;
/** 5 MiB; less than 60 is allowed. */
const FRAGMENT_BYTES = 16 * FRAGMENT_UNIT;
/** How long somebody who looks at a screen waits for a busy server. */
const SCREEN_WAIT_MS = 10_000;

/** A OneDrive that was found in order. */
export interface DriveFound {
  /** Whose it is, by name. */
  owner: string;
  /** Bytes that are left in it, where Microsoft says so. */
  remaining?: number;
}

/** What a folder holds, in the order of names. */
export interface FolderContent {
  items: DriveItem[];
  /** There is nothing beyond `MOST_ENTRIES`. */
  isWhole: boolean;
}

/** A file that was read; without its bytes where it is the one that is known. */
export interface ReadFile {
  item: DriveItem;
  bytes?: Buffer;
}

export interface Reading {
  /** Larger files are refused. */
  mostBytes: number;
  /** What is known of it: a file with this eTag is not read again. */
  eTag?: string | undefined;
  signal?: AbortSignal | undefined;
}

export interface Upload {
  /** Where it goes; made where it is not there and named by a path. */
  folder: ItemRef;
  /** What it is called; what OneDrive takes in no name is replaced by `_`. */
  name: string;
  bytes: Uint8Array;
  /** What becomes of a file of this name that is there: the new one is named otherwise, replaces it, or is refused. */
  onConflict?: 'rename' | 'replace' | 'fail';
  onProgress?: Progress | undefined;
  signal?: AbortSignal | undefined;
}

/**
 * The OneDrive of `MS_ONEDRIVE_USER_ID`, by Microsoft Graph. Every method throws a `Failure` with a code `onedrive.…`;
 * one that is ended by its signal, the reason of that.
 */
export class OneDrive {
  private readonly client: GraphClient | undefined;
  private readonly userId: string;

  constructor({ graph }: Pick<Config, 'graph'>, pace = PACE) {
    this.client = graph && new GraphClient(graph, pace);
    this.userId = graph?.userId ?? '';
  }

  get isSetUp(): boolean {
    return !!this.client;
  }

  /** Reads of whom it is, and that it can be written to: an upload is begun and given up, which leaves nothing. */
  async check(): Promise<DriveFound> {
    const { owner, quota } = await this.ask<{
      owner?: { user?: { displayName?: string } };
      quota?: { remaining?: number };
    }>('', { mostWaitMs: SCREEN_WAIT_MS }).catch((error: unknown) => {
      throw isMissing(error) ? oneDriveFailure('onedrive.no_drive') : error;
    });
    const session = await this.session({ path: '' }, `verstak-${randomUUID()}.txt`, { mostWaitMs: SCREEN_WAIT_MS });
    await new UploadSession(this.requireClient(), session, Buffer.alloc(0), { fragmentBytes: FRAGMENT_BYTES }).cancel();
    const remaining = quota?.remaining;
    return { owner: owner?.user?.displayName ?? this.userId, ...(remaining === undefined ? {} : { remaining }) };
  }

  /** What is in a folder, or in the root where none is named. */
  async list(folder: ItemRef = { path: '' }, signal?: AbortSignal): Promise<FolderContent> {
    const items: DriveItem[] = [];
    const select = 'id,name,size,eTag,lastModifiedDateTime,webUrl,file,folder';
    let next: string | undefined = `${placeOf(folder, 'children')}?$select=${select}&$orderby=name&$top=${PAGE}`;
    while (next && items.length < MOST_ENTRIES) {
      const page: { value?: DriveItemBody[]; '@odata.nextLink'?: string } = await this.ask(next, {
        signal,
        mostWaitMs: SCREEN_WAIT_MS,
      });
      // Notebooks and what others share are neither.
      items.push(...(page.value ?? []).filter(({ file, folder: inner }) => file ?? inner).map(itemOf));
      next = page['@odata.nextLink'];
    }
    return { items: items.slice(0, MOST_ENTRIES), isWhole: !next && items.length <= MOST_ENTRIES };
  }

  /** A file or folder. */
  async find(ref: ItemRef, signal?: AbortSignal): Promise<DriveItem> {
    return itemOf(await this.ask<DriveItemBody>(placeOf(ref), { signal, mostWaitMs: SCREEN_WAIT_MS }));
  }

  /** Reads a file, unless it is the one that is known. */
  async read(ref: ItemRef, reading: Reading): Promise<ReadFile> {
    const { pace } = this.requireClient();
    // The address ends after some minutes: each time begins with a new one.
    return repeated(() => this.readOnce(ref, reading), pace, reading.signal);
  }

  /** Puts a file into OneDrive and gives what it became. */
  async upload(upload: Upload): Promise<DriveItem> {
    const { folder, bytes, onConflict = 'rename', onProgress, signal } = upload;
    const name = takenName(upload.name);
    const client = this.requireClient();
    if (bytes.length > SMALL_BYTES) {
      const item = { name, '@microsoft.graph.conflictBehavior': onConflict };
      const url = await this.session(folder, name, { json: { item }, signal });
      return itemOf(
        await new UploadSession(client, url, bytes, { fragmentBytes: FRAGMENT_BYTES, onProgress, signal }).send(),
      );
    }
    const path = `${childOf(folder, name, 'content')}?@microsoft.graph.conflictBehavior=${onConflict}`;
    const isOnce = onConflict !== 'replace';
    const item = await this.ask<DriveItemBody>(path, { method: 'PUT', content: bytes, isOnce, signal });
    onProgress?.(bytes.length, bytes.length);
    return itemOf(item);
  }

  private async readOnce(ref: ItemRef, { mostBytes, eTag, signal }: Reading): Promise<ReadFile> {
    const body = await this.ask<DriveItemBody>(placeOf(ref), { signal });
    const item = itemOf(body);
    const address = body['@microsoft.graph.downloadUrl'];
    if (item.isFolder || !address) throw oneDriveFailure('onedrive.missing', { name: item.name });
    if (eTag && item.eTag === eTag) return { item };
    const { name, size } = item;
    if (size > mostBytes) throw oneDriveFailure('onedrive.too_large', { name, size, most: mostBytes });
    const { bytes, isWhole } = await this.requireClient().fetchNamed(address, mostBytes, signal);
    if (!isWhole && bytes.length < size)
      throw new ComeAgain(oneDriveFailure('onedrive.unreachable', { answer: 'cut_off' }));
    return { item, bytes };
  }

  /** The address of an upload that is begun. */
  private async session(folder: ItemRef, name: string, request: object): Promise<string> {
    const path = childOf(folder, name, 'createUploadSession');
    const { uploadUrl } = await this.ask<{ uploadUrl?: string }>(path, { method: 'POST', json: {}, ...request });
    if (!uploadUrl) throw oneDriveFailure('onedrive.refused', { answer: 'no uploadUrl' });
    return uploadUrl;
  }

  private ask<T>(path: string, request: Parameters<GraphClient['ask']>[1]): Promise<T> {
    requireNoTransaction('Asking OneDrive');
    const drive = `users/${encodeURIComponent(this.userId)}/drive`;
    return this.requireClient().ask<T>(/^https?:/.test(path) ? path : drive + path, request);
  }

  private requireClient(): GraphClient {
    if (!this.client) throw oneDriveFailure('onedrive.not_set_up');
    return this.client;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Failure && error.code === 'onedrive.missing';
}
