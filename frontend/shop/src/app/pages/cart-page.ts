import { Component, type ElementRef, computed, effect, inject, resource, signal, viewChildren } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { ShopAccountService, type ShopOrderCreate, ShopService } from '@verstak/api';
import { newKey } from '@verstak/domain';
import { Account } from '../core/account';
import { Cart, type CartLine } from '../core/cart';
import { CartCheck, wantedOf } from '../core/cart-check';
import { Language } from '../core/language';
import { PageMeta } from '../core/page-meta';
import { type Refusal, refusalOf } from '../core/refusal';
import { Shop } from '../core/shop';

/** What is in the cart, and who orders it: one page, one step. */
@Component({
  selector: 'shop-cart-page',
  imports: [RouterLink, TranslocoPipe],
  templateUrl: './cart-page.html',
  styleUrl: './cart-page.scss',
  providers: [CartCheck],
})
export class CartPage {
  private readonly api = inject(ShopService);
  private readonly accounts = inject(ShopAccountService);
  private readonly language = inject(Language).current;
  private readonly router = inject(Router);
  private readonly i18n = inject(TranslocoService);
  protected readonly account = inject(Account);
  protected readonly cart = inject(Cart);
  protected readonly check = inject(CartCheck);
  protected readonly shop = inject(Shop);

  /** Who is signed in: what they would else type. */
  protected readonly own = resource({
    params: () => this.account.user()?.id,
    loader: () => this.accounts.getShopAccount(),
  });
  protected readonly known = computed(() => (this.own.hasValue() ? this.own.value() : undefined));
  protected readonly wantsAccount = signal(false);
  protected readonly isDelivered = signal(false);
  protected readonly isSending = signal(false);
  protected readonly refusal = signal<Refusal | undefined>(undefined);
  protected readonly removed = signal<CartLine | undefined>(undefined);
  protected readonly total = computed(() => this.shop.money(this.check.total()));
  private readonly faults = viewChildren<ElementRef<HTMLElement>>('fault');
  /** The same order sent again is one order; another cart is another. */
  private readonly attempt = computed(() => (this.cart.lines(), newKey()));

  constructor() {
    const meta = inject(PageMeta);
    effect(() => meta.say(this.i18n.translate('shop.cart'), this.i18n.translate('shop.cart')));
    // What was refused at the foot of the page is told at its line.
    effect(() => this.refusal() && this.faults()[0]?.nativeElement.scrollIntoView({ block: 'center' }));
  }

  /** How many of a line there are, where fewer than wanted. */
  protected mostOf(line: CartLine): number {
    const { fault, available = 0 } = this.check.of(line) ?? {};
    return fault === 'short' ? available : 0;
  }

  /** What is sold and comes nearest to what is wanted of a line, where so much is not sold at a time. */
  protected nearestOf(line: CartLine): number {
    const { fault, nearest = 0 } = this.check.of(line) ?? {};
    return fault === 'step' ? nearest : 0;
  }

  /** What a unit of a line costs now, where it cost something else. */
  protected newPriceOf(line: CartLine): string {
    const { unitPrice = line.unitPrice } = this.check.of(line) ?? {};
    return unitPrice === line.unitPrice ? '' : this.shop.money(unitPrice);
  }

  protected sumOf(line: CartLine): string {
    return this.shop.money(this.check.totalOf(line));
  }

  protected async setQuantity(line: CartLine, control: HTMLInputElement): Promise<void> {
    const quantity = Math.round(Number(control.value.replace(',', '.')) * 1_000) / 1_000;
    const isDone = quantity > 0 && quantity <= 1_000_000 && (await this.change(line, quantity));
    if (!isDone) control.value = String(line.quantity);
  }

  protected async remove(line: CartLine): Promise<void> {
    if (await this.change(line, 0)) this.removed.set(line);
  }

  protected bringBack(line: CartLine): void {
    this.cart.add(line);
    this.removed.set(undefined);
  }

  protected async change(line: CartLine, quantity: number): Promise<boolean> {
    try {
      await this.cart.change(line, quantity);
      return true;
    } catch (error) {
      this.refusal.set(refusalOf(error));
      return false;
    }
  }

  protected async order(event: Event): Promise<void> {
    event.preventDefault();
    if (this.isSending()) return;
    this.refusal.set(undefined);
    if (this.check.isFaulty()) return this.refusal.set({ code: 'faulty', fields: new Map() });
    this.isSending.set(true);
    try {
      const body = this.bodyOf(new FormData(event.target as HTMLFormElement)); // the form that was submitted
      const { key } = await this.api.createShopOrder({ body, 'Idempotency-Key': this.attempt() });
      const { email = '', password } = body;
      // Of an address that was known nothing is told here.
      const isOpen = password && (await this.account.signIn(email, password).catch(() => false));
      this.cart.settle(this.account.isSignedIn() ? undefined : key);
      const letter = password && !isOpen ? email : undefined;
      await this.router.navigate(['/orders', key], { queryParams: { new: true }, state: { letter } });
    } catch (error) {
      this.refusal.set(refusalOf(error));
      this.check.again();
    } finally {
      this.isSending.set(false);
    }
  }

  /** Where a refusal names a line, the line; else what field it is about. */
  protected faultOf(field: string): string {
    return this.refusal()?.fields.get(field) ?? '';
  }

  protected lineFaultOf(index: number): string {
    const found = [...(this.refusal()?.fields ?? [])].find(
      ([field]) => field === `items.${index}` || field.startsWith(`items.${index}.`),
    );
    return found?.[1] ?? '';
  }

  private bodyOf(form: FormData): ShopOrderCreate {
    const text = (name: string): string => String(form.get(name) ?? '').trim();
    const given = (name: string): object => (text(name) ? { [name]: text(name) } : {});
    return {
      items: this.cart.lines().map(wantedOf),
      name: text('name'),
      ...given('phone'),
      ...given('email'),
      ...(this.isDelivered() ? given('deliveryAddress') : {}),
      ...given('wishedDay'),
      ...given('note'),
      language: this.language,
      ...(this.wantsAccount() && !this.account.isSignedIn() ? { password: String(form.get('password')) } : {}),
      isAgreed: form.get('isAgreed') !== null,
    };
  }
}
