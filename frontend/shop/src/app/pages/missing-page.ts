import { Component, RESPONSE_INIT, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';

/** An address under which there is nothing. */
@Component({
  selector: 'shop-missing-page',
  imports: [RouterLink, TranslocoPipe],
  template: `
    <h1>{{ 'shop.missing' | transloco }}</h1>
    <p>
      <a routerLink="/">{{ 'shop.toCatalog' | transloco }}</a>
    </p>
  `,
})
export class MissingPage {
  constructor() {
    const response = inject(RESPONSE_INIT, { optional: true });
    if (response) response.status = 404;
  }
}
