import {
  type HttpBackend,
  HttpErrorResponse,
  type HttpEvent,
  type HttpRequest,
  HttpResponse,
} from '@angular/common/http';
import { REQUEST_CONTEXT, Service, inject } from '@angular/core';
import { type Observable, from } from 'rxjs';
import type { PageContext } from './request-context';

/** Answers the requests of a page that is rendered: in the same process, whatever host a visitor names. */
@Service({ autoProvided: false })
export class InProcessBackend implements HttpBackend {
  // What the backend gives with each request that it has rendered.
  private readonly context = inject(REQUEST_CONTEXT) as PageContext | null;

  handle(request: HttpRequest<unknown>): Observable<HttpEvent<unknown>> {
    return from(this.answer(request.urlWithParams));
  }

  private async answer(url: string): Promise<HttpResponse<unknown>> {
    const { pathname, search } = new URL(url, 'http://shop.invalid');
    const { status, body } = (await this.context?.api(pathname + search)) ?? { status: 503, body: '' };
    if (status < 400) return new HttpResponse({ status, url, body: JSON.parse(body) as unknown });
    throw new HttpErrorResponse({ status, url, error: body });
  }
}
