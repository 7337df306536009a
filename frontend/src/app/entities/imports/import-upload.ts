import { HttpClient, HttpEventType, HttpParams } from '@angular/common/http';
import { Service, inject, signal } from '@angular/core';
import type { Import, ImportKind } from '@verstak/api';
import { newKey, plainFileName } from '@verstak/domain';
import { lastValueFrom, tap } from 'rxjs';

/** Sends a file to import, and tells how much of it has arrived. */
@Service()
export class ImportUpload {
  private readonly http = inject(HttpClient);
  /** Between 0 and 1; nothing while none is sent. */
  readonly progress = signal<number | undefined>(undefined);

  /** The import that was begun; rejects with the problem where the file is refused. */
  async send(kind: ImportKind, file: File, supplierId: string | undefined): Promise<Import> {
    this.progress.set(0);
    const sent = this.http
      .post<Import>('/api/v1/imports', file, {
        params: new HttpParams({
          fromObject: { kind, name: plainFileName(file.name), ...(supplierId && { supplierId }) },
        }),
        headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': newKey() },
        observe: 'events',
        reportProgress: true,
      })
      .pipe(
        tap((event) => {
          if (event.type === HttpEventType.UploadProgress) this.progress.set(event.loaded / file.size);
        }),
      );
    try {
      const last = await lastValueFrom(sent);
      if (last.type !== HttpEventType.Response || !last.body) throw new Error('The upload ended without an answer');
      return last.body;
    } finally {
      this.progress.set(undefined);
    }
  }
}
