import { Service, inject } from '@angular/core';
import { NavigationEnd, type Params, Router, type UrlTree } from '@angular/router';
import { filter } from 'rxjs';

const SIGN_IN = '/sign-in';

/** How each page was last looked at: the way back to a list leads to its filters, sort and page. */
@Service()
export class LastViews {
  private readonly router = inject(Router);
  private readonly params = new Map<string, Params>();
  private latest?: string;

  constructor() {
    this.router.events.pipe(filter((event) => event instanceof NavigationEnd)).subscribe(({ urlAfterRedirects }) => {
      const [path = ''] = urlAfterRedirects.split(/[?#]/);
      this.params.set(path, this.router.parseUrl(urlAfterRedirects).queryParams);
      if (path !== SIGN_IN) this.latest = urlAfterRedirects;
    });
  }

  /** Query parameters of the last visit to a path such as `/orders`; none where there was no visit. */
  of(path: string): Params {
    return this.params.get(path) ?? {};
  }

  /** The page that is being left; to be asked while the next one is made. Who began there comes to `otherwise`. */
  left(otherwise: string): UrlTree {
    return this.latest === undefined
      ? this.router.createUrlTree([otherwise], { queryParams: this.of(otherwise) })
      : this.router.parseUrl(this.latest);
  }
}
