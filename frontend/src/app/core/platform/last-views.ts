import { Service, inject } from '@angular/core';
import { NavigationEnd, type Params, Router, type UrlTree } from '@angular/router';
import { filter } from 'rxjs';

const SIGN_IN = '/sign-in';

/** How each page was last looked at: the way back to a list leads to its filters, sort and page. */
@Service()
export class LastViews {
  private readonly router = inject(Router);
  private readonly params = new Map<string, Params>();
  /** Addresses of the page one is at and of the one before, signing in aside. */
  private latest?: string;
  private former?: string;

  constructor() {
    this.router.events.pipe(filter((event) => event instanceof NavigationEnd)).subscribe(({ urlAfterRedirects }) => {
      const path = pathOf(urlAfterRedirects);
      this.params.set(path, this.router.parseUrl(urlAfterRedirects).queryParams);
      if (path === SIGN_IN) return;
      if (this.latest !== undefined && path !== pathOf(this.latest)) this.former = this.latest;
      this.latest = urlAfterRedirects;
    });
  }

  /** Query parameters of the last visit to a path such as `/orders`; none where there was no visit. */
  of(path: string): Params {
    return this.params.get(path) ?? {};
  }

  /** The address of a list such as `/orders`, as it was last looked at. */
  to(path: string): UrlTree {
    return this.router.createUrlTree([path], { queryParams: this.of(path) });
  }

  /** The page that was left for the one that asks. Who began at that comes to `otherwise`. */
  left(otherwise: string): UrlTree {
    const own = pathOf(this.router.currentNavigation()?.finalUrl?.toString() ?? this.router.url);
    const left = this.latest !== undefined && pathOf(this.latest) === own ? this.former : this.latest;
    return left === undefined ? this.to(otherwise) : this.router.parseUrl(left);
  }
}

/** The path of an address inside the console, such as `/orders`. */
export function pathOf(url: string): string {
  return url.split(/[?#]/)[0] ?? '';
}
