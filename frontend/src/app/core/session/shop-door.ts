import { DOCUMENT, Service, inject } from '@angular/core';

/** The way to the shop, where customers belong who sign in here. */
@Service()
export class ShopDoor {
  private readonly document = inject(DOCUMENT);

  open(): void {
    this.document.location.assign('/shop/account');
  }
}
