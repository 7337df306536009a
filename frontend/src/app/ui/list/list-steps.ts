import { Component, computed, inject, input } from '@angular/core';
import { MatIconButton } from '@angular/material/button';
import { MatIcon } from '@angular/material/icon';
import { ActivatedRoute, Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { useShortcuts } from '../../core/keyboard/shortcuts';
import { Toasts } from '../../core/toasts/toasts';
import { ListTrails } from './list-trails';

/** Leads from a document to the one before or after it in the list that it was opened from. */
@Component({
  selector: 'ui-list-steps',
  imports: [MatIcon, MatIconButton, TranslocoPipe],
  template: `
    @if (place(); as place) {
      <button
        mat-icon-button
        disabledInteractive
        type="button"
        [disabled]="place.position === 1"
        [attr.aria-label]="'table.steps.previous' | transloco"
        (click)="go(-1)"
      >
        <mat-icon svgIcon="chevron-left" />
      </button>
      <span class="place">{{ 'table.steps.place' | transloco: place }}</span>
      <button
        mat-icon-button
        disabledInteractive
        type="button"
        [disabled]="place.position === place.total"
        [attr.aria-label]="'table.steps.next' | transloco"
        (click)="go(1)"
      >
        <mat-icon svgIcon="chevron-right" />
      </button>
    }
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      white-space: nowrap;
    }
    .place {
      color: var(--mat-sys-on-surface-variant);
      font-variant-numeric: tabular-nums;
    }
    @media (max-width: 599px) {
      .place {
        display: none;
      }
    }
  `,
  host: { class: 'no-print' },
})
export class ListSteps {
  private readonly trails = inject(ListTrails);
  private readonly router = inject(Router);
  private readonly route = inject(ActivatedRoute);
  private readonly toasts = inject(Toasts);

  /** Where the list stands: `/orders`. */
  readonly path = input.required<string>();
  readonly id = input.required<string>();
  protected readonly place = computed(() => this.trails.placeOf(this.path(), this.id()));

  constructor() {
    const when = (): boolean => this.place() !== undefined;
    useShortcuts([
      { keys: 'BracketRight', label: 'table.steps.next', run: () => void this.go(1), when },
      { keys: 'BracketLeft', label: 'table.steps.previous', run: () => void this.go(-1), when },
    ]);
  }

  protected async go(by: 1 | -1): Promise<void> {
    try {
      const id = await this.trails.step(this.path(), this.id(), by);
      // The part that is on screen stays the same.
      if (id)
        await this.router.navigate([this.path(), id], { relativeTo: this.route, queryParamsHandling: 'preserve' });
    } catch (error) {
      this.toasts.fail(error);
    }
  }
}
