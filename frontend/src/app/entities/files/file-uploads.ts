import { HttpClient, type HttpEvent, HttpEventType, HttpParams } from '@angular/common/http';
import { Service, computed, inject, signal } from '@angular/core';
import type { StoredFile } from '@verstak/api';
import { MAX_FILE_BYTES, plainFileName, newKey } from '@verstak/domain';
import type { Subscription } from 'rxjs';
import { toProblem } from '../../core/http/api-problem';
import { FILES_PATH, type FilePlace } from './file-place';

/** A file on its way to the server. */
export interface Upload {
  /** Sent with it, so that a retry after a lost answer makes no second file. */
  key: string;
  name: string;
  file: File;
  place: FilePlace;
  /** Between 0 and 1. */
  progress: number;
  state: 'waiting' | 'sending' | 'failed';
  /** Why it failed: a translation key with what fills it. */
  reason?: { key: string; params: Readonly<Record<string, unknown>> };
  /** Told of the file once it is stored. */
  stored?: (file: StoredFile) => void;
}

/** So many at once use a line fully and leave the screen quick. */
const MOST_AT_ONCE = 3;

/** Uploads of this tab; they go on while other pages are shown. */
@Service()
export class FileUploads {
  private readonly http = inject(HttpClient);
  private readonly uploads = signal<readonly Upload[]>([]);
  private readonly running = new Map<string, Subscription>();

  readonly isBusy = computed(() => this.uploads().some(({ state }) => state !== 'failed'));

  constructor() {
    // Leaving the product would break them off.
    addEventListener('beforeunload', (event) => {
      if (this.isBusy()) event.preventDefault();
    });
  }

  /** Uploads to a document; of an item or a stage where one is given. */
  at({ subjectId, itemId, stageId }: FilePlace): readonly Upload[] {
    return this.uploads().filter(
      ({ place }) =>
        place.subjectId === subjectId &&
        (!itemId || place.itemId === itemId) &&
        (!stageId || place.stageId === stageId),
    );
  }

  add(files: readonly File[], place: FilePlace, stored?: Upload['stored']): void {
    const told = stored && { stored };
    const added = files.map((file) =>
      refused({ key: newKey(), name: plainFileName(file.name), file, place, progress: 0, state: 'waiting', ...told }),
    );
    this.uploads.update((uploads) => [...uploads, ...added]);
    this.proceed();
  }

  cancel({ key }: Upload): void {
    this.running.get(key)?.unsubscribe();
    this.finish(key);
  }

  retry({ key }: Upload): void {
    this.change(key, { state: 'waiting', progress: 0, reason: undefined });
    this.proceed();
  }

  private proceed(): void {
    const next = this.uploads().find(({ state }) => state === 'waiting');
    if (!next || this.running.size >= MOST_AT_ONCE) return;
    this.send(next);
    this.proceed();
  }

  private send({ key, name, file, place, stored }: Upload): void {
    this.change(key, { state: 'sending' });
    const params = new HttpParams({ fromObject: { ...place, name } });
    const headers = { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': key };
    const sent = this.http.post<StoredFile>(FILES_PATH, file, {
      params,
      headers,
      observe: 'events',
      reportProgress: true,
    });
    this.running.set(
      key,
      sent.subscribe({
        next: (event) => {
          this.follow(key, file.size, event);
          if (event.type === HttpEventType.Response && event.body) stored?.(event.body);
        },
        error: (error: unknown) => this.fail(key, error),
        complete: () => this.finish(key),
      }),
    );
  }

  private follow(key: string, size: number, event: HttpEvent<StoredFile>): void {
    if (event.type === HttpEventType.UploadProgress) this.change(key, { progress: event.loaded / size });
  }

  private fail(key: string, error: unknown): void {
    const { code, params } = toProblem(error);
    this.running.delete(key);
    const pause = params['retryAfterSeconds'];
    if (code === 'request.too_many' && typeof pause === 'number') {
      this.change(key, { state: 'sending', progress: 0 });
      setTimeout(() => {
        this.change(key, { state: 'waiting' });
        this.proceed();
      }, pause * 1_000);
    } else this.change(key, { state: 'failed', reason: { key: `errors.${code}`, params } });
    this.proceed();
  }

  private finish(key: string): void {
    this.running.delete(key);
    this.uploads.update((uploads) => uploads.filter((upload) => upload.key !== key));
    this.proceed();
  }

  private change(key: string, change: Partial<Upload>): void {
    this.uploads.update((uploads) => uploads.map((upload) => (upload.key === key ? { ...upload, ...change } : upload)));
  }
}

/** What the server would refuse is not sent. */
function refused(upload: Upload): Upload {
  const { size } = upload.file;
  if (size > MAX_FILE_BYTES) {
    const reason = { key: 'files.tooLarge', params: { megabytes: MAX_FILE_BYTES / 1024 / 1024 } };
    return { ...upload, state: 'failed', reason };
  }
  return size ? upload : { ...upload, state: 'failed', reason: { key: 'files.isEmpty', params: {} } };
}
