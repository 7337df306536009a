import { Service, inject } from '@angular/core';
import { NavigationEnd, type Params, Router } from '@angular/router';
import { filter } from 'rxjs';

/** How each page was last looked at: the way back to a list leads to its filters, sort and page. */
@Service()
export class LastViews {
  private readonly router = inject(Router);
  private readonly params = new Map<string, Params>();

  constructor() {
    this.router.events.pipe(filter((event) => event instanceof NavigationEnd)).subscribe(({ urlAfterRedirects }) => {
      const [path = ''] = urlAfterRedirects.split(/[?#]/);
      this.params.set(path, this.router.parseUrl(urlAfterRedirects).queryParams);
    });
  }

  /** Query parameters of the last visit to a path such as `/orders`; none where there was no visit. */
  of(path: string): Params {
    return this.params.get(path) ?? {};
  }
}
