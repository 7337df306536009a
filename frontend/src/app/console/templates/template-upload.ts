import { HttpClient, HttpParams } from '@angular/common/http';
import { Service, inject } from '@angular/core';
import type { Template } from '@verstak/api';
import { newKey, plainFileName } from '@verstak/domain';
import { firstValueFrom } from 'rxjs';

/** Sends files of Word as templates. */
@Service()
export class TemplateUpload {
  private readonly http = inject(HttpClient);

  /** A new template; rejects with the problem where the file is refused. */
  add(file: File, fields: Record<'name' | 'kind' | 'lang', string>): Promise<Template> {
    return this.send('/api/v1/templates', file, fields);
  }

  /** Puts a file in place of the present one. */
  replace(id: string, file: File): Promise<Template> {
    return this.send(`/api/v1/templates/${id}/versions`, file, {});
  }

  /** Gives a template a table. */
  table(id: string, file: File): Promise<Template> {
    return this.send(`/api/v1/templates/${id}/table`, file, {});
  }

  private send(address: string, file: File, fields: Record<string, string>): Promise<Template> {
    const sent = this.http.post<Template>(address, file, {
      params: new HttpParams({ fromObject: { ...fields, fileName: plainFileName(file.name) } }),
      headers: { 'Content-Type': 'application/octet-stream', 'Idempotency-Key': newKey() },
    });
    return firstValueFrom(sent);
  }
}
