import { Component, computed, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { ShopOption } from '@verstak/api';

/** Narrows a category by choices of options: beside the list where there is room, in a sheet on a phone. */
@Component({
  selector: 'shop-choice-filter',
  imports: [TranslocoPipe],
  template: `
    <button type="button" class="button" (click)="sheet.showModal()">
      {{ 'shop.choices.open' | transloco }}
      @if (picked().length) {
        <span class="count">{{ picked().length }}</span>
      }
    </button>
    <dialog #sheet [attr.aria-label]="'shop.choices.title' | transloco" closedby="any">
      <form method="dialog">
        @for (option of options(); track option.name) {
          <fieldset>
            <legend>{{ option.name }}</legend>
            @for (choice of option.choices; track choice.name) {
              <label class="check">
                <input
                  type="checkbox"
                  [checked]="isPicked(option.name, choice.name)"
                  (change)="toggle(option.name, choice.name)"
                />
                <span>{{ choice.name }}</span>
                <span class="muted">{{ choice.count }}</span>
              </label>
            }
          </fieldset>
        }
        <p class="acts">
          @if (picked().length) {
            <button type="button" class="button" (click)="pick.emit('')">
              {{ 'shop.choices.clear' | transloco }}
            </button>
          }
          <button class="button main close">{{ 'shop.choices.show' | transloco: { count: total() } }}</button>
        </p>
      </form>
    </dialog>
  `,
  styleUrl: './choice-filter.scss',
})
export class ChoiceFilter {
  readonly options = input.required<readonly ShopOption[]>();
  /** As the address has it, `Размер=на+8&Размер=на+12`. */
  readonly choices = input('');
  /** How many products are found. */
  readonly total = input(0);
  readonly pick = output<string>();

  protected readonly picked = computed(() => [...new URLSearchParams(this.choices())]);

  protected isPicked(option: string, choice: string): boolean {
    return this.picked().some(([name, value]) => name === option && value === choice);
  }

  protected toggle(option: string, choice: string): void {
    const others = this.picked().filter(([name, value]) => name !== option || value !== choice);
    const now = this.isPicked(option, choice) ? others : [...others, [option, choice]];
    this.pick.emit(new URLSearchParams(now).toString());
  }
}
