import { Component, computed, input } from '@angular/core';
import { MatIcon } from '@angular/material/icon';
import { TranslocoPipe } from '@jsverse/transloco';
import type { Consequence } from '@verstak/api';
import { MoneyPipe, QuantityPipe } from '../../../ui/pipes/format-pipes';

/** A consequence with the key of its words. */
interface Told extends Consequence {
  words: string;
}

/** Of what follows from what follows, people hear the end. */
const UNTOLD: readonly string[] = ['pass.begun', 'pass.ended', 'pass.undone', 'pass.deleted', 'part.undone'];

/** What a change of an order will bring about elsewhere, line by line; nothing where it brings nothing about. */
@Component({
  selector: 'app-consequence-list',
  imports: [MatIcon, MoneyPipe, QuantityPipe, TranslocoPipe],
  template: `
    @if (told().length) {
      <section role="status">
        <p><mat-icon svgIcon="info" aria-hidden="true" />{{ 'orders.follows.title' | transloco }}</p>
        <ul>
          @for (one of told(); track $index) {
            <li>
              {{
                one.words
                  | transloco
                    : {
                        number: one.number,
                        title: one.title,
                        quantity: one.quantity | quantity: one.unit,
                        master: one.masterName,
                        sum: abs(one.amount) | money,
                      }
              }}
            </li>
          }
        </ul>
      </section>
    }
  `,
  styles: `
    :host {
      display: block;
    }
    :host(:empty) {
      display: none;
    }
    section {
      padding: 12px 16px;
      border-radius: 8px;
      background: var(--mat-sys-surface-container);
    }
    p {
      display: flex;
      align-items: center;
      gap: 8px;
      margin: 0;
      font: var(--mat-sys-title-small);
    }
    ul {
      max-height: 160px;
      margin: 4px 0 0;
      padding-inline-start: 32px;
      overflow-y: auto;
    }
  `,
})
export class ConsequenceList {
  readonly consequences = input<readonly Consequence[]>();

  protected readonly abs = (amount = 0): number => Math.abs(amount);
  protected readonly told = computed(() => (this.consequences() ?? []).flatMap((one) => toldOf(one)));
}

function toldOf(one: Consequence): Told[] {
  const { kind, status, amount } = one;
  if (UNTOLD.includes(kind)) return [];
  // That the order counts its parts anew is nothing to anybody, but where it stands then is.
  if (kind === 'order.parts') return status ? [{ ...one, words: `orders.follows.order.${status}` }] : [];
  if (kind === 'balance' || kind.startsWith('payment.')) {
    // A sum that somebody may not read is not spoken of.
    if (!amount) return [];
    return [{ ...one, words: `orders.follows.${kind}.${amount < 0 ? 'less' : 'more'}` }];
  }
  return [{ ...one, words: `orders.follows.${kind}.${one.masterName ? 'given' : 'text'}` }];
}
